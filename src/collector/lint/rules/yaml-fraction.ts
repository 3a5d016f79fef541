import type { LintRule } from '../rule.ts';
import { CONFIGURATION } from '../sources.ts';
import { valuesOf } from '../walk.ts';

export const rule: LintRule = {
  id: 'yaml-fraction',
  severity: 'error',
  source: CONFIGURATION,
  summary: 'whole numbers have no fraction',
  why: 'Where a whole number is expected the Collector cuts the rest off without a word: 2.7 is 2, and 0.5 is 0, which often means no limit.',
  good: `exporters: { otlp_grpc: { sending_queue: { num_consumers: 3 } } }`,
  bad: `exporters:
  otlp_grpc:
    sending_queue:
      num_consumers: 2.7 # here
`,
  *check(context) {
    for (const { node, schema, path } of valuesOf(context)) {
      const { value } = node;
      if (schema.kind !== 'integer') continue;
      if (typeof value === 'number' && !Number.isInteger(value))
        yield {
          place: node.place,
          path,
          message: `${value} is read as ${Math.trunc(value)}; write a whole number`,
        };
    }
  },
};
