import type { LintRule } from '../rule.ts';
import { YAML_CORE_SCHEMA } from '../sources.ts';
import { valuesOf } from '../walk.ts';

export const rule: LintRule = {
  id: 'yaml-number-as-text',
  severity: 'warning',
  source: YAML_CORE_SCHEMA,
  summary: 'values that look like numbers and are none have quotes',
  why: 'Without quotes version 1.10 becomes the number 1.1, and 1e3 becomes 1000; the attribute is then a number, and not the text that was written.',
  good: `processors: { attributes: { actions: [{ key: service.version, action: insert, value: "1.10" }] } }
service: { pipelines: { traces: { processors: [memory_limiter, attributes] } } }`,
  bad: `processors:
  attributes:
    actions:
      - key: service.version
        action: insert
        value: 1.10 # here
service: { pipelines: { traces: { processors: [memory_limiter, attributes] } } }
`,
  fixed: `processors:
  attributes:
    actions:
      - key: service.version
        action: insert
        value: "1.10" # here
service: { pipelines: { traces: { processors: [memory_limiter, attributes] } } }
`,
  *check(context) {
    for (const { node, schema, path } of valuesOf(context)) {
      const { value, text } = node;
      if (schema.kind !== 'any' || typeof value !== 'number' || text === undefined || node.isExpanded)
        continue;
      if (String(value) === text || path.includes('scrape_configs')) continue;
      yield {
        place: node.place,
        path,
        message: `${text} becomes the number ${value}; put quotes around it if the text is meant`,
        fix: [{ do: 'set', path, value: JSON.stringify(text) }],
      };
    }
  },
};
