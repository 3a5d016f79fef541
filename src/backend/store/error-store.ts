import { type ErrorOccurrence, messagePattern } from './error-of.ts';

export interface ErrorGroup {
  readonly id: string;
  readonly service: string;
  readonly type: string;
  /** With # for numbers and hexadecimal ids. */
  readonly message: string;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly firstSeenMillis: number;
  readonly lastSeenMillis: number;
  /** A trace that shows it; empty where none is known. */
  readonly sampleTraceId: string;
}

type Origin = 'span' | 'log';

interface Group {
  view: ErrorGroup;
  arrivedMillis: number;
  /** Where the latest occurrences were reported, by span. */
  readonly recent: Map<string, Origin>;
}

/** Groups kept; the one unseen for longest makes room. */
const MAX_GROUPS = 500;
/** Spans remembered by a group, to know the log of an exception from a second exception. */
const MAX_RECENT = 64;

/** Errors by service, type and message. */
export class ErrorStore {
  readonly #groups = new Map<string, Group>();
  #evicted = 0;

  get size(): { groups: number; evictedGroups: number } {
    return { groups: this.#groups.size, evictedGroups: this.#evicted };
  }

  /** An exception that a span records and a log record tells again counts once. */
  add(error: ErrorOccurrence, origin: Origin, nowMillis: number): void {
    const message = messagePattern(error.message);
    const id = `${error.service}\n${error.type}\n${message}`;
    const known = this.#groups.get(id);
    if (known) this.#groups.delete(id);
    const group = known ?? this.#create(id, error, message);
    this.#groups.set(id, group);
    group.arrivedMillis = nowMillis;
    if (isRetold(group, error.spanId, origin)) return;
    group.view = {
      ...group.view,
      count: group.view.count + 1,
      firstSeenMillis: Math.min(group.view.firstSeenMillis, error.timeMillis),
      lastSeenMillis: Math.max(group.view.lastSeenMillis, error.timeMillis),
      sampleTraceId: error.traceId || group.view.sampleTraceId,
    };
  }

  expire(beforeMillis: number): void {
    for (const [id, group] of this.#groups) {
      if (group.arrivedMillis >= beforeMillis) return;
      this.#groups.delete(id);
    }
  }

  latestFirst(): readonly ErrorGroup[] {
    return [...this.#groups.values()]
      .map(({ view }) => view)
      .sort((a, b) => b.lastSeenMillis - a.lastSeenMillis);
  }

  #create(id: string, { service, type, timeMillis, traceId }: ErrorOccurrence, message: string): Group {
    const oldest = this.#groups.size >= MAX_GROUPS ? this.#groups.keys().next().value : undefined;
    if (oldest !== undefined) {
      this.#groups.delete(oldest);
      this.#evicted += 1;
    }
    const seen = { firstSeenMillis: timeMillis, lastSeenMillis: timeMillis };
    const view = { id, service, type, message, count: 0, ...seen, sampleTraceId: traceId };
    return { view, arrivedMillis: 0, recent: new Map() };
  }
}

const isRetold = (group: Group, spanId: string, origin: Origin): boolean => {
  if (spanId === '') return false;
  const before = group.recent.get(spanId);
  if (before !== undefined && before !== origin) {
    // Once only: the next report of either kind is an occurrence of its own.
    group.recent.delete(spanId);
    return true;
  }
  group.recent.set(spanId, origin);
  const oldest = group.recent.size > MAX_RECENT ? group.recent.keys().next().value : undefined;
  if (oldest !== undefined) group.recent.delete(oldest);
  return false;
};
