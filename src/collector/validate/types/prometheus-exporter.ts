import { translationFault } from '../translation.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/prometheusexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/prometheusexporter/config.go',
  good: 'exporters: { prometheus: { endpoint: "localhost:8889", translation_strategy: NoTranslation } }',
  bad: 'exporters: { prometheus: { endpoint: "localhost:8889", translation_strategy: none } }',
  *check(view) {
    const fault = translationFault(view.text('translation_strategy'));
    if (fault) yield view.fault(fault, 'translation_strategy');
  },
};
