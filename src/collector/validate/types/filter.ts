import type { TypeRule } from '../type-rule.ts';
import type { View } from '../view.ts';

const SIGNALS = ['trace', 'metric', 'log', 'profile'];
const SECTIONS = [
  { signal: 'trace', section: 'traces', include: 'spans', ottl: ['resource', 'span', 'spanevent'] },
  { signal: 'metric', section: 'metrics', include: 'metrics', ottl: ['resource', 'metric', 'datapoint'] },
  { signal: 'log', section: 'logs', include: 'logs', ottl: ['resource', 'log_record'] },
  { signal: 'profile', section: 'profiles', include: 'profiles', ottl: ['resource', 'profile'] },
];

const isWritten = ({ node }: View): boolean =>
  node !== undefined && !(node.kind === 'scalar' && node.value === null);

export const rule: TypeRule = {
  type: 'processor/filterprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/filterprocessor/config.go',
  good: 'processors: { filter: { traces: { span: [\'name == "x"\'] } } }',
  bad: 'processors: { filter: { traces: { span: [\'name == "x"\'] }, spans: { include: { match_type: strict, services: [a] } } } }',
  *check(view) {
    for (const { ottl, section, include } of SECTIONS) {
      const key = ottl.find((name) => isWritten(view.at(section, name)));
      const other = ['include', 'exclude'].find((name) => isWritten(view.at(include, name)));
      if (key && other)
        yield view.fault(`stands beside ${section}.${key}; expected one of them`, include, other);
    }
    const inferred = SIGNALS.filter((signal) => view.items(`${signal}_conditions`).length > 0);
    for (const signal of inferred)
      for (const { signal: owner, section, ottl, include } of SECTIONS)
        if (owner === signal) {
          const key = ottl.find((name) => isWritten(view.at(section, name)));
          const other = ['include', 'exclude'].find((name) => isWritten(view.at(include, name)));
          if (key) yield view.fault(`stands beside ${signal}_conditions; expected one of them`, section, key);
          if (other)
            yield view.fault(`stands beside ${signal}_conditions; expected one of them`, include, other);
        }
  },
};
