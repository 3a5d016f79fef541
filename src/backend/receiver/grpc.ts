// https://opentelemetry.io/docs/specs/otlp/#otlpgrpc
import {
  type handleUnaryCall,
  logVerbosity,
  Server,
  type ServiceDefinition,
  setLogVerbosity,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { RefusalReason, Signal } from '../store/counters.ts';
import { MalformedError } from './budget.ts';
import { createCallLimiter } from './grpc-limits.ts';
import { encodeSuccess } from './response.ts';
import type { SignalReceiver } from './signals.ts';

export interface GrpcReceiverOptions {
  readonly receivers: readonly SignalReceiver[];
  readonly maxRequestBytes: number;
  readonly refuse: (signal: Signal, reason: RefusalReason) => void;
}

/** Calls of one connection at once. */
const MAX_STREAMS = 32;

const asIs = (payload: Buffer): Buffer => payload;

/** The payload goes to the handler as bytes: an error of a deserialiser would be INTERNAL. */
const definitionOf = ({ service }: SignalReceiver): ServiceDefinition => ({
  Export: {
    path: `/${service}/Export`,
    originalName: 'export',
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  },
});

const implementationOf = ({ receive, rejectedField }: SignalReceiver): UntypedServiceImplementation => {
  const exportCall: handleUnaryCall<Buffer, Buffer> = ({ request }, callback) => {
    try {
      callback(null, encodeSuccess(receive(request, 'protobuf'), rejectedField, 'protobuf'));
    } catch (error) {
      const malformed = error instanceof MalformedError;
      callback({
        code: malformed ? status.INVALID_ARGUMENT : status.INTERNAL,
        details: malformed ? error.message : 'the request could not be stored',
      });
    }
  };
  return { Export: exportCall };
};

/** OTLP over gRPC. Not yet listening. */
export const createGrpcReceiver = ({ receivers, maxRequestBytes, refuse }: GrpcReceiverOptions): Server => {
  // What goes wrong is thrown, or counted; the library would print it as well.
  setLogVerbosity(logVerbosity.NONE);
  const server = new Server({
    'grpc.max_receive_message_length': maxRequestBytes,
    'grpc.max_concurrent_streams': MAX_STREAMS,
    'grpc.keepalive_time_ms': 60_000,
    'grpc.keepalive_timeout_ms': 20_000,
    interceptors: [createCallLimiter(receivers, refuse)],
  });
  for (const receiver of receivers) server.addService(definitionOf(receiver), implementationOf(receiver));
  return server;
};
