import { type SpanContext, SpanStatusCode } from '@opentelemetry/api';
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace';

/** Most spans that are remembered; of a program that never ends its spans, the latest. */
const MAX_OPEN_SPANS = 1_000;

/** What ended the process before the span ended: `process.exit`, a signal, `uncaughtException`, `unhandledRejection`. */
export const ATTR_CUT_OFF_BY = 'binnacle.cut_off_by';

/** Where a span keeps its place, so that neither end of its life costs a search. */
const PLACE = Symbol('binnacle.place');
type Placed = Span & { [PLACE]?: number };

const places: (Placed | undefined)[] = [];
const free: number[] = [];
let oldest = 0;

const opened = (span: Placed): void => {
  let place = free.pop() ?? places.length;
  if (place >= MAX_OPEN_SPANS) {
    place = oldest;
    oldest = (oldest + 1) % MAX_OPEN_SPANS;
  }
  places[place] = span;
  span[PLACE] = place;
};

const closed = (span: object): void => {
  const { [PLACE]: place } = span as Placed;
  if (place === undefined || places[place] !== span) return;
  places[place] = undefined;
  free.push(place);
};

/** Before all others, so that it knows of spans that those hold back or drop. */
export const openSpansProcessor: SpanProcessor = {
  onStart: opened,
  onEnd: closed,
  forceFlush: async () => {},
  shutdown: async () => {},
};

const openSpans = (): readonly Span[] => places.filter((span) => span !== undefined);

export const hasOpenSpans = (): boolean => places.length > free.length;

/** The error that ends the process, and where it came from. */
export interface Crash {
  readonly type: string;
  readonly message: string;
  readonly spanContext: SpanContext | undefined;
}

/** The span of the crash and those around it, by their ids. */
const chainOf = (crash: Crash | undefined): ReadonlySet<string> => {
  const byId = new Map(openSpans().map((span) => [span.spanContext().spanId, span]));
  const chain = new Set<string>();
  let id = crash?.spanContext?.spanId;
  while (id !== undefined && !chain.has(id)) {
    const span = byId.get(id);
    if (!span) break;
    chain.add(id);
    id = span.parentSpanContext?.spanId;
  }
  return chain;
};

/** Ends what is open, the inner spans first. Those that a crash went through end with its error. */
export const endOpenSpans = (cutOffBy: string, crash: Crash | undefined): void => {
  const failed = chainOf(crash);
  const inward = openSpans().toSorted(
    (a, b) => a.startTime[0] - b.startTime[0] || a.startTime[1] - b.startTime[1],
  );
  for (const span of inward.reverse()) {
    span.setAttribute(ATTR_CUT_OFF_BY, cutOffBy);
    if (crash && failed.has(span.spanContext().spanId)) {
      span.setAttribute('error.type', crash.type);
      span.setStatus({ code: SpanStatusCode.ERROR, message: crash.message });
    }
    span.end();
  }
};
