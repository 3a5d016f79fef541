import type { LintRule } from '../rule.ts';
import { YAML_CORE_SCHEMA } from '../sources.ts';
import { valuesOf } from '../walk.ts';
import { isQuoted } from '../written.ts';

const WORDS = /^(y|yes|n|no|on|off)$/i;

export const rule: LintRule = {
  id: 'yaml-boolean-word',
  severity: 'warning',
  source: YAML_CORE_SCHEMA,
  summary: 'true and false are written as true and false',
  why: 'yes, no, on and off are true and false in YAML 1.1 and texts in YAML 1.2. The Collector takes them for texts, so an attribute with the value yes is not true.',
  good: `processors: { attributes: { actions: [{ key: test, action: insert, value: true }] } }
service: { pipelines: { traces: { processors: [memory_limiter, attributes] } } }`,
  bad: `processors:
  attributes:
    actions:
      - { key: test, action: insert, value: yes } # here
service: { pipelines: { traces: { processors: [memory_limiter, attributes] } } }
`,
  *check(context) {
    for (const { node, schema, path } of valuesOf(context)) {
      if (schema.kind !== 'any' || typeof node.value !== 'string' || node.isExpanded) continue;
      if (!WORDS.test(node.value) || isQuoted(context.sources, node.place)) continue;
      yield {
        place: node.place,
        path,
        message: `"${node.value}" is a text here; write true or false, or put quotes around it`,
      };
    }
  },
};
