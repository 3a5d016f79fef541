import { expect, test } from '@jest/globals';
import { createFamily } from '../../../src/sdk/kpis/family.ts';
import { NumberSeries } from '../../../src/sdk/kpis/series.ts';

const DEFINITION = { name: 'shop.visits', help: 'Visits', labels: ['page', 'kind'] } as const;

const create = (maxSeries: number) => {
  const overflows: number[] = [];
  let bound = 0;
  const family = createFamily<NumberSeries>(DEFINITION, {
    maxSeries,
    redact: (attributes) =>
      Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [
          key,
          String(value).includes('@') ? 'hidden' : value,
        ]),
      ),
    bind: () => {
      bound++;
      return () => {};
    },
    onOverflow: (measurements) => overflows.push(measurements),
    createSeries: (labels, record) => new NumberSeries(labels, record),
  });
  const shown = () => [...family.all()].map(({ labels, value }) => [...labels.flat(), value].join(' '));
  return { family, shown, overflows, bound: () => bound };
};

test('the same labels are the same series, in whatever order and with whatever else', () => {
  const { family, shown, bound } = create(10);
  family.find({ page: '/', kind: 'new' }).add(1);
  family.find({ kind: 'new', page: '/', more: 'x' }).add(1);
  expect(shown()).toEqual(['page / kind new 2']);
  expect(bound()).toBe(1);
});

test('values that are redacted are one series', () => {
  const { family, shown } = create(10);
  for (let i = 0; i < 100; i++) family.find({ page: `jo${i}@example.com`, kind: 'x' }).add(1);
  expect(shown()).toEqual(['page hidden kind x 100']);
});

test('a label that is missing or is no value is no label', () => {
  const { family, shown } = create(10);
  family.find(undefined).add(1);
  family.find({ page: {} as never }).add(1);
  family.find({ page: '', kind: 'x' }).add(1);
  expect(shown()).toEqual(['2', 'kind x 1']);
});

test('what is beyond the limit is counted together, and told', () => {
  const { family, shown, overflows } = create(3);
  for (let i = 0; i < 1_000; i++) family.find({ page: `p${i}`, kind: 'x' }).add(1);
  family.find({ page: 'p0', kind: 'x' }).add(1);
  expect(shown()).toEqual(['page p0 kind x 2', 'page p1 kind x 1', 'otel_metric_overflow true 998']);
  expect(overflows).toHaveLength(998);
  expect(overflows.at(-1)).toBe(998);
});
