import type { TypeRule } from '../type-rule.ts';

const KEYS = new Set(['attributes', 'attributes_list', 'detectors', 'schema_url']);

export const rule: TypeRule = {
  type: 'service/telemetry/otelconftelemetry/internal/migration.ResourceConfigV030',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/service/telemetry/otelconftelemetry/internal/migration/v0.3.0.go',
  good: 'service: { telemetry: { resource: { team: shop } } }',
  bad: 'service: { telemetry: { resource: { attributes_list: "team=shop" } } }',
  *check(view) {
    if (view.has('attributes_list'))
      yield view.fault('is not supported; expected attributes', 'attributes_list');
    const legacy =
      view.node?.kind === 'map' ? [...view.node.entries.keys()].filter((key) => !KEYS.has(key)) : [];
    for (const key of legacy) {
      const node = view.at(key).node;
      const isText = node?.kind === 'scalar' && (node.value === null || typeof node.value === 'string');
      if (!isText) yield view.fault('expected a string or null', key);
    }
    const [first] = legacy;
    if (first !== undefined && view.items('attributes').length > 0)
      yield view.fault('stands beside attributes; expected it among them', first);
  },
};
