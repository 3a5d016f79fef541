import { isUrl } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/otlphttpexporter.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/otlphttpexporter/factory.go',
  good: 'exporters: { otlp_http: { endpoint: "http://backend:4318" } }',
  bad: 'exporters: { otlp_http: { profiles_endpoint: "http://backend:4318/v1development/profiles" } }',
  *check(view) {
    const keys = ['endpoint', 'traces_endpoint', 'metrics_endpoint', 'logs_endpoint', 'profiles_endpoint'];
    // That is said once, and not for each signal.
    if (keys.every((key) => view.text(key) === '')) return;
    for (const signal of view.signals) {
      const own = view.text(`${signal}_endpoint`);
      const key = own === '' && view.text('endpoint') !== '' ? 'endpoint' : `${signal}_endpoint`;
      const url = view.text(key);
      if (url === '')
        yield view.fault(`is missing; expected it or endpoint, for a pipeline of ${signal}`, key);
      // What is put behind it may end a part that is wrong.
      else if (!isUrl(key === 'endpoint' ? `${url}/v1` : url)) {
        yield view.fault(`"${url}" is no URL; expected one such as http://localhost:4318`, key);
        if (key === 'endpoint') return;
      }
    }
  },
};
