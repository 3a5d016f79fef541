import type { Item } from './items.ts';

const identityOf = ({
  name,
  unit,
  type,
  temporality,
  resource,
  scope,
  scope_attributes,
  attributes,
}: Item): string => {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
      : value;
  const parts = [
    name,
    unit,
    type,
    temporality,
    sorted(resource),
    scope,
    sorted(scope_attributes),
    sorted(attributes),
  ];
  return JSON.stringify(parts, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
};

const add = (one: unknown, other: unknown): unknown => {
  if (Array.isArray(one) && Array.isArray(other))
    return one.map((each, index) => add(each, other[index] ?? 0));
  if (one === undefined || other === undefined) return one ?? other;
  return Number(one) + Number(other);
};

const sumOf = (one: Item, other: Item): Item => ({
  ...other,
  ...Object.fromEntries(
    ['value', 'count', 'sum', 'buckets']
      .filter((key) => one[key] !== undefined)
      .map((key) => [key, add(one[key], other[key])]),
  ),
});

/** One point for each series: the last one, or all of them together where each has only what was new. */
export const latestPoints = (points: readonly Item[]): readonly Item[] => {
  const series = new Map<string, Item>();
  for (const point of points) {
    const identity = identityOf(point);
    const before = series.get(identity);
    const isDelta = point.temporality === 'delta' && point.type !== 'exponential_histogram';
    series.set(identity, before && isDelta ? sumOf(before, point) : point);
  }
  return [...series.values()];
};
