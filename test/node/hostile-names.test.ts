import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { runFixture } from './run-fixture.ts';

/** What a process may have more in use after the second half of ever new names than after the first. */
const MAX_GROWN_MEGABYTES = 3;

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const run = async (what: string, count: number): Promise<string> => {
  const { code, stdout, stderr } = await runFixture('hostile-names.mjs', {
    endpoint: receiver.url,
    args: [what, String(count)],
    nodeOptions: ['--expose-gc', '--import', 'binnacle/register'],
    env: {
      OTEL_METRIC_EXPORT_INTERVAL: '60000',
      OTEL_TRACES_SAMPLER: 'always_off',
      OTEL_LOGS_EXPORTER: 'none',
    },
  });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return stdout;
};
const grownBy = (stdout: string): number => Number(/^grown (\S+)$/m.exec(stdout)?.[1]);

const pointsOf = (name: string) => receiver.metricPoints().filter(({ metric }) => metric === name);
const distinct = (name: string, label: string): number =>
  new Set(pointsOf(name).map(({ attributes }) => attributes[label])).size;
const sumOf = (name: string): number => pointsOf(name).reduce((sum, { value }) => sum + Number(value), 0);

const NAME = 'business.transaction.name';

test.each([
  ['names', 1_000_000, 'business.transactions', NAME, 201],
  // A fifth of the places is for those that happen often.
  ['faults', 30_000, 'binnacle.errors', 'binnacle.error.fingerprint', 81],
])(
  'of %s without end so many are kept, and all are counted',
  async (what, count, metric, label, kept) => {
    expect(grownBy(await run(what, count))).toBeLessThan(MAX_GROWN_MEGABYTES);
    expect(sumOf(metric)).toBe(count);
    expect(distinct(metric, label)).toBe(kept);
  },
  40_000,
);

test('their thresholds are kept of as many', async () => {
  await run('names', 1_000);
  expect(distinct('business.sla.threshold', NAME)).toBeLessThanOrEqual(200);
}, 40_000);

test('of transactions that never end so many are kept', async () => {
  expect(grownBy(await run('open', 50_000))).toBeLessThan(MAX_GROWN_MEGABYTES);
}, 40_000);

test('and so many are watched; each that was told makes room for another', async () => {
  expect(await run('overdue', 15_000)).toMatch(/^told 10000 10001$/m);
  expect(sumOf('business.sla.violations')).toBe(10_001);
}, 40_000);
