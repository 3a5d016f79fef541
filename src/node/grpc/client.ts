import { type Context, context, propagation, SpanKind } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { RpcCall } from './rpc-call.ts';

/** The parts of `@grpc/grpc-js` that are used, https://github.com/grpc/proposal/blob/master/L5-node-client-interceptors.md */
interface Metadata {
  clone(): Metadata;
  set(name: string, value: string): void;
}
interface Status {
  readonly code: number;
}
interface Listener {
  onReceiveMetadata(metadata: unknown, next: (metadata: unknown) => void): void;
  onReceiveMessage(message: unknown, next: (message: unknown) => void): void;
  onReceiveStatus(status: Status, next: (status: Status) => void): void;
}
type Start = (metadata: Metadata, listener: Listener) => void;
interface Requester {
  start(metadata: Metadata, listener: Listener, next: Start): void;
}
type NextCall = (options: object) => unknown;
type Interceptor = (options: object, nextCall: NextCall) => unknown;
type Provider = (method: unknown) => Interceptor;
interface InterceptorArgs {
  readonly clientInterceptors: readonly Interceptor[];
  readonly clientInterceptorProviders: readonly Provider[];
  readonly callInterceptors: readonly Interceptor[];
  readonly callInterceptorProviders: readonly Provider[];
}
interface Channel {
  getTarget(): string;
}
type GetInterceptingCall = (
  args: InterceptorArgs,
  method: { readonly path: string },
  options: object,
  channel: Channel,
) => unknown;
export interface ClientInterceptors {
  readonly InterceptingCall: new (call: unknown, requester: Requester) => unknown;
  getInterceptingCall: GetInterceptingCall;
}

/** `dns:///shop.internal:443`, `ipv4:10.0.0.1:443`, `shop.internal:443` */
const TARGET = /^(?:[a-z0-9+.-]+:(?:\/\/[^/]*\/)?)?(?<address>\[[^\]]+\]|[^/:[\]]+):(?<port>\d+)$/i;

export const serverOf = (target: string) => {
  const { address, port } = TARGET.exec(target)?.groups ?? {};
  return {
    'server.address': address?.replace(/^\[|\]$/g, '') ?? target,
    ...(port !== undefined && { 'server.port': Number(port) }),
  };
};

/** What the answer runs is the caller's, though a connection is shared and may have been opened by another. */
const interceptorOf = (
  call: RpcCall,
  caller: Context,
  { InterceptingCall }: ClientInterceptors,
): Interceptor => {
  const inCaller =
    <T>(next: (value: T) => void) =>
    (value: T): void =>
      context.with(caller, next, undefined, value);
  return (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start: (metadata, _listener, next) => {
        // The application may use the same metadata for other calls.
        const own = metadata.clone();
        propagation.inject(call.context, own, { set: (carrier, name, value) => carrier.set(name, value) });
        next(own, {
          onReceiveMetadata: (received, pass) => inCaller(pass)(received),
          onReceiveMessage: (message, pass) => inCaller(pass)(message),
          onReceiveStatus: (status, pass) => {
            call.end(status.code);
            inCaller(pass)(status);
          },
        });
      },
    });
};

/**
 * Puts an interceptor before the application's own. Those of one call take the place of the client's, and none may be
 * given both as they are and by providers.
 */
const withInterceptor = (args: InterceptorArgs, interceptor: Interceptor): InterceptorArgs => {
  const { callInterceptors, callInterceptorProviders, clientInterceptors, clientInterceptorProviders } = args;
  if (callInterceptors.length > 0) return { ...args, callInterceptors: [interceptor, ...callInterceptors] };
  if (callInterceptorProviders.length > 0)
    return { ...args, callInterceptorProviders: [() => interceptor, ...callInterceptorProviders] };
  if (clientInterceptorProviders.length > 0)
    return { ...args, clientInterceptorProviders: [() => interceptor, ...clientInterceptorProviders] };
  return { ...args, clientInterceptors: [interceptor, ...clientInterceptors] };
};

/** All four kinds of calls, of generated and of generic clients, come through this one function. */
export const patchClientInterceptors = (exports: ClientInterceptors): void => {
  const { getInterceptingCall } = exports;
  exports.getInterceptingCall = (args, method, options, channel) => {
    const caller = context.active();
    if (isTracingSuppressed(caller)) return getInterceptingCall(args, method, options, channel);
    const call = new RpcCall(SpanKind.CLIENT, method.path, caller, serverOf(channel.getTarget()));
    try {
      return getInterceptingCall(
        withInterceptor(args, interceptorOf(call, caller, exports)),
        method,
        options,
        channel,
      );
    } catch (error) {
      call.end(undefined);
      throw error;
    }
  };
};
