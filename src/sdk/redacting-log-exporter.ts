import type { AnyValue, Attributes } from '@opentelemetry/api';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Redactor } from '../core/redaction/index.ts';

/** The record without what the redactor finds, or the record itself where it finds nothing. */
export const redactLogRecord = (record: ReadableLogRecord, redactor: Redactor): ReadableLogRecord => {
  const clean = redactor.log<{ body?: AnyValue; attributes: Attributes }>(record);
  if (clean.body === record.body && clean.attributes === record.attributes) return record;
  // A view, not a copy: an exporter reads any other property from the record itself.
  return Object.create(record, {
    body: { value: clean.body, enumerable: true },
    attributes: { value: clean.attributes, enumerable: true },
  }) as ReadableLogRecord;
};

/** Gives another exporter only what the redactor leaves. */
export const createRedactingLogExporter = (
  exporter: LogRecordExporter,
  redactor: Redactor,
): LogRecordExporter => ({
  export: (records, done) =>
    exporter.export(
      records.map((record) => redactLogRecord(record, redactor)),
      done,
    ),
  shutdown: () => exporter.shutdown(),
  forceFlush: () => exporter.forceFlush(),
});
