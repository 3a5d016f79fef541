import { isRequestUri } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/prometheusreceiver/internal/targetallocator.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/prometheusreceiver/internal/targetallocator/config.go',
  good: 'receivers: { prometheus: { target_allocator: { endpoint: "http://a", interval: 30s, collector_id: one } } }',
  bad: 'receivers: { prometheus: { target_allocator: { endpoint: "http://a", interval: 0s, collector_id: one } } }',
  *check(view) {
    if (!isRequestUri(view.text('endpoint'))) yield view.fault('expected a URL', 'endpoint');
    const id = view.text('collector_id');
    if (id === '' || id.includes('${'))
      yield view.fault('expected the name of this Collector', 'collector_id');
    if (view.number('interval') <= 0) yield view.fault('expected more than 0', 'interval');
  },
};
