import { translationFault, UTF8_STRATEGIES } from '../translation.ts';
import type { TypeRule } from '../type-rule.ts';

const V1 = 'prometheus.WriteRequest';
const V2 = 'io.prometheus.write.v2.Request';

export const rule: TypeRule = {
  type: 'exporter/prometheusremotewriteexporter.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/exporter/prometheusremotewriteexporter/config.go',
  good: 'exporters: { prometheus_remote_write: { endpoint: "http://a/api/v1/write", max_batch_request_parallelism: 2 } }',
  bad: 'exporters: { prometheus_remote_write: { endpoint: "http://a/api/v1/write", remote_write_queue: { queue_size: 0 } } }',
  *check(view) {
    if (view.has('max_batch_request_parallelism') && view.number('max_batch_request_parallelism') < 1)
      yield view.fault('expected 1 or more', 'max_batch_request_parallelism');
    const queue = view.number('remote_write_queue', 'queue_size');
    if (queue < 0) yield view.fault('is negative; expected more than 0', 'remote_write_queue', 'queue_size');
    if (view.flag('remote_write_queue', 'enabled') && queue === 0)
      yield view.fault('is 0, which loses all data; expected more', 'remote_write_queue', 'queue_size');
    if (view.number('remote_write_queue', 'num_consumers') < 0)
      yield view.fault('is negative; expected 1 or more', 'remote_write_queue', 'num_consumers');
    if (view.number('max_batch_size_bytes') < 0) yield view.fault('is negative', 'max_batch_size_bytes');
    if (!['', 'snappy'].includes(view.text('compression')))
      yield view.fault('expected snappy', 'compression');
    const message = view.text('protobuf_message');
    if (message === V2) yield view.fault('needs a feature gate of the Collector', 'protobuf_message');
    else if (message !== V1)
      yield view.fault(`"${message}" is not known; expected ${V1}`, 'protobuf_message');
    const strategy = view.text('translation_strategy');
    const fault = translationFault(strategy);
    if (fault) yield view.fault(fault, 'translation_strategy');
    else if (message === V1 && UTF8_STRATEGIES.includes(strategy))
      yield view.fault('needs remote write 2.0', 'translation_strategy');
  },
};
