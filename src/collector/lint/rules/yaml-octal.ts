import type { LintRule } from '../rule.ts';
import { CONFIGURATION } from '../sources.ts';
import { valuesOf } from '../walk.ts';

export const rule: LintRule = {
  id: 'yaml-octal',
  severity: 'error',
  source: CONFIGURATION,
  summary: 'numbers do not begin with 0',
  why: 'The Collector reads 012 as octal, which is 10, as YAML 1.1 has it; YAML 1.2, and most who read it, take it for 12.',
  good: `exporters: { otlp_grpc: { sending_queue: { num_consumers: 12 } } }`,
  bad: `exporters:
  otlp_grpc:
    sending_queue:
      num_consumers: 012 # here
`,
  *check(context) {
    for (const { node, path } of valuesOf(context))
      if (typeof node.value === 'number' && node.text && /^[-+]?0[0-7_]+$/.test(node.text))
        yield {
          place: node.place,
          path,
          message: `${node.text} is octal, ${Number.parseInt(node.text.replaceAll('_', ''), 8)}; write the number that is meant, or quotes around a text`,
        };
  },
};
