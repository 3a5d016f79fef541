import type { TypeRule } from '../type-rule.ts';

const COMPRESSIONS = ['gzip', 'snappy', 'zstd', 'none', ''];

export const rule: TypeRule = {
  type: 'config/configgrpc.ClientConfig',
  when: 'started',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configgrpc/configgrpc.go',
  good: 'exporters: { otlp_grpc: { endpoint: "a:1", compression: zstd } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "a:1", compression: lz4 } }',
  *check(view) {
    const compression = view.text('compression');
    if (!COMPRESSIONS.includes(compression))
      yield view.fault(
        `"${compression}" is not possible with gRPC; expected gzip, snappy, zstd or none`,
        'compression',
      );
  },
};
