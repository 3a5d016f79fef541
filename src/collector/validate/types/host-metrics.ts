import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/hostmetricsreceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/hostmetricsreceiver/config.go',
  good: 'receivers: { host_metrics: { scrapers: { cpu: {} } } }',
  bad: 'receivers: { host_metrics: { scrapers: {} } }',
  *check(view) {
    if (view.entries('scrapers').length === 0)
      yield view.fault('has no scrapers; expected at least one, such as cpu: {}', 'scrapers');
  },
};
