import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/otlpexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/otlpexporter/config.go',
  good: 'exporters: { otlp_grpc: { endpoint: "backend:4317" } }',
  bad: 'exporters: { otlp_grpc: {} }',
  *check(view) {
    const endpoint = view.text('endpoint').replace(/^(?:https?:\/\/|dns:\/{1,3})/, '');
    if (endpoint === '') yield view.fault('is missing; expected host:port', 'endpoint');
  },
};
