import type { SpanContext } from '@opentelemetry/api';
import { REDACTED } from '../../core/redaction/mark.ts';
import { STATEMENT_KEY } from '../../core/redaction/statement-key.ts';
import type { WebRedactor } from '../options.ts';
import type { CleanText } from '../otlp/encode.ts';
import { createClean } from '../redaction/clean.ts';
import type { EmittedLogRecord, EndedSpan, LogRecordProcessor, SpanProcessor } from './sdk.ts';

export interface RedactionOptions {
  /** Instead of the compact one; `createRedactor()` of `binnacle/redaction` has all rules. */
  readonly redaction?: WebRedactor;
}

/** Values of log records may be records of records. */
const MOST_DEPTH = 20;

/** A card, or a PIN by its name; what is found becomes a text. */
const cleanNumber = (value: number, key: string, clean: CleanText): number | string => {
  const text = clean(String(value), key);
  return text === String(value) ? value : text;
};

const cleanValue = (value: unknown, key: string, clean: CleanText, depth = 0): unknown => {
  if (typeof value === 'string') return value && STATEMENT_KEY.test(key) ? REDACTED : clean(value, key);
  if (typeof value === 'number') return cleanNumber(value, key, clean);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (depth > MOST_DEPTH) return undefined;
  if (Array.isArray(value)) return value.map((each) => cleanValue(each, key, clean, depth + 1));
  return cleanRecord(value, clean, depth + 1);
};

/** What a policy says of names, numbers and bytes, where the redactor has one; else the compact rules. */
const createRecords = ({ redaction }: RedactionOptions, clean: CleanText) => ({
  cleanRecord: (record: object): object => redaction?.attributes?.(record) ?? cleanRecord(record, clean),
  cleanBody: (body: unknown): unknown =>
    redaction?.attributes ? redaction.attributes({ body }).body : cleanValue(body, '', clean),
});
type CleanRecord = ReturnType<typeof createRecords>['cleanRecord'];

const cleanRecord = (record: object, clean: CleanText, depth = 0): Record<string, unknown> => {
  const cleaned: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    const name = clean(key, '');
    Object.defineProperty(cleaned, name, {
      value: cleanValue(value, key, clean, depth),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return cleaned;
};

/** The context without the entries of its state in which something is found. */
const cleanContext = (context: SpanContext, clean: CleanText): SpanContext => {
  let { traceState } = context;
  for (const entry of traceState?.serialize().split(',') ?? [])
    if (clean(entry, '') !== entry) traceState = traceState?.unset(entry.slice(0, entry.indexOf('=')));
  return traceState && traceState !== context.traceState ? { ...context, traceState } : context;
};

/** A view of what is the SDK's: what is not said here is read from it. */
const viewOf = <T extends object>(from: T, values: Partial<Record<string, unknown>>): T =>
  Object.create(
    from,
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, enumerable: true }])),
  ) as T;

/** Exporters put what has the same resource together, so each has one clean one. */
const createResources = (clean: CleanRecord) => {
  const known = new WeakMap<object, object>();
  return <T extends { readonly attributes: object }>(resource: T): T => {
    const found = known.get(resource) ?? viewOf(resource, { attributes: clean(resource.attributes) });
    known.set(resource, found);
    return found as T;
  };
};

/**
 * Gives another span processor clean spans: name, status, attributes, events, links, trace states and resource. Spans
 * that the page holds stay as they are.
 *
 * @param next what exports, such as a `BatchSpanProcessor`
 */
export const createRedactingSpanProcessor = (
  next: SpanProcessor,
  options: RedactionOptions = {},
): SpanProcessor => {
  const clean = createClean(options.redaction);
  const { cleanRecord } = createRecords(options, clean);
  const cleanResource = createResources(cleanRecord);
  const attributesOf = <T extends { readonly attributes?: object }>(item: T): T =>
    item.attributes ? { ...item, attributes: cleanRecord(item.attributes) } : item;
  const redact = (span: EndedSpan): EndedSpan =>
    viewOf(span, {
      name: clean(span.name, ''),
      attributes: cleanRecord(span.attributes),
      events: span.events.map((each) => attributesOf({ ...each, name: clean(each.name, '') })),
      links: span.links.map((link) => attributesOf({ ...link, context: cleanContext(link.context, clean) })),
      spanContext: () => cleanContext(span.spanContext(), clean),
      status: span.status.message ? { ...span.status, message: clean(span.status.message, '') } : span.status,
      resource: cleanResource(span.resource),
    });
  return {
    onStart: (span, context) => next.onStart(span, context),
    onEnd: (span) => next.onEnd(redact(span)),
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
};

/**
 * The same for log records: body, attributes, event name and resource.
 *
 * @param next what exports, such as a `BatchLogRecordProcessor`
 */
export const createRedactingLogRecordProcessor = (
  next: LogRecordProcessor,
  options: RedactionOptions = {},
): LogRecordProcessor => {
  const clean = createClean(options.redaction);
  const { cleanRecord, cleanBody } = createRecords(options, clean);
  const cleanResource = createResources(cleanRecord);
  const redact = (
    record: EmittedLogRecord & {
      readonly body?: unknown;
      readonly eventName?: string;
      readonly severityText?: string;
    },
  ) =>
    viewOf(record, {
      body: cleanBody(record.body),
      attributes: cleanRecord(record.attributes),
      eventName: record.eventName && clean(record.eventName, ''),
      severityText: record.severityText && clean(record.severityText, ''),
      resource: cleanResource(record.resource),
    });
  return {
    onEmit: (record, context) => next.onEmit(redact(record), context),
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
};
