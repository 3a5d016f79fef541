import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/healthcheckextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/healthcheckextension/config.go',
  good: 'extensions: { health_check: { endpoint: "localhost:13133" } }',
  bad: 'extensions: { health_check: { http: { endpoint: "localhost:13133" } } }',
  *check(view) {
    for (const key of ['http', 'grpc'])
      if (view.at(key).node?.kind === 'map')
        yield view.fault(
          'needs the feature gate extension.healthcheck.useComponentStatus, or healthcheckv2',
          key,
        );
  },
};
