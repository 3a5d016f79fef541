import type { Link, SpanContext } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { writeAttributes } from './attributes.ts';
import { FIXED32, FIXED64, LENGTH, ProtobufWriter, VARINT } from './protobuf-writer.ts';

/**
 * A span as OTLP's `Span` message, within the bytes of a pool. A class, because V8 may take the objects of a literal for
 * long-lived ones, when a slow export once made them wait, and put all that come after them where only full collections
 * free them: four times as many collections for a service under load. It never does that with instances of a class.
 */
export class EncodedSpan {
  readonly resource: ReadableSpan['resource'];
  readonly scope: ReadableSpan['instrumentationScope'];
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;

  constructor(span: ReadableSpan, bytes: Uint8Array, start: number, end: number) {
    this.resource = span.resource;
    this.scope = span.instrumentationScope;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }
}

/** A pool of about a hundred spans; memory that a span waits in is shared by its neighbours. */
const POOL_BYTES = 65_536;

/** Room that a span is begun with; a larger one is moved. */
const USUAL_SPAN_BYTES = 1_024;

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

const flagsOf = (traceFlags: number, isRemote: boolean | undefined): number =>
  (traceFlags & 0xff) | HAS_IS_REMOTE | (isRemote ? IS_REMOTE : 0);

const writeText = (writer: ProtobufWriter, field: number, text: string): void => {
  writer.tag(field, LENGTH);
  writer.text(text);
};

const writeNumber = (writer: ProtobufWriter, field: number, value: number): void => {
  // Anything else would have no end.
  if (!(value > 0 && value <= Number.MAX_SAFE_INTEGER)) return;
  writer.tag(field, VARINT);
  writer.varint(value);
};

/** An id that spans one after the other share. To read its digits each time would cost more than all other fields. */
class SharedId {
  #digits = '';
  #bytes = new Uint8Array(0);

  write(writer: ProtobufWriter, digits: string): void {
    if (digits === this.#digits) {
      writer.block(this.#bytes);
      return;
    }
    writer.hex(digits);
    this.#bytes = writer.bytes.slice(writer.at - (digits.length >> 1), writer.at);
    this.#digits = digits;
  }
}

const traceIds = new SharedId();
const parentIds = new SharedId();

const writeIds = (writer: ProtobufWriter, { traceId, spanId, traceState }: SpanContext): void => {
  writer.tag(1, LENGTH);
  traceIds.write(writer, traceId);
  writer.tag(2, LENGTH);
  writer.hex(spanId);
  const state = traceState?.serialize();
  if (state) writeText(writer, 3, state);
};

const writeEvent = (writer: ProtobufWriter, event: ReadableSpan['events'][number]): void => {
  writer.tag(11, LENGTH);
  const start = writer.open();
  writer.tag(1, FIXED64);
  writer.nanos(event.time[0], event.time[1]);
  writeText(writer, 2, event.name);
  if (event.attributes) writeAttributes(writer, event.attributes, 3);
  writeNumber(writer, 4, event.droppedAttributesCount ?? 0);
  writer.close(start);
};

const writeLink = (writer: ProtobufWriter, { context, attributes, droppedAttributesCount }: Link): void => {
  writer.tag(13, LENGTH);
  const start = writer.open();
  writeIds(writer, context);
  if (attributes) writeAttributes(writer, attributes, 4);
  writeNumber(writer, 5, droppedAttributesCount ?? 0);
  writer.tag(6, FIXED32);
  writer.fixed32(flagsOf(context.traceFlags, context.isRemote));
  writer.close(start);
};

const writeSpan = (writer: ProtobufWriter, span: ReadableSpan): void => {
  const { parentSpanContext: parent, startTime, endTime, status } = span;
  const context = span.spanContext();
  writeIds(writer, context);
  if (parent?.spanId) {
    writer.tag(4, LENGTH);
    parentIds.write(writer, parent.spanId);
  }
  writeText(writer, 5, span.name);
  writeNumber(writer, 6, span.kind + 1);
  writer.tag(7, FIXED64);
  writer.nanos(startTime[0], startTime[1]);
  writer.tag(8, FIXED64);
  writer.nanos(endTime[0], endTime[1]);
  writeAttributes(writer, span.attributes, 9);
  writeNumber(writer, 10, span.droppedAttributesCount);
  for (const event of span.events) writeEvent(writer, event);
  writeNumber(writer, 12, span.droppedEventsCount);
  for (const link of span.links) writeLink(writer, link);
  writeNumber(writer, 14, span.droppedLinksCount);
  writer.tag(15, LENGTH);
  const start = writer.open();
  if (status.message) writeText(writer, 2, status.message);
  writeNumber(writer, 3, status.code);
  writer.close(start);
  writer.tag(16, FIXED32);
  writer.fixed32(flagsOf(context.traceFlags, parent?.isRemote));
};

/** Encodes spans one by one, so that a batch of them is put together in no time. */
export const createSpanEncoder = (): ((span: ReadableSpan) => EncodedSpan) => {
  let writer = new ProtobufWriter(POOL_BYTES);
  return (span) => {
    const start = writer.begin(USUAL_SPAN_BYTES);
    const { bytes: pool } = writer;
    try {
      writeSpan(writer, span);
    } catch (error) {
      writer = new ProtobufWriter(POOL_BYTES);
      throw error;
    }
    const encoded = new EncodedSpan(span, writer.bytes, start, writer.at);
    // A span that was moved has taken the pool's bytes before it along; the next begins a pool anew.
    if (writer.bytes !== pool) writer = new ProtobufWriter(POOL_BYTES);
    return encoded;
  };
};

/** `ExportTraceServiceRequest`: what one export carries. Synchronous, and quick enough for the end of a process. */
export const encodeTraceRequest = (spans: readonly EncodedSpan[]): Uint8Array => {
  const resources = new Map<EncodedSpan['resource'], Map<EncodedSpan['scope'], EncodedSpan[]>>();
  let bytes = 0;
  for (const span of spans) {
    bytes += span.end - span.start + 8;
    let scopes = resources.get(span.resource);
    if (!scopes) {
      scopes = new Map();
      resources.set(span.resource, scopes);
    }
    const group = scopes.get(span.scope);
    if (group) group.push(span);
    else scopes.set(span.scope, [span]);
  }
  const writer = new ProtobufWriter(bytes + 4_096);
  for (const [resource, scopes] of resources) {
    writer.tag(1, LENGTH);
    const start = writer.open();
    writer.tag(1, LENGTH);
    const resourceStart = writer.open();
    writeAttributes(writer, resource.attributes, 1);
    writer.close(resourceStart);
    for (const [scope, group] of scopes) writeScope(writer, scope, group);
    if (resource.schemaUrl) writeText(writer, 3, resource.schemaUrl);
    writer.close(start);
  }
  return writer.bytes.subarray(0, writer.at);
};

const writeScope = (
  writer: ProtobufWriter,
  scope: EncodedSpan['scope'],
  group: readonly EncodedSpan[],
): void => {
  writer.tag(2, LENGTH);
  const start = writer.open();
  writer.tag(1, LENGTH);
  const scopeStart = writer.open();
  writeText(writer, 1, scope.name);
  if (scope.version) writeText(writer, 2, scope.version);
  writer.close(scopeStart);
  for (const span of group) {
    writer.tag(2, LENGTH);
    writer.varint(span.end - span.start);
    writer.raw(span.bytes, span.start, span.end);
  }
  if (scope.schemaUrl) writeText(writer, 3, scope.schemaUrl);
  writer.close(start);
};
