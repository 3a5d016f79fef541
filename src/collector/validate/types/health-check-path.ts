import { muxPathFault } from '../../go/serve-mux.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'internal/healthcheck.Config',
  when: 'started',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/healthcheckextension/healthcheckextension.go',
  good: 'extensions: { health_check: { endpoint: "localhost:0", path: /health/ready } }',
  bad: 'extensions: { health_check: { endpoint: "localhost:0", path: "/health ready" } }',
  *check(view) {
    if (view.flag('use_v2')) return;
    const fault = muxPathFault(view.text('path'));
    if (fault) yield view.fault(fault, 'path');
  },
};
