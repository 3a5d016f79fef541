import { checkMetric } from '../signal-metric.ts';
import type { TypeRule } from '../type-rule.ts';

const SECTIONS = ['spans', 'datapoints', 'logs', 'profiles'];

export const rule: TypeRule = {
  type: 'connector/signaltometricsconnector/config.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/signaltometricsconnector/config/config.go',
  good: 'connectors: { signal_to_metrics: { spans: [{ name: a, sum: { value: "1" } }], logs: [{ name: b, sum: { value: "1" } }], datapoints: [{ name: c, sum: { value: "1" } }] } }',
  bad: 'connectors: { signal_to_metrics: { spans: [{ name: a }] } }',
  *check(view) {
    if (SECTIONS.every((section) => view.items(section).length === 0))
      yield view.fault(`has no metrics; expected one of ${SECTIONS.join(', ')}`);
    for (const section of SECTIONS)
      for (const [index, metric] of view.items(section).entries())
        for (const { at, message } of checkMetric(metric)) yield { at: [section, index, ...at], message };
  },
};
