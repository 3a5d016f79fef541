import { locationFault } from '../../go/time-layout.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/logdedupprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/processor/logdedupprocessor/config.go',
  good: 'processors: { log_dedup: { interval: 30s, exclude_fields: [attributes.id] } }',
  bad: 'processors: { log_dedup: { exclude_fields: [id] } }',
  *check(view) {
    if (view.number('interval') <= 0) yield view.fault('is not positive', 'interval');
    if (view.text('log_count_attribute') === '')
      yield view.fault('is empty; expected the name of an attribute', 'log_count_attribute');
    const zone = locationFault(view.text('timezone'));
    if (zone) yield view.fault(zone, 'timezone');
    if (view.items('exclude_fields').length > 0 && view.items('include_fields').length > 0)
      yield view.fault('stands beside exclude_fields; expected one of them', 'include_fields');
    for (const key of ['exclude_fields', 'include_fields']) {
      const fields = view.texts(key);
      for (const [index, field] of fields.entries())
        if (field === 'body')
          yield view.fault('is the whole body; expected a part, such as body.id', key, index);
        else if (!/^(?:body|attributes)(?:\.|$)/.test(field))
          yield view.fault(`"${field}" is not accepted; expected body.… or attributes.…`, key, index);
        else if (fields.indexOf(field) < index) yield view.fault(`"${field}" is there twice`, key, index);
    }
  },
};
