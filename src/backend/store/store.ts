import type { Batch, LogRecord, MetricPoint, Span } from '../model.ts';
import type { BackendOptions } from '../options.ts';
import { Counters, type CountersSnapshot, type RefusalReason, type Signal } from './counters.ts';
import { errorOfLog, errorsOfSpan } from './error-of.ts';
import { type ErrorGroup, ErrorStore } from './error-store.ts';
import { type LogFilter, queryLogs } from './log-query.ts';
import { type LogLimits, LogStore } from './log-store.ts';
import type { EndpointView } from './red/endpoint.ts';
import { type RedLimits, RedStore } from './red/red-store.ts';
import { Services, type ServiceView } from './services.ts';
import { queryTraces, sortedSpans, summarise, type TraceFilter, type TraceSummary } from './trace-query.ts';
import { type TraceLimits, TraceStore } from './trace-store.ts';

export type StoreOptions = TraceLimits & LogLimits & RedLimits & Pick<BackendOptions, 'now'>;

/** What the page shows at a glance, and what the live stream sends. */
export interface Summary {
  /** Milliseconds since 1970. */
  readonly startedMillis: number;
  /** Each grows with every change of its kind, so that the page knows what to ask for again. */
  readonly revisions: { readonly traces: number; readonly logs: number; readonly errors: number };
  readonly services: readonly ServiceView[];
  readonly endpoints: readonly EndpointView[];
  readonly counters: CountersSnapshot;
  readonly stores: {
    readonly traces: TraceStore['size'] & { readonly maxSpans: number; readonly maxBytes: number };
    readonly logs: LogStore['size'] & { readonly maxRecords: number; readonly maxBytes: number };
    readonly metrics: RedStore['size'] & { readonly maxEndpoints: number };
    readonly errors: ErrorStore['size'];
  };
}

export interface TraceDetail extends TraceSummary {
  /** Ordered by start. */
  readonly spans: readonly Span[];
  /** Oldest first. */
  readonly logs: readonly LogRecord[];
}

/** Log records shown beside one trace. */
const MAX_TRACE_LOGS = 1000;

/** Everything that the backend remembers, within its limits. */
export class Store {
  readonly #options: StoreOptions;
  readonly #startedMillis: number;
  readonly #counters = new Counters();
  readonly #services = new Services();
  readonly #errors = new ErrorStore();
  readonly #traces: TraceStore;
  readonly #logs: LogStore;
  readonly #red: RedStore;
  readonly #listeners = new Set<() => void>();
  readonly #revisions = { traces: 0, logs: 0, errors: 0 };

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#startedMillis = options.now();
    this.#traces = new TraceStore(options, this.#counters);
    this.#logs = new LogStore(options, this.#counters);
    this.#red = new RedStore(options, this.#counters, this.#startedMillis);
  }

  addSpans(batch: Batch<Span>): void {
    const now = this.#receive('traces', batch);
    for (const span of batch.items) {
      this.#services.add(span.source.service, 'traces', now);
      if (!this.#traces.add(span, now)) continue;
      for (const error of errorsOfSpan(span)) this.#addError(error, 'span', now);
    }
    this.#revisions.traces += 1;
    this.#changed();
  }

  addLogs(batch: Batch<LogRecord>): void {
    const now = this.#receive('logs', batch);
    for (const log of batch.items) {
      this.#services.add(log.source.service, 'logs', now);
      this.#logs.add(log, now);
      const error = errorOfLog(log);
      if (error) this.#addError(error, 'log', now);
    }
    this.#revisions.logs += 1;
    this.#changed();
  }

  addPoints(batch: Batch<MetricPoint>): void {
    const now = this.#receive('metrics', batch);
    for (const { source } of batch.items) this.#services.add(source.service, 'metrics', now);
    this.#red.add(batch.items, now);
    this.#changed();
  }

  /** Counts a request that could not be taken. */
  refuse(signal: Signal, reason: RefusalReason): void {
    this.#counters.refuse(signal, reason);
    this.#changed();
  }

  /** Drops what is older than its retention. To be called now and then. */
  expire(): void {
    const now = this.#options.now();
    this.#traces.expire(now);
    this.#logs.expire(now);
    this.#red.expire(now);
    const { tracesRetentionMillis, logsRetentionMillis } = this.#options;
    this.#errors.expire(now - Math.max(tracesRetentionMillis, logsRetentionMillis));
  }

  summary(): Summary {
    const { maxSpans, maxTraceBytes, maxLogs, maxLogBytes, maxSeries, now } = this.#options;
    return {
      startedMillis: this.#startedMillis,
      revisions: { ...this.#revisions },
      services: this.#services.views(),
      endpoints: this.#red.views(now()),
      counters: this.#counters.snapshot(),
      stores: {
        traces: { ...this.#traces.size, maxSpans, maxBytes: maxTraceBytes },
        logs: { ...this.#logs.size, maxRecords: maxLogs, maxBytes: maxLogBytes },
        metrics: { ...this.#red.size, maxEndpoints: maxSeries },
        errors: this.#errors.size,
      },
    };
  }

  traces(filter: TraceFilter): readonly TraceSummary[] {
    return queryTraces(this.#traces.newestFirst(), filter);
  }

  trace(traceId: string): TraceDetail | undefined {
    const trace = this.#traces.get(traceId);
    if (!trace) return undefined;
    const logs = this.logs({ traceId, limit: MAX_TRACE_LOGS });
    return {
      ...summarise(trace),
      spans: sortedSpans(trace),
      logs: [...logs].sort((a, b) => a.timeMillis - b.timeMillis),
    };
  }

  logs(filter: LogFilter): readonly LogRecord[] {
    return queryLogs(this.#logs.newestFirst(), filter);
  }

  errors(): readonly ErrorGroup[] {
    return this.#errors.latestFirst();
  }

  /** Calls the listener after each change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #receive<T>(signal: Signal, { items, rejected, truncated }: Batch<T>): number {
    this.#counters.receive(signal, items.length + rejected, truncated);
    this.#counters.drop(signal, 'invalid', rejected);
    return this.#options.now();
  }

  #addError(error: Parameters<ErrorStore['add']>[0], origin: 'span' | 'log', nowMillis: number): void {
    this.#errors.add(error, origin, nowMillis);
    this.#revisions.errors += 1;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
