import { usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { CONFIGURATION } from '../sources.ts';

export const rule: LintRule = {
  id: 'pipeline-without-effect',
  severity: 'warning',
  source: CONFIGURATION,
  summary: 'pipelines have data that goes somewhere',
  why: 'A pipeline whose exporters all throw the data away, or whose receivers never have any, costs work and hides that something is missing.',
  good: `service: { pipelines: { traces: { exporters: [otlp_grpc] } } }`,
  bad: `exporters: { nop: {} }
service:
  pipelines:
    logs: # here
      receivers: [otlp]
      processors: [memory_limiter]
      exporters: [nop]
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const receivers = usedIn(context, pipeline, 'receivers');
      const exporters = usedIn(context, pipeline, 'exporters');
      const isNop = ({ component }: (typeof receivers)[number]): boolean => component.type === 'nop';
      if (exporters.length > 0 && exporters.every(isNop))
        yield {
          place: pipeline.key,
          path: pipeline.path,
          message: 'throws all data away: every exporter is nop',
        };
      else if (receivers.length > 0 && receivers.every(isNop))
        yield { place: pipeline.key, path: pipeline.path, message: 'never has data: every receiver is nop' };
    }
  },
};
