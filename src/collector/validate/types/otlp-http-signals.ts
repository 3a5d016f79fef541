import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/otlphttpexporter.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/otlphttpexporter/factory.go',
  good: 'exporters: { otlp_http: { endpoint: "http://backend:4318" } }',
  bad: 'exporters: { otlp_http: { profiles_endpoint: "http://backend:4318/v1development/profiles" } }',
  *check(view) {
    if (view.text('endpoint') !== '') return;
    for (const signal of view.signals)
      if (view.text(`${signal}_endpoint`) === '')
        yield view.fault(
          `is missing; expected it or endpoint, for a pipeline of ${signal}`,
          `${signal}_endpoint`,
        );
  },
};
