import type { Attributes, Link, SpanContext, SpanStatus } from '@opentelemetry/api';

/** Milliseconds since 1970, with fractions. */
export type EpochMillis = number;

/** https://opentelemetry.io/docs/specs/otel/glossary/#instrumentation-scope */
export interface Scope {
  readonly name: string;
  readonly version?: string | undefined;
  readonly schemaUrl?: string | undefined;
}

interface SpanEvent {
  readonly name: string;
  readonly time: EpochMillis;
  readonly attributes?: Attributes | undefined;
}

/** A span that has ended. */
export interface SpanRecord {
  readonly context: SpanContext;
  readonly parent?: SpanContext | undefined;
  name: string;
  /** As the API counts: OTLP counts from one higher. */
  readonly kind: number;
  readonly start: EpochMillis;
  end: EpochMillis;
  readonly attributes: Attributes;
  droppedAttributes: number;
  readonly events: SpanEvent[];
  droppedEvents: number;
  readonly links: Link[];
  status: SpanStatus;
}

/** An event, as a log record. */
export interface LogRecord {
  readonly time: EpochMillis;
  readonly observed: EpochMillis;
  readonly severity: number;
  readonly body?: string | undefined;
  readonly event: string;
  readonly attributes: Attributes;
  readonly context?: SpanContext | undefined;
}

/** What is done to a text on its way out; `key` is that of an attribute, and empty for a name or a message. */
export type CleanText = (text: string, key: string) => string;

/** OTLP/JSON writes 64-bit numbers as text: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export const nanos = (millis: EpochMillis): string => {
  const whole = Math.floor(millis);
  return whole + String(Math.floor((millis - whole) * 1e6)).padStart(6, '0');
};

/** Of one value, in UTF-16 units. It is cut when it is clean: of what is found in it no half is left. */
const MOST_TEXT = 4_096;

const anyValue = (value: unknown, key: string, clean: CleanText): object => {
  if (typeof value === 'string') return { stringValue: clean(value, key).slice(0, MOST_TEXT) };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Array.isArray(value)
    ? { arrayValue: { values: value.map((each) => anyValue(each, key, clean)) } }
    : {};
};

/** A record as a list of `KeyValue`. */
export const keyValues = (attributes: Attributes = {}, clean: CleanText): object[] =>
  Object.keys(attributes).map((key) => ({
    key: clean(key, ''),
    value: anyValue(attributes[key], key, clean),
  }));

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

const flagsOf = ({ traceFlags }: SpanContext, isRemote: boolean | undefined): number =>
  (traceFlags & 0xff) | HAS_IS_REMOTE | (isRemote ? IS_REMOTE : 0);

const traceStateOf = ({ traceState }: SpanContext, clean: CleanText): string | undefined =>
  traceState && clean(traceState.serialize(), '');

/** The `Span` message, its keys in the order of the official encoder, so that both write the same bytes. */
export const encodeSpan = (span: SpanRecord, clean: CleanText): string => {
  const { context, parent, status } = span;
  return JSON.stringify({
    traceId: context.traceId,
    spanId: context.spanId,
    parentSpanId: parent?.spanId,
    traceState: traceStateOf(context, clean),
    name: clean(span.name, ''),
    kind: span.kind + 1,
    startTimeUnixNano: nanos(span.start),
    endTimeUnixNano: nanos(span.end),
    attributes: keyValues(span.attributes, clean),
    droppedAttributesCount: span.droppedAttributes,
    events: span.events.map(({ name, time, attributes }) => ({
      attributes: keyValues(attributes, clean),
      name: clean(name, ''),
      timeUnixNano: nanos(time),
      droppedAttributesCount: 0,
    })),
    droppedEventsCount: span.droppedEvents,
    status: { code: status.code, message: status.message && clean(status.message, '') },
    links: span.links.map(({ context, attributes }) => ({
      attributes: keyValues(attributes, clean),
      spanId: context.spanId,
      traceId: context.traceId,
      traceState: traceStateOf(context, clean),
      droppedAttributesCount: 0,
      flags: flagsOf(context, context.isRemote),
    })),
    droppedLinksCount: 0,
    flags: flagsOf(context, parent?.isRemote),
  });
};

/** The `LogRecord` message, likewise. */
export const encodeLog = (log: LogRecord, clean: CleanText): string => {
  const { body, context } = log;
  return JSON.stringify({
    timeUnixNano: nanos(log.time),
    observedTimeUnixNano: nanos(log.observed),
    severityNumber: log.severity,
    body: anyValue(body, '', clean),
    eventName: clean(log.event, ''),
    attributes: keyValues(log.attributes, clean),
    droppedAttributesCount: 0,
    flags: context?.traceFlags,
    traceId: context?.traceId,
    spanId: context?.spanId,
  });
};
