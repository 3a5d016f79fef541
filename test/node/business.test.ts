import { describe, expect, test } from '@jest/globals';
import { useFixture } from './use-fixture.ts';

const NAME = 'business.transaction.name';
const ID = 'business.transaction.id';
const ENV = { OTEL_METRIC_EXPORT_INTERVAL: '60000' };

describe('business transactions', () => {
  const used = useFixture('business.mjs', { env: ENV });
  /** What a counter or histogram has of each series: its attributes in the order of their names. */
  const seriesOf = (wanted: string): readonly string[] =>
    used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === wanted)
      .map(({ attributes, value, count }) =>
        [
          ...Object.keys(attributes)
            .sort()
            .map((key) => attributes[key]),
          value ?? count,
        ].join(' '),
      )
      .sort();

  test('are a span with who it is for and whether the SLA was kept', () => {
    const [kept, late, failed] = used.spans('checkout').map(({ attributes }) => attributes);
    expect(kept).toMatchObject({
      [NAME]: 'checkout',
      [ID]: expect.stringMatching(/^[\da-f]{32}$/),
      'business.transaction.outcome': 'completed',
      'business.sla.threshold': 10,
      'business.sla.kept': true,
      'business.organization.id': 'o-1',
      'cart.size': 3,
    });
    expect(late).toMatchObject({
      'business.sla.kept': false,
      'business.transaction.slowest_step': 'payment',
    });
    expect(failed).toMatchObject({ 'business.transaction.outcome': 'failed', 'business.sla.kept': false });
  });

  test('are carried by every span and log record below, in the service that is called too', () => {
    const id = used.spans('checkout')[0]?.attributes[ID];
    const below = used
      .receiver()
      .spans()
      .filter(({ attributes }) => attributes[ID] === id);
    expect(below.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      'client GET',
      'internal checkout',
      'server GET /',
    ]);
    const records = used
      .receiver()
      .logRecords()
      .filter(({ body }) => body === 'reserved');
    expect(records.map(({ attributes }) => attributes[NAME])).toEqual(['checkout', 'order']);
    expect(records[0]?.attributes[ID]).toBe(id);
  });

  test('that cross requests have a span when they end, which links their steps', () => {
    const order = used.span('order');
    const steps = ['order placed', 'order packed'].map((name) => used.span(name).spanId);
    expect(order.links).toEqual(steps);
    expect(order.attributes).toMatchObject({ 'order.items': 2, 'business.sla.kept': true });
  });

  test('are counted by how they ended, and where', () => {
    expect(seriesOf('business.transactions')).toEqual([
      'checkout completed 2',
      'checkout failed payment 1',
      'delivery completed 1',
      'order completed 1',
      'signup abandoned email 1',
    ]);
    expect(seriesOf('business.transaction.duration')).toEqual([
      'checkout completed 2',
      'checkout failed 1',
      'delivery completed 1',
      'order completed 1',
      'signup abandoned 1',
    ]);
  });

  test('that do not keep their SLA are counted with the cause and the step, once', () => {
    expect(seriesOf('business.sla.violations')).toEqual([
      'duration checkout payment 1',
      'failure checkout payment 1',
      'timeout delivery shipped 1',
      'timeout forgotten 1',
    ]);
    expect(seriesOf('business.sla.threshold')).toEqual(['checkout 10', 'order 60']);
    const [excess = '', ...others] = seriesOf('business.sla.excess');
    expect([excess.split(' ')[0], others]).toEqual(['checkout', []]);
    // It waits for longer than the 30 ms that it may take, and not for a second.
    expect(Number(excess.split(' ')[1])).toBeGreaterThan(0);
    expect(Number(excess.split(' ')[1])).toBeLessThan(1);
  });
});

describe('business transactions, not sampled', () => {
  const used = useFixture('business.mjs', { env: { ...ENV, OTEL_TRACES_SAMPLER: 'always_off' } });

  test('are counted all the same', () => {
    const points = used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'business.transactions');
    expect(points.reduce((total, { value = 0 }) => total + value, 0)).toBe(6);
  });
});

describe('what a service should not do', () => {
  const used = useFixture('business-many.mjs', { env: { ...ENV, OTEL_TRACES_SAMPLER: 'always_off' } }, 0, [
    expect.stringContaining('expected milliseconds, such as 2000; it is left out'),
  ]);
  const pointsOf = (wanted: string) =>
    used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === wanted);

  test('keeps the number of series small, and counts all', () => {
    const points = pointsOf('business.transactions');
    expect(points).toHaveLength(201);
    expect(points.reduce((total, { value = 0 }) => total + value, 0)).toBe(1_002);
    expect(pointsOf('business.sla.threshold').length).toBeLessThanOrEqual(200);
    expect(pointsOf('business.sla.violations')).toEqual([]);
  });
});

describe('switched off', () => {
  const used = useFixture('business.mjs', {
    env: {
      ...ENV,
      BUSINESS_TRANSACTIONS_ENABLED: 'false',
      BUSINESS_METRICS_ENABLED: 'false',
      PERFORMANCE_SLA_MONITORING: 'false',
    },
  });

  test('nothing is measured and nothing carried', () => {
    const names = new Set(
      used
        .receiver()
        .metricPoints()
        .map(({ metric }) => metric),
    );
    expect([...names].filter((name) => name.startsWith('business.'))).toEqual([]);
    expect(used.spans('GET /').every(({ attributes }) => attributes[ID] === undefined)).toBe(true);
    expect(used.spans('checkout')).toEqual([]);
    expect(used.receiver().raw()).not.toContain('business.transaction');
  });
});
