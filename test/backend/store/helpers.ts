import type { MetricPoint, Span } from '../../../src/backend/model.ts';
import { DEFAULT_OPTIONS } from '../../../src/backend/options.ts';
import { decodeJson } from '../../../src/backend/receiver/json.ts';
import { toLogRecords } from '../../../src/backend/receiver/logs.ts';
import { toMetricPoints } from '../../../src/backend/receiver/metrics.ts';
import { logsRequest, metricsRequest, traceRequest } from '../../../src/backend/receiver/schema.ts';
import { SourcePool } from '../../../src/backend/receiver/source-pool.ts';
import { toSpans } from '../../../src/backend/receiver/traces.ts';
import { Store, type StoreOptions, type Summary } from '../../../src/backend/store/store.ts';

const encode = (request: object): Buffer => Buffer.from(JSON.stringify(request));

export interface TestStore {
  readonly store: Store;
  /** Milliseconds since 1970, as the store sees it. */
  now: number;
  traces(request: object): void;
  metrics(request: object): void;
  logs(request: object): void;
  /** The numbers of `endpoint`, of the first service that has it. */
  endpoint(endpoint: string): Summary['endpoints'][number];
}

/** A store with a clock that stands still until a test moves it. */
export const createTestStore = (options: Partial<StoreOptions> = {}): TestStore => {
  const pool = new SourcePool();
  const clock = { now: 1_700_000_000_000 };
  const test: TestStore = {
    get now() {
      return clock.now;
    },
    set now(millis) {
      clock.now = millis;
    },
    store: new Store({ ...DEFAULT_OPTIONS, now: () => clock.now, ...options }),
    traces: (request) => test.store.addSpans(toSpans(decodeJson(encode(request), traceRequest), pool)),
    metrics: (request) =>
      test.store.addPoints(toMetricPoints(decodeJson(encode(request), metricsRequest), pool)),
    logs: (request) => test.store.addLogs(toLogRecords(decodeJson(encode(request), logsRequest), pool)),
    endpoint: (name) => {
      const { endpoints } = test.store.summary();
      const found = endpoints.find(({ endpoint }) => endpoint === name);
      if (!found)
        throw new Error(`no endpoint "${name}"; there are: ${endpoints.map(({ endpoint }) => endpoint)}`);
      return found;
    },
  };
  return test;
};

const source = { service: 'shop', resource: { 'service.name': 'shop' } };

/** A span as small as can be, without a request around it. */
export const bareSpan = (traceNumber: number, spanNumber: number, extra: Partial<Span> = {}): Span => ({
  source,
  scope: '',
  traceId: traceNumber.toString(16).padStart(32, '0'),
  spanId: spanNumber.toString(16).padStart(16, '0'),
  parentSpanId: '',
  name: 'work',
  kind: 'internal',
  startMillis: 1_700_000_000_000,
  durationMillis: 1,
  status: 'unset',
  statusMessage: '',
  attributes: {},
  events: [],
  links: [],
  ...extra,
});

export const batch = <T>(items: readonly T[]) => ({ items, rejected: 0, truncated: 0 });

/** Everything dropped of a signal, over all reasons. */
export const droppedOf = ({ counters }: Summary, signal: string): number =>
  counters.dropped.filter((count) => count.signal === signal).reduce((sum, { count }) => sum + count, 0);

/** A point with an explicit histogram, without a request around it. */
export const barePoint = (route: string, timeMillis: number, count: number): MetricPoint => ({
  source,
  scope: '',
  name: 'http.server.request.duration',
  unit: 's',
  attributes: { 'http.request.method': 'GET', 'http.route': route },
  startMillis: 1_700_000_000_000,
  timeMillis,
  value: {
    type: 'histogram',
    temporality: 'cumulative',
    count,
    sum: undefined,
    min: undefined,
    max: undefined,
    bounds: [1],
    counts: [count, 0],
  },
});
