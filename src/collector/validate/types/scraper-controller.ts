import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'scraper/scraperhelper/internal/controller.ControllerConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/scraper/scraperhelper/internal/controller/config_validation.go',
  good: 'receivers: { redis: { endpoint: "localhost:6379", collection_interval: 10s } }',
  bad: 'receivers: { redis: { endpoint: "localhost:6379", collection_interval: 0s } }',
  *check(view) {
    if (view.number('collection_interval') <= 0)
      yield view.fault('is not positive; expected a duration such as 30s', 'collection_interval');
    if (view.number('timeout') < 0) yield view.fault('is negative; expected 0 or more', 'timeout');
  },
};
