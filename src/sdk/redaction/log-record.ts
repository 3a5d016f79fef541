import type { AnyValue, Attributes } from '@opentelemetry/api';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { GetRedactor } from './get-redactor.ts';
import { limitLength } from './limit-length.ts';
import { createScopeRedactor } from './scope.ts';

/** Returns the record without what the redactor finds, or the record itself where it finds nothing. */
export type LogRecordRedactor = (record: ReadableLogRecord) => ReadableLogRecord;

/** @param maxLength longest value of an attribute; values are cut after they are redacted */
export const createLogRecordRedactor = (
  getRedactor: GetRedactor,
  maxLength = Number.POSITIVE_INFINITY,
): LogRecordRedactor => {
  const redactScope = createScopeRedactor(getRedactor);
  return (record) => {
    const redactor = getRedactor();
    const clean = redactor.log<{ body?: AnyValue; attributes: Attributes }>(record);
    const attributes = clean.attributes && limitLength(clean.attributes, maxLength);
    const scope = redactScope(record.instrumentationScope);
    const eventName = record.eventName && redactor.text(record.eventName);
    const severityText = record.severityText && redactor.text(record.severityText);
    const same =
      clean.body === record.body &&
      attributes === record.attributes &&
      scope === record.instrumentationScope &&
      eventName === record.eventName &&
      severityText === record.severityText;
    if (same) return record;
    // A view, not a copy: an exporter reads any other property from the record itself.
    return Object.create(record, {
      body: { value: clean.body, enumerable: true },
      attributes: { value: attributes, enumerable: true },
      instrumentationScope: { value: scope, enumerable: true },
      eventName: { value: eventName, enumerable: true },
      severityText: { value: severityText, enumerable: true },
    }) as ReadableLogRecord;
  };
};

/** Gives another exporter only what the redactor leaves. It works on whole batches, off the request's path. */
export const createRedactingLogExporter = (
  exporter: LogRecordExporter,
  redact: LogRecordRedactor,
): LogRecordExporter => ({
  export: (records, done) => exporter.export(records.map(redact), done),
  shutdown: () => exporter.shutdown(),
  forceFlush: () => exporter.forceFlush(),
});
