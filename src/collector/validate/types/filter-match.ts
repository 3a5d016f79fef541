import { checkLogs, checkMetrics } from '../filter-match.ts';
import { checkMatch } from '../match.ts';
import type { TypeRule } from '../type-rule.ts';
import type { View } from '../view.ts';

const hasConditions = (view: View, signal: string, section: string): boolean =>
  view.items(`${signal}_conditions`).length > 0 ||
  ['resource', 'span', 'spanevent'].some((key) => view.items(section, key).length > 0);

export const rule: TypeRule = {
  type: 'processor/filterprocessor.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/filterprocessor/factory.go',
  good: 'processors: { filter: { spans: { include: { match_type: strict, services: [a] } } } }',
  bad: 'processors: { filter: { spans: { include: { match_type: exact, services: [a] } } } }',
  *check(view) {
    if (view.signals.includes('traces') && !hasConditions(view, 'trace', 'traces'))
      yield* checkMatch({ ...view, signals: ['traces'] }, 'spans');
    for (const key of ['include', 'exclude'])
      for (const section of ['metrics', 'logs']) {
        const match = view.at(section, key);
        if (!view.signals.includes(section) || match.node?.kind !== 'map') continue;
        for (const finding of section === 'metrics' ? checkMetrics(match) : checkLogs(match))
          yield { ...finding, at: [section, key, ...finding.at] };
      }
  },
};
