import { isUrl } from '../../go/address.ts';
import type { TypeRule } from '../type-rule.ts';

const MOST_BYTES = 800 * 1024 * 1024;

export const rule: TypeRule = {
  type: 'exporter/splunkhecexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/exporter/splunkhecexporter/config.go',
  good: 'exporters: { splunk_hec: { endpoint: "https://a:8088", token: b } }',
  bad: 'exporters: { splunk_hec: { endpoint: "https://a:8088" } }',
  *check(view) {
    if (!view.flag('log_data_enabled') && !view.flag('profiling_data_enabled'))
      yield view.fault('is off, and profiling_data_enabled too; expected one of them', 'log_data_enabled');
    if (view.text('endpoint') === '') yield view.fault('is missing; expected a URL', 'endpoint');
    else if (!isUrl(view.text('endpoint'))) yield view.fault('is no URL', 'endpoint');
    if (view.text('token') === '') yield view.fault('is missing', 'token');
    for (const key of [
      'max_content_length_logs',
      'max_content_length_metrics',
      'max_content_length_traces',
      'max_event_size',
    ])
      if (view.number(key) > MOST_BYTES) yield view.fault(`is more than ${MOST_BYTES}`, key);
  },
};
