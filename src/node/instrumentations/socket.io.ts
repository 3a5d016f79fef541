import { SpanKind } from '@opentelemetry/api';
import { SocketIoInstrumentation } from '@opentelemetry/instrumentation-socket.io';
import type { InstrumentationModule } from '../instrumentation.ts';
import { type SpanRules, translatingTracerProvider } from '../translate.ts';

const rules: SpanRules = {
  vocabulary: {
    'messaging.system': 'messaging.system.name',
    'messaging.destination': 'messaging.destination.name',
    'messaging.destination_kind': undefined,
    'messaging.operation': undefined,
    // A room is a user as often as not.
    'messaging.socket.io.rooms': undefined,
  },
  start: ({ name, attributes }, { kind }) => {
    const operation = kind === SpanKind.CONSUMER ? 'receive' : 'send';
    const event = attributes['messaging.socket.io.event_name'];
    return {
      name: event === undefined ? name : `${operation} ${String(event)}`,
      attributes: {
        ...attributes,
        'messaging.operation.name': operation,
        'messaging.operation.type': kind === SpanKind.CONSUMER ? 'process' : 'send',
      },
    };
  },
};

export const instrumentation: InstrumentationModule = {
  name: 'socket.io',
  summary: "events that socket.io's server sends and receives",
  versions: '>=2 <5',
  packages: ['socket.io'],
  builtins: [],
  create: () => {
    const upstream = new SocketIoInstrumentation();
    upstream.setTracerProvider(translatingTracerProvider(rules));
    return upstream;
  },
};
