import { componentsOf } from '../context.ts';
import { isSet } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'file-exporter-without-rotation',
  severity: 'warning',
  source: contribSource('exporter/fileexporter'),
  summary: 'files of the file exporter have an end',
  why: 'Without rotation the file grows until the disk is full, and takes the queues of other exporters with it.',
  good: `exporters: { file: { path: traces.json, rotation: { max_megabytes: 100, max_backups: 3 } } }
service: { pipelines: { traces: { exporters: [file] } } }`,
  bad: `exporters:
  file: # here
    path: traces.json
service: { pipelines: { traces: { exporters: [file] } } }
`,
  *check(context) {
    for (const exporter of componentsOf(context, 'exporters', 'file'))
      if (exporter.pipelines.length > 0 && !isSet(exporter, ['rotation']) && !isSet(exporter, ['group_by']))
        yield {
          place: exporter.key,
          path: exporter.path,
          message: 'the file grows without end; set rotation',
        };
  },
};
