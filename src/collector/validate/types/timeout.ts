import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/exporterhelper/internal.TimeoutConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/exporterhelper/internal/timeout_sender.go',
  good: 'exporters: { otlp_grpc: { endpoint: "a:1", timeout: 0s } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "a:1", timeout: -1s } }',
  *check(view) {
    if (view.number('timeout') < 0) yield view.fault('is negative; expected 0 or more', 'timeout');
  },
};
