// Memory stays bounded, and what is missing is counted: received = kept + dropped.
import { describe, expect, test } from '@jest/globals';
import type { LogRecord, Span } from '../../../src/backend/model.ts';
import { attributes, durationPoint, log, logsOf, metricsOf, resource, span, tracesOf } from '../payloads.ts';
import { barePoint, bareSpan, batch, createTestStore, droppedOf } from './helpers.ts';

const bareLog = (body: string): LogRecord => ({
  source: { service: 'shop', resource: {} },
  scope: '',
  timeMillis: 1_700_000_000_000,
  severityNumber: 9,
  severityText: '',
  body,
  eventName: '',
  attributes: {},
  traceId: '',
  spanId: '',
});

describe('spans', () => {
  test('a million spans in a store for a thousand', () => {
    const { store } = createTestStore({ maxSpans: 1000, maxSpansPerTrace: 7 });
    for (let trace = 0; trace < 100_000; trace += 1)
      store.addSpans(batch(Array.from({ length: 10 }, (_, i) => bareSpan(trace + 1, i + 1))));
    const summary = store.summary();
    const { spans, traces, bytes } = summary.stores.traces;
    expect(spans).toBeGreaterThan(990);
    expect(spans).toBeLessThanOrEqual(1000);
    expect(traces).toBe(Math.ceil(spans / 7));
    expect(bytes).toBeLessThan(2_000_000);
    expect(summary.counters.received.traces).toBe(1_000_000);
    expect(spans + droppedOf(summary, 'traces')).toBe(1_000_000);
    expect(summary.counters.dropped).toContainEqual({
      signal: 'traces',
      reason: 'trace_full',
      count: 300_000,
    });
  });

  test('the trace that was quiet for longest goes whole', () => {
    const { store } = createTestStore({ maxSpans: 4 });
    const add = (...spans: Span[]) => store.addSpans(batch(spans));
    add(bareSpan(1, 1), bareSpan(1, 2));
    add(bareSpan(2, 1), bareSpan(2, 2));
    add(bareSpan(1, 3));
    expect(
      store.traces({ limit: 10 }).map(({ traceId, spanCount }) => [Number.parseInt(traceId, 16), spanCount]),
    ).toEqual([[1, 3]]);
  });

  test('bytes are bounded too, and are all given back', () => {
    const test = createTestStore({ maxTraceBytes: 1_000_000, tracesRetentionMillis: 1000 });
    const big = { text: 'x'.repeat(4000) };
    for (let i = 1; i <= 1000; i += 1) test.store.addSpans(batch([bareSpan(i, 1, { attributes: big })]));
    const { bytes, spans } = test.store.summary().stores.traces;
    expect(bytes).toBeGreaterThan(900_000);
    expect(bytes).toBeLessThanOrEqual(1_000_000);
    expect(spans).toBeLessThan(200);
    test.now += 2000;
    test.store.expire();
    expect(test.store.summary().stores.traces).toMatchObject({ bytes: 0, spans: 0, traces: 0 });
  });

  test('a span sent twice is kept once', () => {
    const { store } = createTestStore();
    store.addSpans(batch([bareSpan(1, 1), bareSpan(1, 1)]));
    expect(store.summary()).toMatchObject({
      stores: { traces: { spans: 1 } },
      counters: { dropped: [{ signal: 'traces', reason: 'duplicate', count: 1 }] },
    });
  });
});

test('logs: the oldest go, by number, bytes and age', () => {
  const test = createTestStore({ maxLogs: 100, maxLogBytes: 100_000, logsRetentionMillis: 1000 });
  for (let i = 0; i < 1000; i += 1) test.store.addLogs(batch([bareLog(`${i}`)]));
  expect(test.store.summary().stores.logs.records).toBe(100);
  expect(
    test.store
      .logs({ limit: 1000 })
      .map(({ body }) => body)
      .sort(),
  ).toEqual(Array.from({ length: 100 }, (_, i) => `${900 + i}`).sort());
  test.store.addLogs(batch([bareLog('x'.repeat(45_000))]));
  expect(test.store.summary().stores.logs.bytes).toBeLessThanOrEqual(100_000);
  test.now += 2000;
  test.store.expire();
  const summary = test.store.summary();
  expect(summary.stores.logs).toMatchObject({ records: 0, bytes: 0 });
  expect(droppedOf(summary, 'logs')).toBe(1001);
});

