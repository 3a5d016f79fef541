import { effective, placeOf } from '../context.ts';
import { isLoopback } from '../endpoint.ts';
import type { LintRule } from '../rule.ts';
import { CONFIG_GRPC } from '../sources.ts';
import { exportTargets } from '../targets.ts';

export const rule: LintRule = {
  id: 'compression-off',
  severity: 'warning',
  source: CONFIG_GRPC,
  summary: 'what goes over the network is compressed',
  why: 'Telemetry repeats itself: gzip makes it several times smaller, and traffic between zones and out of a cloud is paid for by the byte.',
  good: `exporters: { otlp_grpc: { compression: zstd } }`,
  bad: `exporters:
  otlp_grpc:
    endpoint: https://gateway:4317
    tls: { insecure: false }
    compression: none # here
`,
  fixed: `exporters:
  otlp_grpc:
    endpoint: https://gateway:4317
    tls: { insecure: false }
    compression: gzip # here
`,
  *check(context) {
    const seen = new Set<string>();
    for (const { component, endpoint } of exportTargets(context)) {
      if (isLoopback(endpoint) || effective(component, ['compression']) !== 'none') continue;
      if (seen.has(component.id)) continue;
      seen.add(component.id);
      const path = [...component.path, 'compression'];
      yield {
        place: placeOf(component, ['compression']),
        path,
        message: 'is off, and the data goes over the network; use gzip or zstd',
        fix: [{ do: 'set', path, value: 'gzip' }],
      };
    }
  },
};
