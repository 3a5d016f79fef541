import { compressionLevelFault } from '../compression.ts';
import type { TypeRule } from '../type-rule.ts';

const COMPRESSIONS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const MOST_BYTES = 2 ** 31 - 1;
/** The client has no less: https://pkg.go.dev/github.com/twmb/franz-go/pkg/kgo#BrokerMaxWriteBytes */
const LEAST_WRITE_BYTES = 100 * 2 ** 20;

export const rule: TypeRule = {
  type: 'pkg/kafka/configkafka.ProducerConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/kafka/configkafka/config.go',
  good: 'exporters: { kafka: { producer: { compression: zstd, required_acks: all } } }',
  bad: 'exporters: { kafka: { producer: { compression: deflate } } }',
  *check(view) {
    const compression = view.text('compression');
    if (!COMPRESSIONS.includes(compression))
      yield view.fault(`expected one of ${COMPRESSIONS.join(', ')}`, 'compression');
    const fault = compressionLevelFault(compression, view.number('compression_params', 'level'));
    if (fault) yield view.fault(fault, 'compression_params', 'level');
    const [message, write] = [view.number('max_message_bytes'), view.number('max_broker_write_bytes')];
    if (message < 0 || message > MOST_BYTES)
      yield view.fault(`expected 0 to ${MOST_BYTES}`, 'max_message_bytes');
    if (write < LEAST_WRITE_BYTES || write > MOST_BYTES)
      yield view.fault(`expected ${LEAST_WRITE_BYTES} to ${MOST_BYTES}`, 'max_broker_write_bytes');
    if (message > write && view.knows('max_broker_write_bytes'))
      yield view.fault(`is more than max_broker_write_bytes, which is ${write}`, 'max_message_bytes');
    // Before it had another client, 0 was no limit.
    if (view.number('flush_max_messages') < 1 && view.knows('max_broker_write_bytes'))
      yield view.fault('expected 1 or more', 'flush_max_messages');
  },
};
