import { describe, expect, test } from '@jest/globals';
import { parseOpenSlo } from '../../../src/monitoring/index.ts';

const VALID = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: orders
  displayName: Orders
  labels:
    team: [payments]
spec:
  description: Orders can be placed.
  service: shop/orders
  indicator:
    metadata: { name: orders-ok }
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource: { type: Prometheus, spec: { query: 'http_requests_total{code=~"2.."}' } }
        total:
          metricSource: { type: Prometheus, spec: { query: http_requests_total } }
  timeWindow:
    - duration: 28d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.995
`;

test('an SLO with a ratio of counters is read', () => {
  expect(parseOpenSlo(VALID)).toEqual({
    ids: new Map([['orders', { line: 4, column: 9 }]]),
    faults: [],
    slos: [
      {
        id: 'orders',
        service: 'shop/orders',
        owner: 'payments',
        description: 'Orders can be placed.',
        objective: 99.5,
        window: '28d',
        indicator: {
          kind: 'ratio',
          good: {
            name: 'http_requests_total',
            promql: 'http_requests_total{code=~"2.."}',
            matchers: [{ label: 'code', operator: '=~', value: '2..' }],
          },
          total: { name: 'http_requests_total', promql: 'http_requests_total', matchers: [] },
        },
      },
    ],
  });
});

test('a target may be in per cent', () => {
  expect(parseOpenSlo(VALID.replace('target: 0.995', 'targetPercent: 99.9')).slos?.[0]?.objective).toBe(99.9);
});

test.each(['sum(X)', 'rate(X[5m])', 'sum(rate(X[5m]))', ' sum ( increase( X[$__rate_interval] ) ) '])(
  'the counter in %s',
  (query) => {
    const selector = 'http_requests_total{code=~"2.."}';
    const { slos, faults } = parseOpenSlo(VALID.replace(selector, query.replace('X', selector)));
    expect(faults).toEqual([]);
    expect(slos).toEqual(parseOpenSlo(VALID).slos);
  },
);

test.each([
  ['1w', '7d'],
  ['4w', '28d'],
])('a window of %s', (duration, window) =>
  expect(parseOpenSlo(VALID.replace('28d', duration)).slos?.[0]?.window).toBe(window),
);

/** As files that are kept beside a service have it: several objects, which refer to each other. */
const SEVERAL = `apiVersion: openslo/v1
kind: DataSource
metadata: { name: main }
spec:
  type: prometheus
  connectionDetails: { url: http://prometheus:9090 }
---
apiVersion: openslo/v1
kind: Service
metadata: { name: shop/orders }
spec: { description: Orders }
---
apiVersion: openslo/v1
kind: SLI
metadata: { name: orders-ok, displayName: Orders }
spec:
  ratioMetric:
    counter: true
    bad: { metricSource: { metricSourceRef: main, spec: { query: 'sum(rate(http_requests_total{code=~"5.."}[5m]))' } } }
    total: { metricSource: { metricSourceRef: main, spec: { query: 'sum(rate(http_requests_total[5m]))' } } }
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: orders, labels: { owner: payments } }
spec:
  service: shop/orders
  indicatorRef: orders-ok
  timeWindow: [{ duration: 4w, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.999 }]
  alertPolicies: [{ alertPolicyRef: page }]
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: orders-week, labels: { owner: payments } }
spec:
  service: shop/orders
  indicatorRef: orders-ok
  timeWindow: [{ duration: 1w, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.99 }]
