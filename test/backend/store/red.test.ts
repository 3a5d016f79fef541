// Requests, errors and durations are exact, whatever the temporality and whoever restarts.
import { describe, expect, test } from '@jest/globals';
import { CUMULATIVE, DELTA, durationPoint, metricsOf, type PointInput } from '../payloads.ts';
import { barePoint, batch, createTestStore, type TestStore } from './helpers.ts';

const START = 1_700_000_000_000;

interface Export {
  /** Milliseconds after START. */
  readonly at: number;
  readonly points: readonly (Partial<PointInput> & { readonly count: number })[];
  readonly extra?: Readonly<Record<string, string>>;
}

const play = (test: TestStore, exports: readonly Export[], temporality: number): void => {
  for (const { at, points, extra = {} } of exports) {
    test.now = START + at;
    const dataPoints = points.map(({ count, ...input }) =>
      durationPoint({
        startMillis: START,
        timeMillis: START + at,
        seconds: Array.from({ length: count }, () => 0.03),
        ...input,
      }),
    );
    test.metrics(metricsOf('shop', dataPoints, temporality, extra));
  }
};

interface Case {
  readonly name: string;
  readonly temporality: number;
  readonly exports: readonly Export[];
  readonly requests: number;
  readonly errors?: number;
  readonly dropped?: number;
}

const cases: readonly Case[] = [
  {
    name: 'cumulative: each point tells all since the start',
    temporality: CUMULATIVE,
    exports: [
      { at: 1000, points: [{ count: 3 }] },
      { at: 2000, points: [{ count: 3 }] },
      { at: 3000, points: [{ count: 10 }] },
    ],
    requests: 10,
  },
  {
    name: 'cumulative: a new start time is a reset',
    temporality: CUMULATIVE,
    exports: [
      { at: 1000, points: [{ count: 5 }] },
      { at: 3000, points: [{ count: 7, startMillis: START + 2000 }] },
      { at: 4000, points: [{ count: 9, startMillis: START + 2000 }] },
    ],
    requests: 14,
  },
  {
    name: 'cumulative: a count that went down is a reset, whatever the start time says',
    temporality: CUMULATIVE,
    exports: [
      { at: 1000, points: [{ count: 5 }] },
      { at: 2000, points: [{ count: 2 }] },
    ],
    requests: 7,
  },
  {
    name: 'cumulative: what a process counted before the backend started is not counted',
    temporality: CUMULATIVE,
    exports: [
      { at: 1000, points: [{ count: 100, startMillis: START - 60_000 }] },
      { at: 2000, points: [{ count: 103, startMillis: START - 60_000 }] },
    ],
    requests: 3,
  },
  {
    name: 'cumulative: a new attribute set of a process known before counts whole',
    temporality: CUMULATIVE,
    exports: [
      { at: 1000, points: [{ count: 100, startMillis: START - 60_000 }] },
      {
        at: 2000,
        points: [
          { count: 100, startMillis: START - 60_000 },
          { count: 4, status: 500, startMillis: START - 60_000 },
        ],
      },
    ],
    requests: 4,
    errors: 4,
  },
  {
    name: 'cumulative: two processes of one service add up',
    temporality: CUMULATIVE,
    exports: [
      { at: 1000, points: [{ count: 5 }], extra: { 'service.instance.id': 'a' } },
      { at: 1500, points: [{ count: 6 }], extra: { 'service.instance.id': 'b' } },
      { at: 2000, points: [{ count: 8 }], extra: { 'service.instance.id': 'a' } },
    ],
    requests: 14,
  },
  {
    name: 'cumulative: a point sent again, or late, changes nothing',
    temporality: CUMULATIVE,
    exports: [
      { at: 1000, points: [{ count: 5 }] },
      { at: 2000, points: [{ count: 8 }] },
      { at: 2000, points: [{ count: 8 }] },
      { at: 1000, points: [{ count: 5 }] },
      { at: 3000, points: [{ count: 9 }] },
    ],
    requests: 9,
    dropped: 2,
  },
  {
    name: 'delta: points add up',
    temporality: DELTA,
    exports: [
      { at: 1000, points: [{ count: 3 }] },
      { at: 2000, points: [{ count: 4, startMillis: START + 1000 }] },
      { at: 4000, points: [{ count: 5, startMillis: START + 3000 }] },
    ],
    requests: 12,
  },
  {
    name: 'delta: a point sent again changes nothing',
    temporality: DELTA,
    exports: [
      { at: 1000, points: [{ count: 3 }] },
      { at: 1000, points: [{ count: 3 }] },
    ],
    requests: 3,
    dropped: 1,
  },
  {
    name: 'errors: 500 and above, and an error type; 404 is none',
    temporality: CUMULATIVE,
    exports: [
      {
        at: 1000,
        points: [
          { count: 10 },
          { count: 4, status: 404 },
          { count: 2, status: 500, extra: { 'error.type': '500' } },
          { count: 1, status: 503 },
          { count: 3, status: 200, extra: { 'error.type': 'ECONNRESET' } },
        ],
      },
    ],
    requests: 20,
    errors: 6,
  },
];

