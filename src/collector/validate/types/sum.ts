import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'connector/sumconnector.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/connector/sumconnector/config.go',
  good: 'connectors: { sum: { spans: { total: { source_attribute: amount } } } }',
  bad: 'connectors: { sum: { spans: { total: {} } } }',
  *check(view) {
    for (const kind of ['spans', 'spanevents', 'metrics', 'datapoints', 'logs'])
      for (const [name, metric] of view.entries(kind)) {
        if (name === '') yield view.fault('has no name', kind, name);
        if (metric.text('source_attribute') === '')
          yield view.fault('has no source_attribute; expected the attribute that is summed up', kind, name);
        const attributes = metric.items('attributes');
        if (kind === 'metrics' && attributes.length > 0)
          yield view.fault('is not possible for metrics', kind, name, 'attributes');
        for (const [index, attribute] of attributes.entries())
          if (attribute.text('key') === '') yield view.fault('has no key', kind, name, 'attributes', index);
      }
  },
};
