import { describe, expect, test } from '@jest/globals';
import type { Span } from '../../../src/collector/otlp/model.ts';
import { createRecordingClock } from '../../../src/collector/simulate/recording.ts';
import { createSimulation } from '../../../src/collector/simulate/simulate.ts';
import { createSketch } from '../../../src/collector/simulate/sketch.ts';
import type { Processors } from './run-collector.ts';
import { planFor } from './simulate-pipeline.ts';
import { batchOf, span } from './spans.ts';

const START = 1_800_000_000;

const simulate = (processors: Processors, spans: readonly Span[], prices = {}) => {
  const clock = createRecordingClock();
  const simulation = createSimulation('it', planFor(processors));
  for (const each of spans) {
    const batches = [batchOf(each)];
    simulation.push(batches, clock.next(batches));
  }
  return simulation.finish(clock.recording(), prices);
};

const route = (name: string, more: Partial<Span> = {}): Partial<Span> => ({
  attributes: new Map([
    ['http.route', name],
    ['http.request.method', 'GET'],
  ]),
  ...more,
});

const tail = (...policies: readonly object[]): Processors => ({
  tail_sampling: {
    decision_wait: '2s',
    policies: policies.map((policy, index) => ({ name: `p${index}`, ...policy })),
  },
});
const ERRORS = { type: 'status_code', status_code: { status_codes: ['ERROR'] } };

/** 100 traces over 100 seconds: each tenth fails, and is slow. */
const HUNDRED = Array.from({ length: 100 }, (_, index) => {
  const end = START + index;
  const failed = { statusCode: 2, start: BigInt(end - 2) * 1_000_000_000n };
  return span(index + 1, end, index % 10 === 0 ? route('/pay', failed) : route('/pay'));
});

describe('reading kept traces', () => {
  const { routes, total, findings, cost } = simulate(tail(ERRORS), HUNDRED, { perGb: 1e9 });
  const [pay] = routes;

  test('rate, error ratio and percentiles beside the truth', () => {
    expect(pay).toMatchObject({ service: 'shop', route: 'GET /pay', weighted: null });
    expect(pay?.requests).toEqual({ before: 100, after: 10, share: 0.1 });
    expect(pay?.truth.errorRatio).toBe(0.1);
    expect(pay?.truth.requestsPerSecond).toBeCloseTo(100 / 99);
    expect(pay?.raw).toMatchObject({ errorRatio: 1, isTrueWithin: false });
    expect(pay?.raw.relativeError).toBeCloseTo(-0.9);
    expect(pay?.truth.latencyMillis.p50).toBeCloseTo(10, 0);
    expect((pay?.raw.latencyMillis.p50 ?? 0) / 2000).toBeCloseTo(1, 2);
  });

  test('what would mislead', () => {
    expect(findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual([
      'warning rate',
      'warning latency',
      'warning error-ratio',
    ]);
    expect(findings[1]?.message).toMatch(
      /^shop GET \/pay: p50 .*errors and slow requests are over-represented/,
    );
  });

  test('what it costs', () => {
    expect(cost.after.moneyPerDay).toBeCloseTo((total.bytes.after * 86_400) / 99, 3);
    expect(cost.before.spansPerDay).toBeCloseTo((100 * 86_400) / 99, 3);
  });
});

test('thresholds give the true rate back, within chance', () => {
  const spans = Array.from({ length: 4096 }, (_, index) => {
    // Randomness that is spread evenly.
    const id = ((BigInt(index) << 44n) + 1n).toString(16).padStart(32, '0');
    return span(index + 1, START + index / 100, { traceId: id });
  });
  const { routes } = simulate(
    { probabilistic_sampler: { sampling_percentage: 25, mode: 'equalizing' } },
    spans,
  );
  const [only] = routes;
  expect(only?.requests.after).toBe(1024);
  expect(only?.raw.relativeError).toBeCloseTo(-0.75);
  expect(only?.weighted).toMatchObject({ isTrueWithin: true });
  expect(only?.weighted?.relativeError).toBeCloseTo(0, 6);
  const width = ((only?.weighted?.interval[1] ?? 0) - (only?.weighted?.interval[0] ?? 0)) * 40.95;
  // 1024 spans that stand for 4 each: 1.96 × √(1024 × 4 × 3) to either side.
  expect(width).toBeCloseTo(2 * 1.96 * Math.sqrt(12_288), 0);
});

describe('findings', () => {
  const ids = (processors: Processors, spans: readonly Span[]): readonly string[] =>
    simulate(processors, spans).findings.map(({ id }) => id);

  test.each([
    ['a route without a kept trace', tail(ERRORS), [span(1, START)], ['nothing-kept', 'policy-without-hits']],
    [
      'errors that are lost',
      tail({ type: 'latency', latency: { threshold_ms: 1000 } }),
      [span(1, START, { statusCode: 2 }), span(2, START, { start: 1n })],
      ['lost-errors'],
    ],
    [
      'a policy that adds nothing',
      tail({ type: 'always_sample' }, ERRORS),
      [span(1, START, { statusCode: 2 })],
      ['policy-without-effect', 'policy-without-effect'],
    ],
    [
      'a policy that fails',
      tail(
        { type: 'ottl_condition', ottl_condition: { error_mode: 'propagate', span: ['Double(name) > 1'] } },
        { type: 'always_sample' },
      ),
      [span(1, START)],
      ['policy-errors', 'policy-without-hits'],
    ],
    ['nothing to say', tail({ type: 'always_sample' }), HUNDRED, []],
  ])('%s', (_, processors, spans, expected) => {
    const found = ids(processors, spans);
    for (const id of expected) expect(found).toContain(id);
    if (expected.length === 0) expect(found).toEqual([]);
  });
});

test('a processor that is not simulated is named', () => {
  const { notSimulated, simulated } = (() => {
    const plan = planFor({ attributes: { actions: [{ key: 'a', action: 'delete' }] }, ...tail(ERRORS) });
    return { notSimulated: plan.notSimulated, simulated: plan.steps.map(({ id }) => id) };
  })();
  expect(simulated).toEqual(['tail_sampling/it']);
  expect(notSimulated).toEqual([
    { id: 'attributes/it', reason: 'is not simulated: spans pass as they were recorded' },
  ]);
});

test('a storage of traces is simulated as memory, and said', () => {
  const { notSimulated } = planFor({
    tail_sampling: { ...(tail(ERRORS).tail_sampling as object), tail_storage: 'file_storage' },
  });
  expect(notSimulated).toEqual([
    {
      id: 'tail_sampling/it.tail_storage',
      reason: expect.stringMatching(/in memory here.*tailstorageextension/),
    },
  ]);
});

test('a filter whose condition cannot be evaluated is not simulated, and says why', () => {
  const { notSimulated } = planFor({ filter: { traces: { span: ['MD5(name) == "a"'] } }, ...tail(ERRORS) });
  expect(notSimulated[0]?.reason).toMatch(/the function MD5/);
});

test('percentiles are within half a percent', () => {
  const sketch = createSketch();
  for (let value = 1; value <= 10_000; value++) sketch.add(value, 1);
  for (const share of [0.01, 0.5, 0.95, 0.99, 1])
    expect(Math.abs((sketch.quantile(share) ?? 0) / (share * 10_000) - 1)).toBeLessThan(0.0051);
  expect(createSketch().quantile(0.5)).toBeUndefined();
});
