import { checkMapping } from '../statsd-mapping.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/statsdreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/statsdreceiver/config.go',
  good: 'receivers: { statsd: { timer_histogram_mapping: [{ statsd_type: timer, observer_type: histogram, histogram: { max_size: 100 } }] } }',
  bad: 'receivers: { statsd: { timer_histogram_mapping: [{ statsd_type: timer, observer_type: counter }] } }',
  *check(view) {
    if (view.number('aggregation_interval') <= 0)
      yield view.fault('expected more than 0', 'aggregation_interval');
    if (!['', 'int', 'float', 'stochastic_int'].includes(view.text('counter_type')))
      yield view.fault('expected int, float or stochastic_int', 'counter_type');
    for (const mapping of view.items('timer_histogram_mapping'))
      for (const { at, message } of checkMapping(mapping))
        yield { at: [...mapping.path.slice(view.path.length), ...at], message };
  },
};
