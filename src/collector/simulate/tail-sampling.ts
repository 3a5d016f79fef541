// Traces wait, are decided as a whole, and later spans follow: the way of
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/processor.go
import type { Settings } from '../explain/effective.ts';
import type { ResourceSpans, ScopeSpans, Span } from '../otlp/model.ts';
import { resourceSpansBytes } from '../otlp/size.ts';
import { createPolicyFigures, decide, type PolicyFigures } from './decide.ts';
import { createLru } from './lru.ts';
import { createPolicies } from './policies/create.ts';
import type { Decision } from './policies/policy.ts';
import { CannotSimulate, flagOf, numberOf, recordOf, textOf } from './settings.ts';
import type { Step, StepNote } from './step.ts';

const NANOS_PER_SECOND = 1e9;

interface WaitingTrace {
  batches: ResourceSpans[];
  spanCount: number;
  bytes: number;
  /** The tick at which it is decided. */
  due: number;
  decision?: Decision;
}

interface Counts {
  evicted: number;
  lateSpans: number;
  tooLarge: number;
  blockedSeconds: number;
}

export interface TailSampling extends Step {
  readonly policies: readonly PolicyFigures[];
}

/** The spans of each trace in a batch, each with its resource and scope; in the order of their first spans. */
const byTrace = (batch: ResourceSpans): ReadonlyMap<string, ResourceSpans> => {
  const traces = new Map<string, Map<ScopeSpans, Span[]>>();
  for (const group of batch.scopeSpans)
    for (const span of group.spans) {
      const groups = traces.get(span.traceId) ?? new Map<ScopeSpans, Span[]>();
      traces.set(span.traceId, groups);
      const spans = groups.get(group);
      if (spans) spans.push(span);
      else groups.set(group, [span]);
    }
  return new Map(
    [...traces].map(([traceId, groups]) => [
      traceId,
      { ...batch, scopeSpans: [...groups].map(([group, spans]) => ({ ...group, spans })) },
    ]),
  );
};

const countSpans = ({ scopeSpans }: ResourceSpans): number =>
  scopeSpans.reduce((sum, { spans }) => sum + spans.length, 0);

const hasRoot = ({ scopeSpans }: ResourceSpans): boolean =>
  scopeSpans.some(({ spans }) => spans.some(({ parentSpanId }) => parentSpanId === ''));

const notesOf = (counts: Counts, numTraces: number): readonly StepNote[] => {
  const note = (id: string, count: number, message: string): readonly StepNote[] =>
    count > 0 ? [{ id, message }] : [];
  return [
    ...note(
      'evicted',
      counts.evicted,
      `${counts.evicted} traces were thrown away undecided, because more than num_traces (${numTraces}) waited`,
    ),
    ...note(
      'late-spans',
      counts.lateSpans,
      `${counts.lateSpans} spans came after the decision on their trace; they followed it where it was still known`,
    ),
    ...note(
      'too-large',
      counts.tooLarge,
      `${counts.tooLarge} traces grew beyond maximum_trace_size_bytes and were not kept`,
    ),
    ...note(
      'blocked',
      counts.blockedSeconds,
      `what sends was held up for ${counts.blockedSeconds} s, because num_traces (${numTraces}) waited`,
    ),
  ];
};

/**
 * @throws CannotSimulate where a policy or a setting cannot be simulated
 */
