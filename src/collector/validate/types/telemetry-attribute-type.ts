import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'go.opentelemetry.io/contrib/otelconf/v0.3.0.AttributeNameValueType',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/service/telemetry/otelconftelemetry/internal/migration/v0.3.0.go',
  good: 'service: { telemetry: { resource: { attributes: [{ name: a, value: b, type: {} }] } } }',
  bad: 'service: { telemetry: { resource: { attributes: [{ name: a, value: b, type: { value: string } }] } } }',
  *check(view) {
    // Its struct names no keys for the reader of the Collector.
    if (view.at('value').node) yield view.fault('is not accepted; leave type away', 'value');
  },
};
