import { entryOf, valueAt } from '../../document/node.ts';
import { textOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { INTERNAL_TELEMETRY } from '../sources.ts';

const LOGS = ['service', 'telemetry', 'logs'];

export const rule: LintRule = {
  id: 'telemetry-logs-debug',
  severity: 'note',
  source: INTERNAL_TELEMETRY,
  summary: 'the Collector logs what matters',
  why: 'At level debug the Collector logs every request; at error, and above, it keeps quiet about retries and refused data.',
  good: `service: { telemetry: { logs: { level: info } } }`,
  bad: `service:
  telemetry:
    logs:
      level: debug # here
`,
  fixed: `service:
  telemetry:
    logs:
      level: info # here
`,
  *check({ root }) {
    const level = entryOf(valueAt(root, LOGS), 'level');
    const text = textOf(level?.value)?.toLowerCase() ?? '';
    if (!level || !['debug', 'error', 'dpanic', 'panic', 'fatal'].includes(text)) return;
    const path = [...LOGS, 'level'];
    yield {
      place: level.key,
      path,
      message:
        text === 'debug'
          ? 'is for a search for faults; use info'
          : 'hides retries and refused data; use info',
      fix: [{ do: 'set', path, value: 'info' }],
    };
  },
};
