import { regexpFault } from '../../../core/go/regexp.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'receiver/kafkareceiver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/kafkareceiver/config.go',
  good: 'receivers: { kafka: { logs: { topics: ["^logs"], exclude_topics: ["^logs-x"] } } }',
  bad: 'receivers: { kafka: { logs: { topics: [logs], exclude_topics: ["^logs-x"] } } }',
  *check(view) {
    for (const signal of ['logs', 'metrics', 'traces', 'profiles']) {
      const excluded = view.texts(signal, 'exclude_topics');
      if (excluded.length === 0) continue;
      if (!view.texts(signal, 'topics').some((topic) => topic.startsWith('^')))
        yield view.fault('needs a topic that is a pattern, which begins with ^', signal, 'exclude_topics');
      for (const [index, pattern] of excluded.entries()) {
        const fault = pattern === '' ? 'is empty, which excludes every topic' : regexpFault(pattern);
        if (fault) yield view.fault(fault, signal, 'exclude_topics', index);
      }
    }
  },
};
