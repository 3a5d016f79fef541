import type { Context, TextMapPropagator } from '@opentelemetry/api';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { type GetRedactor, isPersonal } from '../../sdk/redaction/get-redactor.ts';
import { correlationIdIn, withCorrelationId } from '../business/carried.ts';
import { randomUuid } from '../random-uuid.ts';

/** Of spans and log records. */
const CORRELATION_ID = 'correlation.id';

/** Whoever calls may send anything, and it comes back in a header. No quotes, spaces or line breaks. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._:/+=-]{0,127}$/;

/**
 * Takes the id that comes with a request or a message, or makes one where none comes, or one that is too long, has
 * other characters or is personal; calls to other services carry it on.
 */
export const createCorrelationPropagator = (header: string, redactor: GetRedactor): TextMapPropagator => ({
  inject: (context, carrier, setter) => {
    const id = correlationIdIn(context);
    if (id !== undefined) setter.set(carrier, header, id);
  },
  extract: (context, carrier, getter) => {
    const given: unknown = getter.get(carrier, header);
    const isGood = typeof given === 'string' && ID.test(given) && !isPersonal(redactor, header, given);
    return withCorrelationId(context, isGood ? given : randomUuid());
  },
  fields: () => [header],
});

const nothing = async (): Promise<void> => {};

const attributesIn = (context: Context): { [CORRELATION_ID]: string } | undefined => {
  const id = correlationIdIn(context);
  return id === undefined ? undefined : { [CORRELATION_ID]: id };
};

/** Spans carry the id of the request that they are below. */
export const correlatingSpans: SpanProcessor = {
  onStart: (span, context) => {
    const attributes = attributesIn(context);
    if (attributes) span.setAttributes(attributes);
  },
  onEnd: () => {},
  forceFlush: nothing,
  shutdown: nothing,
};

/** Log records carry it too. */
export const correlatingLogs: LogRecordProcessor = {
  onEmit: (record, context) => {
    const attributes = context && attributesIn(context);
    if (attributes) record.setAttributes(attributes);
  },
  forceFlush: nothing,
  shutdown: nothing,
};
