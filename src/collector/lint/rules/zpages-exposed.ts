import { isLoopback } from '../endpoint.ts';
import type { LintRule } from '../rule.ts';
import { extensionServers } from '../servers.ts';
import { coreSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'zpages-exposed',
  severity: 'warning',
  source: coreSource('extension/zpagesextension'),
  summary: 'zpages is reached from the machine alone',
  why: 'zPages show the configuration, the pipelines and samples of requests to whoever asks, without a password.',
  good: `extensions: { zpages: { endpoint: "localhost:55679" } }
service: { extensions: [health_check, file_storage, zpages] }`,
  bad: `extensions:
  zpages:
    endpoint: 0.0.0.0:55679 # here
service: { extensions: [health_check, file_storage, zpages] }
`,
  fixed: `extensions:
  zpages:
    endpoint: localhost:55679 # here
service: { extensions: [health_check, file_storage, zpages] }
`,
  *check(context) {
    for (const { component, path, endpoint, place } of extensionServers(context)) {
      if (component.type !== 'zpages' || isLoopback(endpoint)) continue;
      const at = [...component.path, ...path, 'endpoint'];
      const port = /:(\d+)$/.exec(endpoint)?.[1] ?? '55679';
      yield {
        place,
        path: at,
        message: `"${endpoint}" is reached over the network; listen on localhost:${port}`,
        fix: [{ do: 'set', path: at, value: `localhost:${port}` }],
      };
    }
  },
};
