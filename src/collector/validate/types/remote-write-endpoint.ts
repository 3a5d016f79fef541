import { isRequestUri } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'exporter/prometheusremotewriteexporter.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/prometheusremotewriteexporter/exporter.go',
  good: 'exporters: { prometheus_remote_write: { endpoint: "http://a/api/v1/write", external_labels: { a: b } } }',
  bad: 'exporters: { prometheus_remote_write: { endpoint: "a" } }',
  *check(view) {
    const endpoint = view.text('endpoint');
    if (!isRequestUri(endpoint))
      yield view.fault(`"${endpoint}" is no URL; expected http://… or https://…`, 'endpoint');
    for (const [name, label] of view.entries('external_labels'))
      if (name === '' || label.text() === '')
        yield view.fault('has an empty name or value', 'external_labels', name);
  },
};
