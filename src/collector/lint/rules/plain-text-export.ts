import { valueAt } from '../../document/node.ts';
import { componentsOf, placeOf, toPlainList } from '../context.ts';
import { isAllInterfaces, isLoopback } from '../endpoint.ts';
import { isSet } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { CONFIG_TLS } from '../sources.ts';
import { exportTargets } from '../targets.ts';

export const rule: LintRule = {
  id: 'plain-text-export',
  severity: 'warning',
  source: CONFIG_TLS,
  summary: 'what leaves the machine is encrypted',
  why: 'Everybody on the way can read telemetry in plain text, with the headers that authenticate it.',
  good: `exporters: { otlp_grpc: { endpoint: "collector.example.com:4317", tls: { insecure: false } } }
processors: { redaction: { allow_all_keys: true, blocked_key_patterns: [password] } }
service: { pipelines: { traces: { processors: [memory_limiter, redaction] } } }`,
  bad: `exporters:
  otlp_grpc:
    endpoint: gateway:4317 # here
    tls: { insecure: true }
`,
  *check(context) {
    for (const { component, path, endpoint, place } of exportTargets(context)) {
      // Who sends to 0.0.0.0 reaches its own machine.
      if (isLoopback(endpoint) || isAllInterfaces(endpoint)) continue;
      const insecure = valueAt(component.node, ['tls', 'insecure']);
      const isPlain =
        /^http:\/\//i.test(endpoint) ||
        (insecure?.kind === 'scalar' && insecure.value === true && !/^https:\/\//i.test(endpoint));
      if (isPlain)
        yield {
          place,
          path,
          message: `is sent to ${endpoint} in plain text; use TLS`,
        };
    }
    for (const exporter of componentsOf(context, 'exporters', 'kafka')) {
      const far = toPlainList(exporter, ['brokers']).find((broker) => !isLoopback(String(broker)));
      if (far === undefined || exporter.pipelines.length === 0) continue;
      if (isSet(exporter, ['tls']) || isSet(exporter, ['auth', 'tls'])) continue;
      yield {
        place: placeOf(exporter, ['brokers']),
        path: [...exporter.path, 'brokers'],
        message: `is sent to ${far} in plain text; set tls`,
      };
    }
  },
};
