import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'connector/exceptionsconnector.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/connector/exceptionsconnector/config.go',
  good: 'connectors: { exceptions: { dimensions: [{ name: exception.type }] } }',
  bad: 'connectors: { exceptions: { dimensions: [{ name: span.name }] } }',
  *check(view) {
    const seen = new Set(['service.name', 'span.kind', 'span.name', 'status.code']);
    for (const [index, dimension] of view.items('dimensions').entries()) {
      const name = dimension.text('name');
      if (seen.has(name)) yield view.fault(`"${name}" is there already`, 'dimensions', index, 'name');
      seen.add(name);
    }
  },
};
