import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'internal/memorylimiter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/internal/memorylimiter/config.go',
  good: 'processors: { memory_limiter: { check_interval: 1s, limit_mib: 400, spike_limit_mib: 100 } }',
  bad: 'processors: { memory_limiter: { check_interval: 1s } }',
  *check(view) {
    if (view.number('check_interval') <= 0) yield view.fault('expected more than 0', 'check_interval');
    const [soft, hard] = ['min_gc_interval_when_soft_limited', 'min_gc_interval_when_hard_limited'];
    if (view.number(soft) < view.number(hard)) yield view.fault(`is shorter than ${hard}`, soft);
    if (view.number('limit_mib') === 0 && view.number('limit_percentage') === 0)
      yield view.fault('is missing; expected limit_mib or limit_percentage', 'limit_mib');
    for (const key of ['limit_percentage', 'spike_limit_percentage'])
      if (view.number(key) > 100) yield view.fault('is more than 100', key);
    for (const unit of ['mib', 'percentage']) {
      const [limit, spike] = [view.number(`limit_${unit}`), view.number(`spike_limit_${unit}`)];
      if (limit > 0 && limit <= spike)
        yield view.fault(
          `is ${spike}; expected less than limit_${unit}, which is ${limit}`,
          `spike_limit_${unit}`,
        );
    }
  },
};
