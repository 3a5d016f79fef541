import { entryOf, valueAt } from '../../document/node.ts';
import { textOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { INTERNAL_TELEMETRY } from '../sources.ts';

const METRICS = ['service', 'telemetry', 'metrics'];

export const rule: LintRule = {
  id: 'telemetry-off',
  severity: 'warning',
  source: INTERNAL_TELEMETRY,
  summary: 'the Collector measures itself',
  why: 'Refused and dropped data, full queues and failed exports show in the metrics of the Collector and nowhere else.',
  good: `service: { telemetry: { metrics: { level: normal } } }`,
  bad: `service:
  telemetry:
    metrics:
      level: none # here
`,
  fixed: `service:
  telemetry:
    metrics:
      level: normal # here
`,
  *check({ root }) {
    const level = entryOf(valueAt(root, METRICS), 'level');
    if (!level || textOf(level.value)?.toLowerCase() !== 'none') return;
    const path = [...METRICS, 'level'];
    yield {
      place: level.key,
      path,
      message: 'data can be lost and nobody sees it; use normal',
      fix: [{ do: 'set', path, value: 'normal' }],
    };
  },
};
