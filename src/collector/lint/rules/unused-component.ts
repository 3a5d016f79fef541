import type { LintRule } from '../rule.ts';
import { CONFIGURATION } from '../sources.ts';

export const rule: LintRule = {
  id: 'unused-component',
  severity: 'warning',
  source: CONFIGURATION,
  summary: 'what is configured is used',
  why: 'A component that no pipeline names, or an extension that service.extensions does not name, does nothing. Most often a line was forgotten.',
  good: `service: { extensions: [health_check, file_storage] }`,
  bad: `processors:
  memory_limiter/spare: # here
    check_interval: 1s
    limit_mib: 400
`,
  *check(context) {
    for (const { kind, id, key, path, pipelines } of context.components) {
      const isStarted = context.extensions.some((each) => each.id === id);
      if (kind === 'extensions' ? isStarted : pipelines.length > 0) continue;
      yield {
        place: key,
        path,
        message:
          kind === 'extensions'
            ? 'is not started; add it to service.extensions, or remove it'
            : 'no pipeline uses it; add it to one, or remove it',
      };
    }
  },
};
