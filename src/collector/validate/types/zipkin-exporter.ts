import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/zipkinexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/exporter/zipkinexporter/config.go',
  good: 'exporters: { zipkin: { endpoint: "http://a:9411/api/v2/spans" } }',
  bad: 'exporters: { zipkin: {} }',
  *check(view) {
    if (view.text('endpoint') === '')
      yield view.fault('is missing; expected a URL such as http://localhost:9411/api/v2/spans', 'endpoint');
  },
};
