import type { LintRule } from '../rule.ts';
import { valuesOf } from '../walk.ts';

export const rule: LintRule = {
  id: 'guessed-variable',
  severity: 'note',
  source: 'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/docs/rfcs/env-vars.md',
  summary: 'values of attributes from variables have the type that is meant',
  why: 'The Collector reads the text of a variable as YAML, and quotes around the reference change nothing: a version of 1.10 becomes the number 1.1. A text beside the reference makes it a text.',
  good: `processors: { attributes: { actions: [{ key: service.version, action: insert, value: "v\${env:SERVICE_VERSION}" }] } }
service: { pipelines: { traces: { processors: [memory_limiter, attributes] } } }`,
  bad: `processors:
  attributes:
    actions:
      - key: service.version
        action: insert
        value: \${env:SERVICE_VERSION:-1.10} # here
service: { pipelines: { traces: { processors: [memory_limiter, attributes] } } }
`,
  *check(context) {
    for (const { node, schema, path } of valuesOf(context)) {
      if (schema.kind !== 'any' || !node.isExpanded || typeof node.value !== 'number') continue;
      yield {
        place: node.place,
        path,
        message: `comes from a variable and becomes the number ${node.value}; put a text beside it if a text is meant`,
      };
    }
  },
};
