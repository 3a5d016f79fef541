import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { coreSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'debug-exporter-detailed',
  severity: 'warning',
  source: coreSource('exporter/debugexporter'),
  summary: 'the debug exporter does not print whole records',
  why: 'With verbosity detailed every attribute of every span goes to the log of the Collector: personal data in a place nobody guards, and more work than the export itself.',
  good: `exporters: { debug: { verbosity: basic } }
service:
  pipelines:
    traces:
      exporters: [otlp_grpc, debug] # binnacle-disable-line debug-exporter-beside-others -- a trial of one week`,
  bad: `exporters:
  debug:
    verbosity: detailed # here
service: { pipelines: { traces: { exporters: [otlp_grpc, debug] } } }
`,
  fixed: `exporters:
  debug:
    verbosity: basic # here
service: { pipelines: { traces: { exporters: [otlp_grpc, debug] } } }
`,
  *check(context) {
    for (const exporter of componentsOf(context, 'exporters', 'debug')) {
      if (exporter.pipelines.length === 0) continue;
      if (String(effective(exporter, ['verbosity'])).toLowerCase() !== 'detailed') continue;
      const path = [...exporter.path, 'verbosity'];
      yield {
        place: placeOf(exporter, ['verbosity']),
        path,
        message: 'prints every attribute of everything; use basic or normal in production',
        fix: [{ do: 'set', path, value: 'basic' }],
      };
    }
  },
};
