import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above, either } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { PROMETHEUS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const COUNTERS = [METRICS.ruleFailures, METRICS.ruleGroupMissed] as const;

const labels = { ...PROMETHEUS, rule_group: 'rules/service-apdex.yaml;service-apdex' };
const failures = series(METRICS.ruleFailures, labels);

export const alert: Alert = {
  id: 'rules-failing',
  severity: 'critical',
  team: 'platform',
  dashboard: 'alerts',
  when: either(
    COUNTERS.map((counter) => above(sum(rate(series(counter), '5m'), ['job', 'instance', 'rule_group']), 0)),
  ),
  for: '5m',
  keepFiringFor: '5m',
  summary: 'Prometheus cannot evaluate {{ $labels.rule_group }}',
  description: '{{ $value | humanize }} evaluations a second fail or come too late; its alerts are blind.',
  runbook: {
    meaning:
      'Rules fail, or take longer than the time between two evaluations: alerts that should fire may not.',
    checks: [
      'What does the page “Rules” of Prometheus give as the error?',
      '“Many-to-many matching” is often two services with one name and different labels.',
      'Is Prometheus short of processor time or memory?',
    ],
    firstActions: [
      'Mend the rule, or take it out until it is mended.',
      'Give Prometheus more processor time.',
    ],
  },
  tests: {
    fires: {
      name: 'every evaluation for twenty minutes',
      series: [samples(failures, '0+6x20 120x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'Prometheus cannot evaluate rules/service-apdex.yaml;service-apdex',
        description: '100m evaluations a second fail or come too late; its alerts are blind.',
      },
    },
    staysQuiet: {
      name: 'one failure half an hour ago',
      series: [samples(failures, '0 1 1x60')],
      at: '30m',
    },
  },
};
