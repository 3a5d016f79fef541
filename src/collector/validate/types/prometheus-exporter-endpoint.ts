import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/prometheusexporter.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/prometheusexporter/prometheus.go',
  good: 'exporters: { prometheus: { endpoint: "localhost:8889" } }',
  bad: 'exporters: { prometheus: { namespace: a } }',
  *check(view) {
    if (view.text('endpoint').trim() === '') yield view.fault('is missing; expected host:port', 'endpoint');
  },
};