test('endpoints beyond the limit are added up, and no request is lost', () => {
  const { store, endpoint } = createTestStore({ maxSeries: 5 });
  const points = Array.from({ length: 20 }, (_, i) => barePoint(`/${i}`, 1_700_000_000_001, i + 1));
  store.addPoints(batch(points));
  const { endpoints, counters } = store.summary();
  expect(endpoints).toHaveLength(6);
  expect(endpoint('(other)')).toMatchObject({ service: '(other)', requests: 210 - 15 });
  expect(counters.dropped).toEqual([]);
});

test('streams beyond the limit are dropped and counted', () => {
  const { store } = createTestStore({ maxSeries: 5 });
  const points = Array.from({ length: 30 }, (_, i) => barePoint(`/${i}`, 1_700_000_000_001, 1));
  store.addPoints(batch(points));
  const { endpoints, counters, stores } = store.summary();
  expect(endpoints.reduce((sum, { requests }) => sum + requests, 0)).toBe(20);
  expect(counters.dropped).toEqual([{ signal: 'metrics', reason: 'series_limit', count: 10 }]);
  expect(counters.received.metrics).toBe(30);
  expect(stores.metrics.pointsUsed).toBe(20);
});

test('error groups are bounded', () => {
  const { store } = createTestStore();
  for (let i = 1; i <= 700; i += 1)
    store.addSpans(
      batch([bareSpan(i, 1, { name: `n${String.fromCodePoint(0x4e00 + i)}`, status: 'error' })]),
    );
  expect(store.summary().stores.errors).toEqual({ groups: 500, evictedGroups: 200 });
});

describe('long values are cut and counted', () => {
  const long = 'x'.repeat(10_000);
  test('of spans', () => {
    const test = createTestStore();
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i]));
    const input = { traceId: '1'.repeat(32), startMillis: 1, durationMillis: 1 };
    test.traces(
      tracesOf('shop', [
        span({ ...input, spanId: '1'.repeat(16), name: long, attributes: { long } }),
        span({ ...input, spanId: '2'.repeat(16), name: 'many', attributes: many }),
      ]),
    );
    const spans = test.store.trace('1'.repeat(32))?.spans ?? [];
    expect(spans.map(({ name }) => name.length).sort()).toEqual([4, 512]);
    expect(String(spans.find(({ name }) => name !== 'many')?.attributes.long)).toHaveLength(4096);
    expect(Object.keys(spans.find(({ name }) => name === 'many')?.attributes ?? {})).toHaveLength(128);
    expect(test.store.summary().counters.truncatedValues).toBe(2 + 72);
  });

  test('of logs', () => {
    const test = createTestStore();
    test.logs(logsOf('shop', [log({ timeMillis: 1, severityNumber: 9, body: long })]));
    expect(String(test.store.logs({ limit: 1 })[0]?.body)).toHaveLength(4096);
  });
});

test('a key that is __proto__ is a key like any other', () => {
  const test = createTestStore();
  test.traces({
    resourceSpans: [
      {
        resource: resource('shop'),
        scopeSpans: [
          {
            spans: [
              {
                ...span({
                  traceId: '1'.repeat(32),
                  spanId: '1'.repeat(16),
                  name: 'x',
                  startMillis: 1,
                  durationMillis: 1,
                }),
                attributes: [...attributes({ a: 1 }), { key: '__proto__', value: { stringValue: 'here' } }],
              },
            ],
          },
        ],
      },
    ],
  });
  const json = JSON.stringify(test.store.trace('1'.repeat(32))?.spans[0]?.attributes);
  expect(json).toBe('{"a":1,"__proto__":"here"}');
});

test('points of other metrics are counted apart', () => {
  const test = createTestStore();
  const request = metricsOf('shop', [durationPoint({ startMillis: 1, timeMillis: 2, seconds: [1] })]);
  const [metric] = request.resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
  if (metric) metric.name = 'http.client.request.duration';
  test.metrics(request);
  expect(test.store.summary().stores.metrics).toMatchObject({
    pointsIgnored: 1,
    pointsUsed: 0,
    endpoints: 0,
  });
});
