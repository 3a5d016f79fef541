import { errorMonitor } from 'node:events';
import { propagation, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { RpcCall } from './rpc-call.ts';

interface Metadata {
  get(name: string): readonly (string | Buffer)[];
  getMap(): Readonly<Record<string, unknown>>;
}
/** What a handler gets; it emits `cancelled`, and a stream that answers `finish` and `error` too. */
interface ServerCall {
  readonly metadata: Metadata;
  once(event: string | symbol, listener: (error?: ServiceError) => void): unknown;
}
interface ServiceError extends Error {
  readonly code?: number;
}
type Respond = (error: ServiceError | null, ...rest: unknown[]) => void;
type Handler = (this: unknown, call: ServerCall, respond: Respond) => unknown;
type Register = (this: unknown, path: string, handler: Handler, ...rest: unknown[]) => boolean;
export interface ServerModule {
  readonly Server: { readonly prototype: { register: Register } };
}

const CANCELLED = 1;
const UNKNOWN = 2;

const getter = {
  get: (metadata: Metadata, name: string) => metadata.get(name).map(String),
  keys: (metadata: Metadata) => Object.keys(metadata.getMap()),
};

/** An error without a code of its own goes out as UNKNOWN; a status may say OK. */
const codeOf = (error: ServiceError): number => (typeof error.code === 'number' ? error.code : UNKNOWN);

const watchHandler = (path: string, handler: Handler): Handler =>
  function (stream, respond) {
    const parent = propagation.extract(ROOT_CONTEXT, stream.metadata, getter);
    const call = new RpcCall(SpanKind.SERVER, path, parent, {});
    stream.once('cancelled', () => call.end(CANCELLED));
    stream.once(errorMonitor, (error) => call.end(error ? codeOf(error) : UNKNOWN, error));
    // What answers once gets a function for it, what answers often is a stream that finishes.
    const answersOnce = typeof respond === 'function';
    if (!answersOnce) stream.once('finish', () => call.end(0));
    const watched: Respond = (error, ...rest) => {
      if (answersOnce) call.end(error ? codeOf(error) : 0, error ?? undefined);
      respond(error, ...rest);
    };
    try {
      return call.with(() => handler.call(this, stream, answersOnce ? watched : respond));
    } catch (error) {
      call.end(UNKNOWN, error);
      throw error;
    }
  };

export const patchServer = ({ Server }: ServerModule): void => {
  const { prototype } = Server;
  const { register } = prototype;
  prototype.register = function (path, handler, ...rest) {
    return register.call(this, path, watchHandler(path, handler), ...rest);
  };
};
