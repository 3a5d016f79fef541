import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'connector/countconnector.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/connector/countconnector/config.go',
  good: 'connectors: { count: { spans: { my.count: { attributes: [{ key: a }] } } } }',
  bad: 'connectors: { count: { spans: { my.count: { attributes: [{ default_value: a }] } } } }',
  *check(view) {
    for (const section of ['spans', 'spanevents', 'metrics', 'datapoints', 'logs', 'profiles'])
      for (const [name, metric] of view.entries(section)) {
        if (name === '') yield view.fault('has a metric without a name', section);
        if (section === 'metrics' && metric.items('attributes').length > 0)
          yield view.fault('is not possible for metrics', section, name, 'attributes');
        else
          for (const [index, attribute] of metric.items('attributes').entries())
            if (attribute.text('key') === '')
              yield view.fault(
                'has no key; expected the name of an attribute',
                section,
                name,
                'attributes',
                index,
              );
      }
  },
};
