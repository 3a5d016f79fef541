import {
  ResponderBuilder,
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
  ServerListenerBuilder,
  status,
} from '@grpc/grpc-js';
import type { RefusalReason, Signal } from '../store/counters.ts';
import type { SignalReceiver } from './signals.ts';

/** Calls at once, over all connections: each may hold one request in memory. */
const MAX_CALLS = 64;
/** A client that has not sent its whole request by then is let go. */
const REQUEST_TIMEOUT_MILLIS = 30_000;

type PartialStatusObject = Parameters<ServerInterceptingCallInterface['sendStatus']>[0];

const REASONS: ReadonlyMap<status, RefusalReason> = new Map<status, RefusalReason>([
  [status.INVALID_ARGUMENT, 'malformed'],
  [status.INTERNAL, 'malformed'],
  [status.RESOURCE_EXHAUSTED, 'too_large'],
  [status.UNIMPLEMENTED, 'unsupported'],
  [status.UNAVAILABLE, 'busy'],
  [status.DEADLINE_EXCEEDED, 'timeout'],
]);

/** The library says INTERNAL for a body that it cannot decompress; the fault is the sender's. */
const corrected = (answer: PartialStatusObject): PartialStatusObject =>
  answer.code === status.INTERNAL && answer.details === 'Failed to decompress message'
    ? { ...answer, code: status.INVALID_ARGUMENT }
    : answer;

/**
 * Sees every status of a call. The library answers what is too large by itself, past all interceptors,
 * so that the method has to be replaced on the call.
 */
const observeStatus = (call: ServerInterceptingCallInterface, seen: (code: status) => void): void => {
  const sendStatus = call.sendStatus.bind(call);
  call.sendStatus = (answer) => {
    const own = corrected(answer);
    seen(own.code);
    sendStatus(own);
  };
};

/** Bounds how many calls run at once and how long a client may take to send one, and counts the refused. */
export const createCallLimiter = (
  receivers: readonly SignalReceiver[],
  refuse: (signal: Signal, reason: RefusalReason) => void,
): ServerInterceptor => {
  const signals = new Map(receivers.map(({ service, signal }) => [`/${service}/Export`, signal]));
  let calls = 0;

  return (method, call) => {
    const signal = signals.get(method.path);
    let timer: NodeJS.Timeout | undefined;
    let isOpen = true;
    calls += 1;
    const close = (): boolean => {
      const wasOpen = isOpen;
      isOpen = false;
      clearTimeout(timer);
      if (wasOpen) calls -= 1;
      return wasOpen;
    };
    observeStatus(call, (code) => {
      const reason = REASONS.get(code);
      if (close() && reason && signal) refuse(signal, reason);
    });
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        if (calls > MAX_CALLS) {
          call.sendStatus({ code: status.UNAVAILABLE, details: 'too many requests at once; try again' });
          return;
        }
        timer = setTimeout(
          () => call.sendStatus({ code: status.DEADLINE_EXCEEDED, details: 'the request took too long' }),
          REQUEST_TIMEOUT_MILLIS,
        );
        timer.unref();
        next(metadata);
      })
      .withOnReceiveHalfClose((next) => {
        clearTimeout(timer);
        next();
      })
      .withOnCancel(close)
      .build();
    const responder = new ResponderBuilder().withStart((next) => next(listener)).build();
    return new ServerInterceptingCall(call, responder);
  };
};
