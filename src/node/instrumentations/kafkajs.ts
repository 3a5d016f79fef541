import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import type { InstrumentationModule } from '../instrumentation.ts';
import { translatingMeterProvider, translatingTracerProvider, type Vocabulary } from '../translate.ts';

const vocabulary: Vocabulary = {
  'messaging.system': 'messaging.system.name',
  'messaging.kafka.cluster.id': 'kafka.cluster.id',
  'messaging.kafka.offset': 'kafka.offset',
  'messaging.kafka.message.tombstone': 'kafka.message.tombstone',
  // Keys are what belongs together, as often as not a customer.
  'messaging.kafka.message.key': undefined,
};

export const instrumentation: InstrumentationModule = {
  name: 'kafkajs',
  summary: 'messages that kafkajs sends and consumes; the trace travels in their headers',
  versions: '>=0.3 <3',
  makes: ['spans', 'metrics'],
  packages: ['kafkajs'],
  builtins: [],
  create: () => {
    const upstream = new KafkaJsInstrumentation();
    upstream.setTracerProvider(translatingTracerProvider({ vocabulary }));
    upstream.setMeterProvider(translatingMeterProvider(vocabulary));
    return upstream;
  },
};
