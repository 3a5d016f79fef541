import { usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { coreSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'debug-exporter-beside-others',
  severity: 'note',
  source: coreSource('exporter/debugexporter'),
  summary: 'the debug exporter is not left in a pipeline that sends somewhere',
  why: 'It is for a look while a pipeline is built. In production it writes a line to the log of the Collector for each batch that the other exporters send, which is work, disk, and often a second bill where logs are collected.',
  good: `service: { pipelines: { traces: { exporters: [otlp_grpc] } } }`,
  bad: `exporters: { debug: {} }
service:
  pipelines:
    traces:
      exporters: [otlp_grpc, debug] # here
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const exporters = usedIn(context, pipeline, 'exporters');
      if (exporters.every(({ component }) => component.type === 'debug')) continue;
      for (const { component, id, place, path } of exporters)
        if (component.type === 'debug')
          yield {
            place,
            path,
            message: `"${id}" writes to the log of the Collector what the others send; take it out in production`,
          };
    }
  },
};
