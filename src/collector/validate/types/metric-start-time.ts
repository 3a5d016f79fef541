import { regexpFault } from '../../../core/go/regexp.ts';
import type { TypeRule } from '../type-rule.ts';

const STRATEGIES = ['true_reset_point', 'subtract_initial_point', 'start_time_metric'];

export const rule: TypeRule = {
  type: 'processor/metricstarttimeprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/metricstarttimeprocessor/config.go',
  good: 'processors: { metric_start_time: { strategy: start_time_metric, start_time_metric_regex: "^start$" } }',
  bad: 'processors: { metric_start_time: { start_time_metric_regex: "^start$" } }',
  *check(view) {
    const strategy = view.text('strategy');
    if (!STRATEGIES.includes(strategy))
      yield view.fault(`expected one of ${STRATEGIES.join(', ')}`, 'strategy');
    if (view.number('gc_interval') <= 0) yield view.fault('is not positive', 'gc_interval');
    const pattern = view.text('start_time_metric_regex');
    const fault = regexpFault(pattern);
    if (fault) yield view.fault(fault, 'start_time_metric_regex');
    else if (pattern !== '' && strategy !== 'start_time_metric')
      yield view.fault('needs strategy: start_time_metric', 'start_time_metric_regex');
  },
};
