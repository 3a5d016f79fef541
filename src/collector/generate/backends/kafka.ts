import type { CollectorBackend } from '../backend.ts';
import { isLocal, PLAIN_TEXT, QUEUE_IN_MEMORY, tlsFiles, variablesIn } from '../clients.ts';
import { delivery } from '../delivery.ts';

export const backend: CollectorBackend = {
  id: 'kafka',
  title: 'Kafka, a topic a signal',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/exporter/kafkaexporter',
  signals: ['traces', 'metrics', 'logs'],
  endpoint: {
    kind: 'hosts',
    default: '127.0.0.1:9092',
    example: 'kafka-1.example.com:9092 kafka-2.example.com:9092',
  },
  exporters: ({ use, name, nameSuffix, endpoint, signals, isStored }) => {
    const brokers = endpoint.split(/[\s,]+/);
    const isPlain = use.plainText === true || brokers.every(isLocal);
    const { username, password } = use;
    return [
      {
        id: `kafka/${name}`,
        signals,
        config: {
          brokers,
          ...(!isPlain && { tls: { insecure: false, ...tlsFiles(use.tls ?? {}) } }),
          ...(username !== undefined &&
            password !== undefined && { auth: { sasl: { mechanism: 'SCRAM-SHA-512', username, password } } }),
          ...Object.fromEntries(
            signals.map((signal) => [signal, { topic: `otlp_${signal}${nameSuffix.replaceAll('-', '_')}` }]),
          ),
          ...(signals.includes('traces') && { partition_traces_by_id: true }),
          producer: { required_acks: -1, compression: 'zstd', allow_auto_topic_creation: false },
          ...delivery({ isStored, consumers: 4 }),
        },
        comments: [
          ...(isPlain && !brokers.every(isLocal) ? [[['brokers'], PLAIN_TEXT] as const] : []),
          ...(signals.includes('traces')
            ? [[['partition_traces_by_id'], 'Who reads has the spans of a trace in one place.'] as const]
            : []),
          [['producer', 'required_acks'], 'All replicas have it.'],
          [
            ['producer', 'allow_auto_topic_creation'],
            'A topic that is made by the way has the number of partitions and copies that nobody chose.',
          ],
          ...(isStored ? [] : [[['sending_queue'], QUEUE_IN_MEMORY] as const]),
        ],
        variables: [
          ...variablesIn(endpoint, `brokers of ${name}`),
          ...variablesIn(username ?? '', `user for ${name}`),
          ...variablesIn(password ?? '', `password for ${name}`),
        ],
      },
    ];
  },
};
