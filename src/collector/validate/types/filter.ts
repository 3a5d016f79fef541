import type { TypeRule } from '../type-rule.ts';
import type { View } from '../view.ts';

/** By name or number: https://opentelemetry.io/docs/specs/otel/logs/data-model/#displaying-severity */
const SEVERITY = /^(?:(?:trace|debug|info|warn|error|fatal)[234]?|[1-9]|1\d|2[0-4])$/i;
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
    for (const { signal, section, ottl, include } of SECTIONS) {
      if (!isWritten(view.at(`${signal}_conditions`))) continue;
      // Spans that are matched by include and exclude may stand beside.
      for (const key of include === section ? [...ottl, 'include', 'exclude'] : ottl)
        if (isWritten(view.at(section, key)))
          yield view.fault(`stands beside ${signal}_conditions; expected one of them`, section, key);
    }
    for (const key of ['include', 'exclude']) {
      const severity = view.text('logs', key, 'severity_number', 'min');
      if (severity !== '' && !SEVERITY.test(severity))
        yield view.fault('expected a severity such as WARN or 13', 'logs', key, 'severity_number', 'min');
    }
  },
};
