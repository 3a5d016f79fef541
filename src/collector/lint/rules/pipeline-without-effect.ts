import { type Used, usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { CONFIGURATION } from '../sources.ts';

/** Exporters that keep nothing. */
const GOES_NOWHERE = ['nop', 'debug'];

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
      const isNop = ({ component }: Used): boolean => component.type === 'nop';
      if (exporters.length > 0 && exporters.every(({ component }) => GOES_NOWHERE.includes(component.type)))
        yield {
          place: pipeline.key,
          path: pipeline.path,
          message: exporters.every(isNop)
            ? 'throws all data away: every exporter is nop'
            : 'prints its data and throws it away: debug is for trials, add an exporter that stores it',
        };
      else if (receivers.length > 0 && receivers.every(isNop))
        yield { place: pipeline.key, path: pipeline.path, message: 'never has data: every receiver is nop' };
    }
  },
};
