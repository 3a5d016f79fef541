import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/exporterhelper/internal/queuebatch.BatchConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/exporterhelper/internal/queuebatch/config.go',
  good: 'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { batch: { min_size: 10, max_size: 10 } } } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { batch: { min_size: 10, max_size: 9 } } } }',
  *check(view) {
    if (view.number('flush_timeout') <= 0) yield view.fault('expected more than 0', 'flush_timeout');
    for (const key of ['min_size', 'max_size'])
      if (view.number(key) < 0) yield view.fault('is negative; expected 0 or more', key);
    const [least, most] = [view.number('min_size'), view.number('max_size')];
    if (most > 0 && most < least) yield view.fault(`is less than min_size, which is ${least}`, 'max_size');
  },
};
