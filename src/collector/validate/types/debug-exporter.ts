import type { TypeRule } from '../type-rule.ts';

/** Levels may be written as numbers; -1 is none. */
const LEVELS = [0, 1, 2];

export const rule: TypeRule = {
  type: 'exporter/debugexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/debugexporter/config.go',
  good: 'exporters: { debug: { verbosity: detailed } }',
  bad: 'exporters: { debug: { verbosity: none } }',
  *check(view) {
    const verbosity = view.text('verbosity').toLowerCase();
    const isNumber = /^-?\d/.test(verbosity);
    if (verbosity === 'none' || (isNumber && !LEVELS.includes(Number(verbosity))))
      yield view.fault('expected basic, normal or detailed', 'verbosity');
    const paths = view.at('output_paths').node;
    const isList = paths && !(paths.kind === 'scalar' && paths.value === null);
    if (view.flag('use_internal_logger') && isList)
      yield view.fault('needs use_internal_logger: false', 'output_paths');
    else if (isList && view.items('output_paths').length === 0)
      yield view.fault('is empty; expected at least one path', 'output_paths');
  },
};
