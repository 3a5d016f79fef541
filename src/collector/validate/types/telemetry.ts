import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'service/telemetry/otelconftelemetry.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/service/telemetry/otelconftelemetry/config.go',
  good: 'service: { telemetry: { metrics: { level: none, readers: [] } } }',
  bad: 'service: { telemetry: { metrics: { level: detailed, readers: [] } } }',
  *check(view) {
    const level = view.text('metrics', 'level').toLowerCase();
    if (level !== 'none' && view.items('metrics', 'readers').length === 0)
      yield view.fault('is empty; expected a reader, or level: none', 'metrics', 'readers');
    if (view.has('metrics', 'views') && level !== 'detailed')
      yield view.fault('needs level: detailed', 'metrics', 'views');
  },
};
