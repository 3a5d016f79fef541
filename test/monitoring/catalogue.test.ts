import { describe, expect, test } from '@jest/globals';
import { alerts, dashboards, METRICS } from '../../src/monitoring/index.ts';
import { queriesOf } from './dashboard-queries.ts';

const UNITS: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes' };

/** How Prometheus translates a name: https://prometheus.io/docs/guides/opentelemetry/#utf-8 */
const translate = ({ name, unit, type }: { name: string; unit: string; type: string }): string => {
  if (!name.includes('.')) return type === 'counter' ? `${name}_total` : name;
  const base = name.replaceAll('.', '_');
  if (UNITS[unit]) return `${base}_${UNITS[unit]}`;
  if (type === 'counter') return `${base}_total`;
  return unit === '1' ? `${base}_ratio` : base;
};

const metrics = Object.values(METRICS);

describe.each(metrics.map((metric) => [metric.name, metric] as const))('%s', (_, metric) => {
  test('has the name that Prometheus gives it', () => expect(metric.prometheusName).toBe(translate(metric)));
  test('says where it comes from', () => expect(metric.source).toMatch(/^https:\/\//));
});

/** The metrics that a query names: what stands before a selector, a range or the end of a group. */
const metricsIn = (promql: string): string[] =>
  promql.replaceAll(/"[^"]*"|by \([^)]*\)/g, '').match(/\b[a-z]+_[a-z_0-9]+\b(?=\{|\[|\)|$| )/g) ?? [];

const known = new Set(
  metrics.flatMap(({ prometheusName: name, type }) =>
    type === 'histogram' ? [`${name}_count`, `${name}_sum`, `${name}_bucket`] : [name],
  ),
);

test('every metric of an alert or a dashboard is in the catalogue', () => {
  const queries = [
    ...alerts.map(({ when }) => when.promql),
    ...dashboards.flatMap((dashboard) => queriesOf(dashboard, '5m')).map(({ promql }) => promql),
  ];
  const functions = ['histogram_quantile', 'max_over_time'];
  const used = queries.flatMap(metricsIn).filter((name) => !functions.includes(name));
  expect(used.length).toBeGreaterThan(10);
  expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
});