test.each(cases)('$name', ({ exports, temporality, requests, errors = 0, dropped = 0 }) => {
  const test = createTestStore();
  play(test, exports, temporality);
  const view = test.endpoint('GET /');
  expect(view).toMatchObject({ requests, errors, errorRate: requests ? errors / requests : 0 });
  const { counters, stores } = test.store.summary();
  const points = exports.reduce((sum, one) => sum + one.points.length, 0);
  expect(counters.received.metrics).toBe(points);
  expect(stores.metrics.pointsUsed).toBe(points - dropped);
});

test('the first requests of a process that exported other metrics before count whole', () => {
  const test = createTestStore();
  const early = { startMillis: START - 60_000, seconds: [1, 1, 1] };
  const other = metricsOf('shop', [durationPoint({ ...early, timeMillis: START + 1000 })]);
  const [metric] = other.resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
  if (metric) metric.name = 'http.client.request.duration';
  test.metrics(other);
  test.metrics(metricsOf('shop', [durationPoint({ ...early, timeMillis: START + 2000 })]));
  expect(test.endpoint('GET /').requests).toBe(3);
});

test('endpoints are method and route', () => {
  const test = createTestStore();
  const points = [
    { count: 1, route: '/users/:id', method: 'POST' },
    { count: 2, route: '' },
  ];
  play(test, [{ at: 1000, points }], CUMULATIVE);
  expect(test.endpoint('POST /users/:id').requests).toBe(1);
  expect(test.endpoint('GET (no route)').requests).toBe(2);
});

test('an endpoint with many exports has the sum of its increments, buckets included', () => {
  const test = createTestStore();
  const seconds: number[] = [];
  for (let i = 1; i <= 200; i += 1) {
    seconds.push((i % 100) / 100);
    play(test, [{ at: i * 1000, points: [{ count: 0, seconds }] }], CUMULATIVE);
  }
  const { requests, p50Millis, p95Millis } = test.endpoint('GET /');
  expect(requests).toBe(200);
  // 52 are at most 0.25 s, 50 in the bucket above: 0.25 + 48 / 50 × 0.25
  expect(p50Millis).toBe(490);
  expect(p95Millis).toBeGreaterThan(900);
});

describe('rate', () => {
  test('over the last five seconds, even where exports are rare', () => {
    const test = createTestStore();
    play(test, [{ at: 10_000, points: [{ count: 100, startMillis: START }] }], CUMULATIVE);
    expect(test.endpoint('GET /').rps).toBeCloseTo(10, 5);
    test.now += 9000;
    expect(test.endpoint('GET /').rps).toBeCloseTo(10, 5);
  });

  test('falls to nothing where cumulative points stop growing', () => {
    const test = createTestStore();
    const count = 100;
    play(test, [{ at: 1000, points: [{ count }] }], CUMULATIVE);
    expect(test.endpoint('GET /').rps).toBeCloseTo(100, 5);
    for (let at = 2000; at <= 7000; at += 1000) play(test, [{ at, points: [{ count }] }], CUMULATIVE);
    expect(test.endpoint('GET /').rps).toBe(0);
  });

  test('falls to nothing where the service is silent', () => {
    const test = createTestStore();
    play(test, [{ at: 1000, points: [{ count: 5 }] }], DELTA);
    test.now += 60_000;
    expect(test.endpoint('GET /')).toMatchObject({ rps: 0, requests: 5 });
  });

  test('the history of the last minute adds up to the requests', () => {
    const test = createTestStore();
    for (let second = 1; second <= 30; second += 1)
      play(test, [{ at: second * 1000, points: [{ count: second * 3 }] }], CUMULATIVE);
    const { history } = test.endpoint('GET /');
    expect(history).toHaveLength(30);
    expect(history.reduce((sum, rate) => sum + rate * 2, 0)).toBeCloseTo(90, 3);
  });

  test('a sender whose clock is far off does not move the rates', () => {
    const test = createTestStore();
    test.now = START + 1000;
    const point = durationPoint({
      startMillis: START + 9e8,
      timeMillis: START + 9e8 + 5000,
      seconds: [1, 1, 1, 1, 1],
    });
    test.metrics(metricsOf('shop', [point]));
    expect(test.endpoint('GET /').rps).toBeCloseTo(1, 3);
  });

  test('seconds older than the retention are forgotten', () => {
    const test = createTestStore({ highResolutionMillis: 120_000 });
    for (let minute = 1; minute <= 10; minute += 1) {
      test.now = START + minute * 60_000;
      test.store.addPoints(batch([barePoint('/', test.now, minute)]));
      test.store.expire();
    }
    expect(test.store.summary().stores.metrics.historyMinutes).toBeLessThanOrEqual(4);
    expect(test.endpoint('GET /').requests).toBe(10);
  });
});
