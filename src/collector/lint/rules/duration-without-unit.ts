import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';
import { valuesOf } from '../walk.ts';

/** A larger number may have been meant as milliseconds, or as nanoseconds indeed. */
const LARGEST_SECONDS = 600;

export const rule: LintRule = {
  id: 'duration-without-unit',
  severity: 'error',
  source: EXPORTER_HELPER,
  summary: 'durations have a unit',
  why: 'A number alone is in nanoseconds: timeout: 5 ends every export after 5 ns.',
  good: `exporters: { otlp_grpc: { timeout: 5s } }`,
  bad: `exporters:
  otlp_grpc:
    timeout: 5 # here
`,
  fixed: `exporters:
  otlp_grpc:
    timeout: 5s # here
`,
  *check(context) {
    for (const { node, schema, path } of valuesOf(context)) {
      if (schema.kind !== 'duration' || typeof node.value !== 'number' || node.value <= 0) continue;
      yield {
        place: node.place,
        path,
        message: `is ${node.value} ns; write the unit, such as ${node.value}s`,
        ...(node.value <= LARGEST_SECONDS ? { fix: [{ do: 'set', path, value: `${node.value}s` }] } : {}),
      };
    }
  },
};
