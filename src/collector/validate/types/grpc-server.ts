import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'config/configgrpc.ServerConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configgrpc/configgrpc.go',
  good: 'receivers: { otlp: { protocols: { grpc: { read_buffer_size: 1024 } } } }',
  bad: 'receivers: { otlp: { protocols: { grpc: { read_buffer_size: -1 } } } }',
  *check(view) {
    for (const key of ['max_recv_msg_size_mib', 'read_buffer_size', 'write_buffer_size'])
      if (view.number(key) < 0) yield view.fault('is negative; expected 0 or more', key);
  },
};
