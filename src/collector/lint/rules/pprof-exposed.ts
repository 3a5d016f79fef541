import { isLoopback } from '../endpoint.ts';
import type { LintRule } from '../rule.ts';
import { extensionServers } from '../servers.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'pprof-exposed',
  severity: 'warning',
  source: contribSource('extension/pprofextension'),
  summary: 'pprof is reached from the machine alone',
  why: 'Whoever reaches pprof reads the memory of the Collector, with the telemetry and the credentials in it, and can slow it down at will.',
  good: `extensions: { pprof: { endpoint: "localhost:1777" } }
service: { extensions: [health_check, file_storage, pprof] }`,
  bad: `extensions:
  pprof:
    endpoint: 0.0.0.0:1777 # here
service: { extensions: [health_check, file_storage, pprof] }
`,
  fixed: `extensions:
  pprof:
    endpoint: localhost:1777 # here
service: { extensions: [health_check, file_storage, pprof] }
`,
  *check(context) {
    for (const { component, path, endpoint, place } of extensionServers(context)) {
      if (component.type !== 'pprof' || isLoopback(endpoint)) continue;
      const at = [...component.path, ...path, 'endpoint'];
      const port = /:(\d+)$/.exec(endpoint)?.[1] ?? '1777';
      yield {
        place,
        path: at,
        message: `"${endpoint}" is reached over the network; listen on localhost:${port}`,
        fix: [{ do: 'set', path: at, value: `localhost:${port}` }],
      };
    }
  },
};
