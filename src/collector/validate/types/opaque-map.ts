import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'config/configopaque.MapList',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configopaque/maplist.go',
  good: 'exporters: { otlp_grpc: { endpoint: "a:1", headers: [{ name: a, value: "1" }, { name: b, value: "2" }] } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "a:1", headers: [{ name: a, value: "1" }, { name: a, value: "2" }] } }',
  *check(view) {
    const seen = new Set<string>();
    for (const [index, item] of view.items().entries()) {
      const name = item.text('name');
      if (seen.has(name)) yield view.fault(`"${name}" is there twice`, index);
      seen.add(name);
    }
  },
};
