import { isLoopback, portOf } from '../endpoint.ts';
import type { LintRule } from '../rule.ts';
import { receiverServers } from '../servers.ts';
import { CONFIGURATION } from '../sources.ts';
import { exportTargets } from '../targets.ts';

export const rule: LintRule = {
  id: 'export-loop',
  severity: 'error',
  source: CONFIGURATION,
  summary: 'the Collector does not send to itself',
  why: 'What is sent to its own receiver comes back and is sent again, until memory is full.',
  good: `exporters: { otlp_grpc: { endpoint: "localhost:14317" } }`,
  bad: `exporters:
  otlp_grpc:
    endpoint: localhost:4317 # here
`,
  *check(context) {
    const servers = receiverServers(context).filter(({ component }) => component.type === 'otlp');
    for (const { component, path, endpoint, place } of exportTargets(context)) {
      if (!component.type.startsWith('otlp') || !isLoopback(endpoint)) continue;
      const port = portOf(endpoint);
      const own = servers.find((server) => port !== undefined && portOf(server.endpoint) === port);
      const meets = own?.component.pipelines.some(({ signal }) =>
        component.pipelines.some((pipeline) => pipeline.signal === signal),
      );
      if (own && meets)
        yield {
          place,
          path,
          message: `is the Collector’s own receiver "${own.component.id}"; what is sent there comes back`,
        };
    }
  },
};