export const createTailSampling = (id: string, settings: Settings): TailSampling => {
  const policies = createPolicies(settings);
  const figures = policies.map(createPolicyFigures);
  if (textOf(settings, 'sampling_strategy') === 'span-ingest')
    throw new CannotSimulate(`${id}: sampling_strategy span-ingest`);
  const wait = Math.max(1, Math.trunc(numberOf(settings, 'decision_wait') / NANOS_PER_SECOND));
  const waitAfterRoot = numberOf(settings, 'decision_wait_after_root_received');
  const numTraces = numberOf(settings, 'num_traces');
  const maxBytes = numberOf(settings, 'maximum_trace_size_bytes');
  const isFirstMatch = flagOf(settings, 'sample_on_first_match');
  const cacheSizes = recordOf(settings, 'decision_cache');
  const sampledCache = createLru(numberOf(cacheSizes, 'sampled_cache_size'));
  const otherCache = createLru(numberOf(cacheSizes, 'non_sampled_cache_size'));

  const traces = new Map<string, WaitingTrace>();
  /** By tick: which traces are decided then. */
  const due = new Map<number, Set<string>>();
  const counts: Counts = { evicted: 0, lateSpans: 0, tooLarge: 0, blockedSeconds: 0 };
  let ticks = 0;
  let start: number | undefined;
  let out: ResourceSpans[] = [];

  const release = (traceId: string, decision: Decision): void => {
    const cache = decision === 'sampled' ? sampledCache : otherCache;
    const key = traceId.slice(-16);
    cache.add(key);
    if (cache.has(key)) traces.delete(traceId);
  };

  const decideTrace = (traceId: string, now: number): void => {
    const trace = traces.get(traceId);
    if (!trace || trace.decision || trace.batches.length === 0) return;
    const { batches, spanCount } = trace;
    trace.decision = decide(policies, figures, { traceId, batches, spanCount, now }, isFirstMatch);
    if (trace.decision === 'sampled') out.push(...batches);
    trace.batches = [];
    release(traceId, trace.decision);
  };

  const tick = (): void => {
    const ids = due.get(ticks);
    due.delete(ticks);
    ticks++;
    for (const traceId of ids ?? []) decideTrace(traceId, (start ?? 0) + ticks);
  };

  const advance = (now: number): void => {
    start ??= now;
    const target = Math.floor(now - start);
    while (ticks < target && due.size > 0) tick();
    ticks = Math.max(ticks, target);
  };

  const schedule = (traceId: string, at: number): void => {
    const ids = due.get(at);
    if (ids) ids.add(traceId);
    else due.set(at, new Set([traceId]));
  };

  const makeRoom = (): void => {
    if (!flagOf(settings, 'block_on_overflow')) {
      const [oldest] = traces.keys();
      if (oldest === undefined) return;
      if (!traces.get(oldest)?.decision) counts.evicted++;
      traces.delete(oldest);
      return;
    }
    while (traces.size >= numTraces) {
      if (due.size === 0)
        throw new CannotSimulate(
          `${id}: with block_on_overflow and without decision_cache the Collector stands still for ever after ${numTraces} traces (num_traces)`,
        );
      tick();
      counts.blockedSeconds++;
    }
  };

  const add = (traceId: string, batch: ResourceSpans): void => {
    const key = traceId.slice(-16);
    const spans = countSpans(batch);
    if (sampledCache.has(key)) {
      counts.lateSpans += spans;
      out.push(batch);
      return;
    }
    if (otherCache.has(key)) {
      counts.lateSpans += spans;
      return;
    }
    if (!traces.has(traceId) && traces.size >= numTraces) makeRoom();
    let trace = traces.get(traceId);
    if (trace) trace.spanCount += spans;
    else {
      trace = { batches: [], spanCount: spans, bytes: 0, due: ticks + wait };
      traces.set(traceId, trace);
      schedule(traceId, trace.due);
    }
    const early = ticks + Math.trunc(waitAfterRoot / NANOS_PER_SECOND);
    if (waitAfterRoot > 0 && early < trace.due && hasRoot(batch)) {
      due.get(trace.due)?.delete(traceId);
      trace.due = early;
      schedule(traceId, early);
    }
    if (maxBytes > 0) trace.bytes += resourceSpansBytes(batch);
    if (trace.decision) {
      counts.lateSpans += spans;
      if (trace.decision === 'sampled') out.push(batch);
      else release(traceId, trace.decision);
    } else if (maxBytes > 0 && trace.bytes > maxBytes) {
      counts.tooLarge++;
      trace.decision = 'not sampled';
      trace.batches = [];
      due.get(trace.due)?.delete(traceId);
      release(traceId, trace.decision);
    } else trace.batches.push(batch);
  };

  const taken = (): readonly ResourceSpans[] => {
    const result = out;
    out = [];
    return result;
  };

  return {
    id,
    policies: figures,
    push(batches, now) {
      advance(now);
      for (const batch of batches) for (const [traceId, part] of byTrace(batch)) add(traceId, part);
      return taken();
    },
    finish() {
      while (due.size > 0) {
        const next = Math.min(...due.keys());
        ticks = Math.max(ticks, next);
        tick();
      }
      return taken();
    },
    notes: () => notesOf(counts, numTraces),
  };
};
