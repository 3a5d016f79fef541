import type {
  RawAnyValue,
  RawKeyValue,
  RawSpan,
  RawTraceRequest,
} from '../../../../backend/receiver/schema.ts';
import type { AnyValue, Attributes, ResourceSpans, Span } from '../../../../collector/otlp/model.ts';

const anyValue = (raw: RawAnyValue | undefined): AnyValue => {
  if (!raw) return undefined;
  if (raw.stringValue !== undefined) return raw.stringValue;
  if (raw.intValue !== undefined) return BigInt(raw.intValue);
  if (raw.boolValue !== undefined) return raw.boolValue;
  if (raw.doubleValue !== undefined) return raw.doubleValue;
  if (raw.arrayValue) return (raw.arrayValue.values ?? []).map(anyValue);
  if (raw.kvlistValue) return attributesOf(raw.kvlistValue.values);
  return raw.bytesValue === undefined ? undefined : Uint8Array.from(Buffer.from(raw.bytesValue, 'base64'));
};

const NO_ATTRIBUTES: Attributes = new Map();

const attributesOf = (raw: readonly RawKeyValue[] = []): Attributes => {
  if (raw.length === 0) return NO_ATTRIBUTES;
  const map = new Map<string, AnyValue>();
  // Of a key that is there twice the Collector finds the first.
  for (const { key = '', value } of raw) if (!map.has(key)) map.set(key, anyValue(value));
  return map;
};

/** An id of zeros stands for none. */
const idOf = (hex = ''): string => (/^0*$/.test(hex) ? '' : hex);

const NONE: readonly never[] = [];

const spanOf = (raw: RawSpan): Span => ({
  traceId: idOf(raw.traceId),
  spanId: idOf(raw.spanId),
  parentSpanId: idOf(raw.parentSpanId),
  traceState: raw.traceState ?? '',
  flags: raw.flags ?? 0,
  name: raw.name ?? '',
  kind: raw.kind ?? 0,
  start: raw.startTimeUnixNano ?? 0n,
  end: raw.endTimeUnixNano ?? 0n,
  attributes: attributesOf(raw.attributes),
  droppedAttributesCount: raw.droppedAttributesCount ?? 0,
  events:
    raw.events?.map((event) => ({
      time: event.timeUnixNano ?? 0n,
      name: event.name ?? '',
      attributes: attributesOf(event.attributes),
      droppedAttributesCount: event.droppedAttributesCount ?? 0,
    })) ?? NONE,
  droppedEventsCount: raw.droppedEventsCount ?? 0,
  links:
    raw.links?.map((link) => ({
      traceId: idOf(link.traceId),
      spanId: idOf(link.spanId),
      traceState: link.traceState ?? '',
      attributes: attributesOf(link.attributes),
      droppedAttributesCount: link.droppedAttributesCount ?? 0,
      flags: link.flags ?? 0,
    })) ?? NONE,
  droppedLinksCount: raw.droppedLinksCount ?? 0,
  statusCode: raw.status?.code ?? 0,
  statusMessage: raw.status?.message ?? '',
});

/** A request as the Collector has it inside. */
export const toModel = ({ resourceSpans = [] }: RawTraceRequest): readonly ResourceSpans[] =>
  resourceSpans.map(({ resource, schemaUrl = '', scopeSpans = [] }) => ({
    resource: {
      attributes: attributesOf(resource?.attributes),
      droppedAttributesCount: resource?.droppedAttributesCount ?? 0,
    },
    schemaUrl,
    scopeSpans: scopeSpans.map(({ scope, schemaUrl: scopeSchemaUrl = '', spans = [] }) => ({
      scope: {
        name: scope?.name ?? '',
        version: scope?.version ?? '',
        attributes: attributesOf(scope?.attributes),
        droppedAttributesCount: scope?.droppedAttributesCount ?? 0,
      },
      schemaUrl: scopeSchemaUrl,
      spans: spans.map(spanOf),
    })),
  }));
