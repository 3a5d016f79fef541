import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/exporterhelper/internal/queuebatch.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/exporterhelper/internal/queuebatch/config.go',
  good: 'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { queue_size: 10, num_consumers: 1 } } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { queue_size: 0 } } }',
  *check(view) {
    // Until 0.138.0 the queue has the key itself.
    if (view.has('enabled') && !view.flag('enabled')) return;
    for (const key of ['num_consumers', 'queue_size'])
      if (view.number(key) <= 0) yield view.fault(`is ${view.number(key)}; expected more than 0`, key);
    if (view.has('storage') && view.flag('wait_for_result'))
      yield view.fault('is not possible together with storage', 'wait_for_result');
    if (!view.has('batch')) return;
    const queueSizer = view.text('sizer') || 'requests';
    const ownSizer = view.at('batch', 'sizer').node ? view.text('batch', 'sizer') : undefined;
    const inherited = view.at('sizer').node && view.at('batch').node?.kind === 'map' ? queueSizer : undefined;
    const sizer = ownSizer ?? inherited ?? view.text('batch', 'sizer');
    if (sizer === 'requests')
      yield view.fault('counts requests, which a batch cannot; expected sizer: items or bytes', 'batch');
    if (sizer === queueSizer && view.number('batch', 'min_size') > view.number('queue_size'))
      yield view.fault('is more than queue_size', 'batch', 'min_size');
  },
};
