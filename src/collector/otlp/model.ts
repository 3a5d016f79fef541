// Traces as the Collector has them inside: every field of OTLP that a decision, a condition or a size depends on.

/** `undefined` is a value that was sent empty. Whole numbers are bigint, so that 1 and 1.0 stay apart. */
export type AnyValue =
  | undefined
  | string
  | boolean
  | bigint
  | number
  | Uint8Array
  | readonly AnyValue[]
  | Attributes;

export type Attributes = ReadonlyMap<string, AnyValue>;

export interface SpanEvent {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly name: string;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
  readonly flags: number;
}

export interface Span {
  /** 32 lower-case hexadecimal digits; empty where it is not known. */
  readonly traceId: string;
  /** 16 lower-case hexadecimal digits. */
  readonly spanId: string;
  /** 16 lower-case hexadecimal digits; empty for a root. */
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly name: string;
  readonly kind: number;
  /** Nanoseconds since 1970. */
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
  readonly events: readonly SpanEvent[];
  readonly droppedEventsCount: number;
  readonly links: readonly SpanLink[];
  readonly droppedLinksCount: number;
  /** 0 unset, 1 ok, 2 error. */
  readonly statusCode: number;
  readonly statusMessage: string;
}

export interface Scope {
  readonly name: string;
  readonly version: string;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
}

export interface ScopeSpans {
  readonly scope: Scope;
  readonly schemaUrl: string;
  readonly spans: readonly Span[];
}

export interface Resource {
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
}

export interface ResourceSpans {
  readonly resource: Resource;
  readonly schemaUrl: string;
  readonly scopeSpans: readonly ScopeSpans[];
}

export const SPAN_KIND = { server: 2, consumer: 5 } as const;
export const STATUS_ERROR = 2;

/** Every span with what it is in. */
export function* eachSpan(
  batches: readonly ResourceSpans[],
): Iterable<{ readonly batch: ResourceSpans; readonly group: ScopeSpans; readonly span: Span }> {
  for (const batch of batches)
    for (const group of batch.scopeSpans) for (const span of group.spans) yield { batch, group, span };
}

/** Leaves out spans, and what is empty without them. The same object where nothing is left out. */
export const filterSpans = (
  batch: ResourceSpans,
  keep: (span: Span, group: ScopeSpans) => Span | undefined,
): ResourceSpans | undefined => {
  const scopeSpans = batch.scopeSpans.flatMap((group) => {
    const spans = group.spans.flatMap((span) => keep(span, group) ?? []);
    return spans.length > 0 ? [{ ...group, spans }] : [];
  });
  return scopeSpans.length > 0 ? { ...batch, scopeSpans } : undefined;
};
