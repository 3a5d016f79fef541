// How many bytes a message has as OTLP in protobuf, as the Collector writes it: parts that every message has are
// written even where they are empty, numbers and texts only where they are not.
// https://github.com/open-telemetry/opentelemetry-collector/tree/pdata/v1.61.0/pdata/internal
import type { AnyValue, Attributes, ResourceSpans, Scope, Span, SpanEvent, SpanLink } from './model.ts';

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const FIXED64 = 9;

/** Bytes of a number of up to 53 bits as a varint. */
const varint = (value: number): number => {
  let bytes = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
};

const bigVarint = (value: bigint): number => {
  if (value < 0n) return 10;
  return value <= 0xffff_ffffn ? varint(Number(value)) : Math.ceil(value.toString(2).length / 7);
};

/** Bytes of a text in UTF-8. */
const utf8Length = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    // Both halves of a character beyond 16 bits count two.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
};

/** With the tag, of one byte, and the length before it. */
const field = (bytes: number): number => 1 + varint(bytes) + bytes;
const text = (value: string): number => (value === '' ? 0 : field(utf8Length(value)));
const number = (value: number): number => (value === 0 ? 0 : 1 + varint(value));
const id = (value: string, bytes: number): number => field(value === '' ? 0 : bytes);
const time = (value: bigint): number => (value === 0n ? 0 : FIXED64);

const anyValue = (value: AnyValue): number => {
  if (value === undefined) return 0;
  if (typeof value === 'string') return field(utf8Length(value));
  if (typeof value === 'boolean') return 2;
  if (typeof value === 'number') return FIXED64;
  if (typeof value === 'bigint') return 1 + bigVarint(value);
  if (value instanceof Uint8Array) return field(value.length);
  if (value instanceof Map) return field(attributes(value));
  return field((value as readonly AnyValue[]).reduce<number>((sum, item) => sum + field(anyValue(item)), 0));
};

const attributes = (map: Attributes): number => {
  let bytes = 0;
  for (const [key, value] of map) bytes += field(text(key) + field(anyValue(value)));
  return bytes;
};

const event = (each: SpanEvent): number =>
  time(each.time) + text(each.name) + attributes(each.attributes) + number(each.droppedAttributesCount);

const link = (each: SpanLink): number =>
  id(each.traceId, TRACE_ID_BYTES) +
  id(each.spanId, SPAN_ID_BYTES) +
  text(each.traceState) +
  attributes(each.attributes) +
  number(each.droppedAttributesCount) +
  (each.flags === 0 ? 0 : 5);

const sizeOfSpan = (span: Span): number => {
  const status = text(span.statusMessage) + number(span.statusCode);
  let bytes =
    id(span.traceId, TRACE_ID_BYTES) +
    id(span.spanId, SPAN_ID_BYTES) +
    text(span.traceState) +
    id(span.parentSpanId, SPAN_ID_BYTES) +
    (span.flags === 0 ? 0 : 6) +
    text(span.name) +
    number(span.kind) +
    time(span.start) +
    time(span.end) +
    attributes(span.attributes) +
    number(span.droppedAttributesCount) +
    number(span.droppedEventsCount) +
    number(span.droppedLinksCount) +
    field(status);
  for (const each of span.events) bytes += field(event(each));
  for (const each of span.links) bytes += field(link(each));
  return bytes;
};

/** Bytes of a span in its list, with its tag and length. */
export const spanBytes = (span: Span): number => field(sizeOfSpan(span));

const scopeBytes = ({ name, version, attributes: own, droppedAttributesCount }: Scope): number =>
  text(name) + text(version) + attributes(own) + number(droppedAttributesCount);

/** Bytes of a ResourceSpans message alone. */
export const resourceSpansBytes = ({ resource, schemaUrl, scopeSpans }: ResourceSpans): number => {
  let bytes =
    text(schemaUrl) + field(attributes(resource.attributes) + number(resource.droppedAttributesCount));
  for (const { scope, schemaUrl: scopeSchemaUrl, spans } of scopeSpans) {
    let group = text(scopeSchemaUrl) + field(scopeBytes(scope));
    for (const span of spans) group += spanBytes(span);
    bytes += field(group);
  }
  return bytes;
};

/** Bytes of a whole request. */
export const tracesBytes = (batches: readonly ResourceSpans[]): number =>
  batches.reduce((sum, batch) => sum + field(resourceSpansBytes(batch)), 0);
