import type { TypeRule } from '../type-rule.ts';
import type { View } from '../view.ts';

const isThere = ({ node }: View): boolean => node?.kind === 'map';

export const rule: TypeRule = {
  type: 'service/telemetry/otelconftelemetry.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/service/telemetry/otelconftelemetry/internal/migration/v0.3.0.go',
  good: 'service: { telemetry: { traces: { processors: [{ batch: { exporter: { otlp: { protocol: grpc, endpoint: localhost } } } }] } } }',
  bad: 'service: { telemetry: { traces: { processors: [{ batch: { exporter: { otlp: { protocol: grpc } } } }] } } }',
  *check(view) {
    for (const section of ['traces', 'logs'])
      for (const index of view.items(section, 'processors').keys()) {
        const at = [section, 'processors', index, 'batch', 'exporter', 'otlp'];
        const { node } = view.at(...at, 'endpoint');
        const isMissing = !node || (node.kind === 'scalar' && node.value === null);
        if (isThere(view.at(...at)) && isMissing)
          yield view.fault('is missing, at which the Collector panics', ...at, 'endpoint');
      }
  },
};
