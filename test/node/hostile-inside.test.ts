import { expect, test } from '@jest/globals';
import { useFixture } from './use-fixture.ts';

const used = useFixture(
  'hostile-inside.mjs',
  {
    env: {
      BINNACLE_QUEUE_MAX_BYTES: String(256 * 1024 * 1024),
      OTEL_BSP_MAX_QUEUE_SIZE: '100000',
      OTEL_METRIC_EXPORT_INTERVAL: '60000',
    },
  },
  0,
  [expect.stringContaining('more than 80 groups of errors')],
);

const seriesOf = (name: string) => {
  const points = used
    .receiver()
    .metricPoints()
    .filter(({ metric }) => metric === name);
  return new Map(points.map(({ attributes, value }) => [JSON.stringify(attributes), { attributes, value }]));
};

test('the application gets what it asked for', () => {
  expect(used.ended().stdout).toContain('rows 24\n');
});

test('errors are counted exactly, in so many series and no more', () => {
  const series = [...seriesOf('binnacle.errors').values()];
  expect(series.length).toBeLessThanOrEqual(101);
  expect(series.reduce((sum, { value }) => sum + Number(value), 0)).toBe(2_015);
  const other = series.find(({ attributes }) => attributes['binnacle.error.fingerprint'] === 'other');
  expect(other?.attributes).toMatchObject({ 'error.type': '_OTHER' });
  for (const { attributes } of series)
    for (const value of Object.values(attributes)) expect(String(value).length).toBeLessThan(20_000);
});

test('transactions are counted exactly, in so many series and no more', () => {
  const series = [...seriesOf('business.transactions').values()];
  expect(series.length).toBeLessThanOrEqual(201);
  expect(series.reduce((sum, { value }) => sum + Number(value), 0)).toBe(2_000);
});

test('records are few and no text of them is long', () => {
  const records = used
    .receiver()
    .logRecords()
    .filter(({ eventName }) => eventName === 'exception');
  expect(records.length).toBeLessThanOrEqual(1_100);
  for (const { body, attributes } of records)
    for (const text of [body, ...Object.values(attributes)])
      expect(String(text).length).toBeLessThanOrEqual(16_384);
});

test('statements of a megabyte are told, short and without what is in them', () => {
  const statements = used
    .receiver()
    .spans()
    .flatMap(({ attributes }) => attributes['db.query.text'] ?? []);
  expect(statements.length).toBeGreaterThanOrEqual(24);
  for (const statement of statements) expect(String(statement).length).toBeLessThan(20_000);
});