`;

describe('a file of several objects', () => {
  test('gives its SLOs', () => {
    const { slos, faults } = parseOpenSlo(SEVERAL);
    expect(faults).toEqual([]);
    const counter = (promql: string) => expect.objectContaining({ name: 'http_requests_total', promql });
    const indicator = {
      kind: 'ratio',
      bad: counter('http_requests_total{code=~"5.."}'),
      total: counter('http_requests_total'),
    };
    const of = { service: 'shop/orders', owner: 'payments', indicator };
    expect(slos).toEqual([
      { ...of, id: 'orders', objective: 99.9, window: '28d' },
      { ...of, id: 'orders-week', objective: 99, window: '7d' },
    ]);
  });

  test('tells once what is wrong with an SLI of two, and what a data source is not', () => {
    const told = (text: string) =>
      parseOpenSlo(text).faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
    expect(told(SEVERAL.replace('sum(rate(http_requests_total[5m]))', 'up'))).toEqual([
      expect.stringMatching(/^20:\d+ .*up is a gauge/),
    ]);
    expect(told(SEVERAL.replace('type: prometheus', 'type: Datadog'))).toEqual([
      '5:9 spec.type: "Datadog" is not accepted; expected Prometheus: others cannot be taken over',
    ]);
    expect(told(SEVERAL.replace('name: main', 'name: other'))).toEqual([
      expect.stringMatching(/there is no data source "main" in the file; there are other/),
      expect.stringMatching(/there is no data source "main" in the file; there are other/),
    ]);
  });
});

test.each([
  ['', /^1:1: is empty/],
  [VALID.replace('openslo/v1', 'openslo/v2'), /^1:13: apiVersion: .*expected one of openslo\/v1/],
  [VALID.replace('kind: SLO', 'kind: SLI'), /^1:1: has no object of kind SLO/],
  [
    VALID.replace('kind: SLO', 'kind: Slo'),
    /^2:7: kind: "Slo" is not accepted; expected one of SLO, .*did you mean SLO/,
  ],
  [VALID.replace('counter: true', 'counter: false'), /^15:18: .*counter: expected true/],
  [
    VALID.replace('isRolling: true', 'isRolling: false'),
    /^22:18: .*isRolling: expected true: windows of the calendar/,
  ],
  [
    VALID.replace('type: Prometheus, spec', 'metricSourceRef: main, spec'),
    /^17:44: .*there is no data source "main" in the file; there are none; type: Prometheus would do too/,
  ],
  [
    VALID.replace('    metadata: { name: orders-ok }\n', '').replace(
      'indicator:',
      'indicatorRef: ok\n  ignored:',
    ),
    /^11:17: spec\.indicatorRef: there is no SLI "ok" in the file/,
  ],
  [
    VALID.replace('query: http_requests_total', "query: 'sum by (code) (rate(a_total[5m]))'"),
    /^19:\d+: .*after the selector is too much/,
  ],
  [
    VALID.replace('query: http_requests_total', "query: 'sum(rate(a_total[5m])) / sum(rate(b_total[5m]))'"),
    /^19:\d+: .*sum\(…\) is a function/,
  ],
  [VALID.replace('team:', 'squad:'), /^7:5: metadata\.labels: "team" is missing/],
  [VALID.replace('Prometheus', 'Datadog'), /^17:33: .*expected Prometheus: others cannot be taken over/],
  [
    VALID.replace('query: http_requests_total', "query: 'max(rate(a_total[5m]))'"),
    /^19:\d+: .*is a function/,
  ],
  [VALID.replace('28d', '1M'), /^21:17: .*expected one of 7d, 28d, 30d, 1w, 4w/],
  [VALID.replace('Occurrences', 'Timeslices'), /^23:20: .*expected one of Occurrences/],
  [VALID.replace('0.995', '0.9'), /^25:15: .*leaves an error budget of 10%/],
  [VALID.replace('0.995', '99.5'), /^25:15: .*expected a share such as 0\.999/],
  [`${VALID}    - target: 0.9\n`, /^25:5: .*expected a list with one objective; 2 cannot be taken over/],
  [VALID.replace('ratioMetric', 'thresholdMetric'), /"ratioMetric" is missing/],
  [`${VALID}---\n${VALID}`, /^30:9: metadata.name: "orders" is the id of another objective, at 4:9;/],
])('a fault has its place: %#', (text, message) => {
  const { slos, faults } = parseOpenSlo(text);
  expect(slos).toBeUndefined();
  expect(faults.map((fault) => `${fault.line}:${fault.column}: ${fault.message}`).join('\n')).toMatch(
    message,
  );
});
