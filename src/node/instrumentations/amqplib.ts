import { type Attributes, SpanKind } from '@opentelemetry/api';
import { AmqplibInstrumentation } from '@opentelemetry/instrumentation-amqplib';
import type { InstrumentationModule } from '../instrumentation.ts';
import { type SpanRules, translatingTracerProvider } from '../translate.ts';

const EXCHANGE = 'messaging.destination.name';
const ROUTING_KEY = 'rabbitmq.destination.routing_key';
/** What the server itself names belongs to one connection: a span's name would never come twice. */
const TEMPORARY = /^amq\.gen-/;

/** https://opentelemetry.io/docs/specs/semconv/messaging/rabbitmq/ */
const destinationOf = (exchange: string, routingKey: string, queue: string): string =>
  [...new Set([exchange, routingKey, queue])].filter((part) => part !== '').join(':') || 'amq.default';

const shown = (name: string): string => (TEMPORARY.test(name) ? '(temporary)' : name);

const rules: SpanRules = {
  vocabulary: {
    'messaging.system': 'messaging.system.name',
    'messaging.destination': EXCHANGE,
    'messaging.destination_kind': undefined,
    'messaging.rabbitmq.routing_key': ROUTING_KEY,
    'messaging.operation': undefined,
    'messaging.message_id': 'messaging.message.id',
    'messaging.conversation_id': 'messaging.message.conversation_id',
    'messaging.protocol': (value) => ({ 'network.protocol.name': String(value).toLowerCase() }),
    'messaging.protocol_version': 'network.protocol.version',
    // With the user's name and the virtual host; the server has attributes of its own.
    'messaging.url': undefined,
  },
  start: ({ name, attributes }, { kind }) => {
    const exchange = String(attributes[EXCHANGE] ?? '');
    const routingKey = String(attributes[ROUTING_KEY] ?? '');
    const isConsumer = kind === SpanKind.CONSUMER;
    const queue = isConsumer ? name.replace(/ process$/, '') : '';
    const operation = isConsumer ? 'process' : 'publish';
    const told: Attributes = {
      ...attributes,
      [EXCHANGE]: destinationOf(exchange, routingKey, queue),
      'messaging.operation.name': operation,
      'messaging.operation.type': isConsumer ? 'process' : 'send',
    };
    // By the default exchange, messages go to the queue of that name.
    return { name: `${operation} ${shown(queue || exchange || routingKey)}`, attributes: told };
  },
};

export const instrumentation: InstrumentationModule = {
  name: 'amqplib',
  summary:
    'messages that amqplib publishes and consumes, RabbitMQ for one; the trace travels in their headers',
  versions: '>=0.5.5 <3',
  packages: ['amqplib'],
  builtins: [],
  create: () => {
    const upstream = new AmqplibInstrumentation();
    upstream.setTracerProvider(translatingTracerProvider(rules));
    return upstream;
  },
};
