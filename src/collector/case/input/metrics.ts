import type { ConfigNode, ListNode, MapNode } from '../../document/node.ts';
import { TEMPORALITIES } from '../parse/fields.ts';
import { get, textOf } from '../parse/reader.ts';
import { groupRecords, originOf, type Placed } from './origin.ts';
import type { Surroundings } from './traces.ts';
import { keyValues, numberValue } from './value.ts';

const number = (node: MapNode, key: string): number | undefined => {
  const value = get(node, key);
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
};

const numbers = (node: ConfigNode | undefined): readonly number[] =>
  node?.kind === 'list' ? node.items.map((item) => (item.kind === 'scalar' ? Number(item.value) : 0)) : [];

const pointValue = (node: MapNode): object => {
  const value = get(node, 'value');
  if (value?.kind !== 'scalar' || typeof value.value !== 'number') return { asInt: '0' };
  return 'intValue' in numberValue(value.value, value.text)
    ? { asInt: String(value.value) }
    : { asDouble: value.value };
};

const histogramPoint = (point: MapNode): object => {
  const buckets = numbers(get(point, 'buckets'));
  return {
    count: String(number(point, 'count') ?? buckets.reduce((sum, each) => sum + each, 0)),
    bucketCounts: buckets.map(String),
    explicitBounds: numbers(get(point, 'bounds')),
    ...Object.fromEntries(
      ['sum', 'min', 'max'].flatMap((key) => {
        const value = number(point, key);
        return value === undefined ? [] : [[key, value]];
      }),
    ),
  };
};

/** A metric with one point may have that point's keys itself. */
const pointsOf = (node: MapNode): readonly MapNode[] => {
  const points = get(node, 'points');
  return points?.kind === 'list' ? points.items.filter((item) => item.kind === 'map') : [node];
};

const SECOND_NANOS = 1_000_000_000n;

const metricOf = (node: MapNode, { ids, baseNanos }: Surroundings): object => {
  const text = (key: string): string | undefined => {
    const value = get(node, key);
    return value && textOf(value);
  };
  const type = text('type') ?? 'gauge';
  const isMonotonic = text('monotonic') !== 'false';
  const named = text('temporality') ?? 'cumulative';
  const temporality = { aggregationTemporality: (TEMPORALITIES as readonly string[]).indexOf(named) };
  // Each metric is a second later than the one before: some processors refuse points of the same time.
  const order = BigInt(ids.nextPoint());
  const start = named === 'delta' ? baseNanos + order * SECOND_NANOS : baseNanos;
  const times = {
    ...(type !== 'gauge' && { startTimeUnixNano: String(start) }),
    timeUnixNano: String(baseNanos + (order + 1n) * SECOND_NANOS),
  };
  const dataPoints = pointsOf(node).map((point) => ({
    ...times,
    attributes: keyValues(get(point, 'attributes') ?? get(node, 'attributes')),
    ...(type === 'histogram' ? histogramPoint(point) : pointValue(point)),
  }));
  return {
    name: text('name') ?? '',
    description: text('description') ?? '',
    unit: text('unit') ?? '',
    ...(type === 'gauge' && { gauge: { dataPoints } }),
    ...(type === 'sum' && { sum: { dataPoints, isMonotonic, ...temporality } }),
    ...(type === 'histogram' && { histogram: { dataPoints, ...temporality } }),
  };
};

export const metricsRequest = (list: ListNode, surroundings: Surroundings): object => {
  const placed = list.items.flatMap((node): readonly Placed[] =>
    node.kind === 'map' ? [{ origin: originOf(node), record: metricOf(node, surroundings) }] : [],
  );
  return groupRecords(placed, ['resourceMetrics', 'scopeMetrics', 'metrics']);
};
