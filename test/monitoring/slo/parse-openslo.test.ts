import { expect, test } from '@jest/globals';
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

test.each([
  ['', /^1:1: is empty/],
  [VALID.replace('openslo/v1', 'openslo/v2'), /^1:13: apiVersion: .*expected one of openslo\/v1/],
  [VALID.replace('kind: SLO', 'kind: SLI'), /^2:7: kind: "SLI" is not accepted; expected one of SLO/],
  [VALID.replace('team:', 'squad:'), /^7:5: metadata\.labels: "team" is missing/],
  [VALID.replace('Prometheus', 'Datadog'), /^17:33: .*expected Prometheus: others cannot be taken over/],
  [
    VALID.replace('query: http_requests_total', "query: 'sum(rate(a_total[5m]))'"),
    /^19:\d+: .*is a function/,
  ],
  [VALID.replace('28d', '1w'), /^21:17: .*expected one of 7d, 28d, 30d/],
  [VALID.replace('Occurrences', 'Timeslices'), /^23:20: .*expected one of Occurrences/],
  [VALID.replace('0.995', '0.9'), /^25:15: .*leaves an error budget of 10%/],
  [VALID.replace('0.995', '99.5'), /^25:15: .*expected a share such as 0\.999/],
  [`${VALID}    - target: 0.9\n`, /^25:5: .*expected a list with one objective; 2 cannot be taken over/],
  [VALID.replace('ratioMetric', 'thresholdMetric'), /"ratioMetric" is missing/],
  [`${VALID}---\n${VALID}`, /a second document/],
])('a fault has its place: %#', (text, message) => {
  const { slos, faults } = parseOpenSlo(text);
  expect(slos).toBeUndefined();
  expect(faults.map((fault) => `${fault.line}:${fault.column}: ${fault.message}`).join('\n')).toMatch(
    message,
  );
});
