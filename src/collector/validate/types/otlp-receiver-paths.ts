import { muxPathFault } from '../../go/serve-mux.ts';
import type { TypeRule } from '../type-rule.ts';

const KEYS = { traces: 'traces_url_path', metrics: 'metrics_url_path', logs: 'logs_url_path' } as const;

export const rule: TypeRule = {
  type: 'receiver/otlpreceiver.HTTPConfig',
  when: 'started',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/receiver/otlpreceiver/otlp.go',
  good: 'receivers: { otlp: { protocols: { http: { endpoint: "localhost:0", traces_url_path: /a } } } }',
  bad: 'receivers: { otlp: { protocols: { http: { endpoint: "localhost:0", traces_url_path: "/a b" } } } }',
  *check(view) {
    const seen = new Map<string, string>();
    for (const [signal, key] of Object.entries(KEYS)) {
      if (!view.signals.includes(signal)) continue;
      const written = view.text(key);
      const path = written.startsWith('/') ? written : `/${written}`;
      const fault = muxPathFault(path);
      const other = seen.get(path);
      if (fault) yield view.fault(fault, key);
      else if (other !== undefined) yield view.fault(`is the same as ${other}`, key);
      seen.set(path, key);
    }
  },
};
