import { portOf } from '../endpoint.ts';
import type { LintRule } from '../rule.ts';
import { exportTargets } from '../targets.ts';

const PORTS: Readonly<Record<string, readonly [own: number, other: number]>> = {
  otlp_grpc: [4317, 4318],
  otlp_http: [4318, 4317],
};

export const rule: LintRule = {
  id: 'otlp-port-of-other-protocol',
  severity: 'warning',
  source: 'https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-default-port',
  summary: 'OTLP over gRPC goes to port 4317, and over HTTP to 4318',
  why: 'The server at the other port speaks the other protocol and refuses everything.',
  good: `exporters: { otlp_grpc: { endpoint: "localhost:14317" } }`,
  bad: `exporters:
  otlp_grpc:
    endpoint: localhost:4318 # here
`,
  *check(context) {
    for (const { component, path, endpoint, place } of exportTargets(context)) {
      const [own, other] = PORTS[component.type] ?? [];
      if (other !== undefined && portOf(endpoint) === other)
        yield {
          place,
          path,
          message: `${other} is the port of the other protocol; ${component.type} uses ${own}`,
        };
    }
  },
};
