import { describe, expect, test } from '@jest/globals';
import { alerts, dashboards, METRICS } from '../../src/monitoring/index.ts';
import { queriesOf } from './dashboard-queries.ts';
import { metricOf } from './metric-names.ts';

const metrics = Object.values(METRICS);

test.each(metrics.map((metric) => [metric.name, metric] as const))('%s is described', (_, metric) => {
  expect(metric.source).toMatch(/^https:\/\//);
  expect(metric.description).toMatch(/^(?:[A-Z]|\d).*[.;]$/);
  expect(new Set(metric.labels).size).toBe(metric.labels.length);
});

test('no two metrics share a name', () => {
  const names = metrics.map(({ prometheusName }) => prometheusName);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe('every metric of', () => {
  /** What stands before a selector, a range or the end of a group. */
  const metricsIn = (promql: string): string[] =>
    promql.replaceAll(/"[^"]*"|by \([^)]*\)/g, '').match(/(?<!:)\b[a-z]+_[a-z_0-9]+\b(?=\{|\[|\)|$| )/g) ??
    [];
  const FUNCTIONS = ['histogram_quantile', 'max_over_time', 'group_left'];

  const strangers = (queries: readonly string[]): string[] => {
    const used = queries.flatMap(metricsIn).filter((name) => !FUNCTIONS.includes(name));
    expect(used.length).toBeGreaterThan(queries.length / 2);
    return [...new Set(used)].filter((name) => !metricOf.has(name));
  };

  test('an alert is in the catalogue', () => {
    expect(strangers(alerts.map(({ when }) => when.promql))).toEqual([]);
  });

  test('a dashboard is in the catalogue', () => {
    const queries = dashboards.flatMap((dashboard) => queriesOf(dashboard, '5m'));
    expect(strangers(queries.map(({ promql }) => promql))).toEqual([]);
  });
});
