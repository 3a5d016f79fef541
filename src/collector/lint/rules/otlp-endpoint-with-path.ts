import type { LintRule } from '../rule.ts';
import { coreSource } from '../sources.ts';
import { exportTargets } from '../targets.ts';

const SIGNAL_PATH = /\/v1\/(traces|metrics|logs)\/?$/;

export const rule: LintRule = {
  id: 'otlp-endpoint-with-path',
  severity: 'error',
  source: coreSource('exporter/otlphttpexporter'),
  summary: 'endpoint of otlp_http is the address without the path of a signal',
  why: 'The exporter adds /v1/traces and the like to endpoint. With the path there already, everything is sent to /v1/traces/v1/traces and refused.',
  good: `exporters: { otlp_http: { endpoint: "http://127.0.0.1:4318", sending_queue: { storage: file_storage } } }
service: { pipelines: { traces: { exporters: [otlp_http] } } }`,
  bad: `exporters:
  otlp_http:
    endpoint: http://127.0.0.1:4318/v1/traces # here
service: { pipelines: { traces: { exporters: [otlp_http] } } }
`,
  fixed: `exporters:
  otlp_http:
    endpoint: http://127.0.0.1:4318 # here
service: { pipelines: { traces: { exporters: [otlp_http] } } }
`,
  *check(context) {
    for (const { component, path, endpoint, place } of exportTargets(context)) {
      if (component.type !== 'otlp_http' || path.at(-1) !== 'endpoint' || !SIGNAL_PATH.test(endpoint))
        continue;
      const value = endpoint.replace(SIGNAL_PATH, '');
      yield {
        place,
        path,
        message: `the path is added to it once more; write ${value}`,
        fix: [{ do: 'set', path, value }],
      };
    }
  },
};
