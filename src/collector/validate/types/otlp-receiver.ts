import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/otlpreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/receiver/otlpreceiver/config.go',
  good: 'receivers: { otlp: { protocols: { grpc: } } }',
  bad: 'receivers: { otlp: { protocols: {} } }',
  *check(view) {
    if (!view.has('protocols', 'grpc') && !view.has('protocols', 'http'))
      yield view.fault('is missing; expected grpc, http or both', 'protocols');
  },
};
