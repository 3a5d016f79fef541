import { isId } from '../../id.ts';
import { REBALANCE_STRATEGIES } from '../rebalance-strategies.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'pkg/kafka/configkafka.ConsumerConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/kafka/configkafka/config.go',
  good: 'receivers: { kafka: { initial_offset: earliest, group_rebalance_strategies: [cooperative-sticky, range] } }',
  bad: 'receivers: { kafka: { initial_offset: first } }',
  *check(view) {
    if (!['latest', 'earliest'].includes(view.text('initial_offset')))
      yield view.fault('expected latest or earliest', 'initial_offset');
    // With the list of them came extensions, which are looked for at start.
    const takesExtensions = view.knows('group_rebalance_strategies');
    const isStrategy = (text: string): boolean =>
      REBALANCE_STRATEGIES.includes(text) || (takesExtensions && isId(text));
    const strategies = view.texts('group_rebalance_strategies');
    const strategy = view.text('group_rebalance_strategy');
    const expected = `expected one of ${REBALANCE_STRATEGIES.join(', ')}`;
    if (strategy !== '' && strategies.length > 0)
      yield view.fault(
        'stands beside group_rebalance_strategies; expected one of them',
        'group_rebalance_strategy',
      );
    else if (strategy !== '' && !isStrategy(strategy)) yield view.fault(expected, 'group_rebalance_strategy');
    for (const [index, each] of strategies.entries())
      if (!isStrategy(each)) yield view.fault(expected, 'group_rebalance_strategies', index);
    for (const key of ['min_fetch_size', 'max_fetch_size', 'max_partition_fetch_size'])
      if (view.number(key) < 0) yield view.fault('is negative; expected 0 or more', key);
    // Before it had another client, 0 was no limit.
    const isLimited = view.knows('max_partition_fetch_size') || view.number('max_fetch_size') > 0;
    if (isLimited && view.number('max_fetch_size') < view.number('min_fetch_size'))
      yield view.fault('is less than min_fetch_size', 'max_fetch_size');
  },
};
