import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/otlphttpexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/otlphttpexporter/config.go',
  good: 'exporters: { otlp_http: { traces_endpoint: "http://backend:4318/v1/traces", metrics_endpoint: "http://backend:4318/v1/metrics", logs_endpoint: "http://backend:4318/v1/logs" } }',
  bad: 'exporters: { otlp_http: {} }',
  *check(view) {
    const keys = ['endpoint', 'traces_endpoint', 'metrics_endpoint', 'logs_endpoint', 'profiles_endpoint'];
    if (keys.every((key) => view.text(key) === ''))
      yield view.fault('is missing; expected a URL, or one for each signal', 'endpoint');
  },
};
