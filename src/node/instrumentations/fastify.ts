import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { context, trace } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import { InstrumentationBase } from '@opentelemetry/instrumentation';
import { VERSION } from '../../core/version.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { guarded } from '../listen.ts';

/** Fastify tells of each new instance: https://fastify.dev/docs/latest/Reference/Hooks/#diagnostics-channel-hooks */
const CHANNEL = 'fastify.initialization';

type Done = () => void;
interface FastifyRequest {
  readonly method: string;
  readonly routeOptions?: { readonly url?: string };
  /** Before 4.10. */
  readonly routerPath?: string;
}
interface Fastify {
  addHook(name: 'onRequest', hook: (request: FastifyRequest, reply: unknown, done: Done) => void): void;
  addHook(
    name: 'onError',
    hook: (request: FastifyRequest, reply: unknown, error: Error, done: Done) => void,
  ): void;
}

const nameByRoute = (request: FastifyRequest): void => {
  const { method, routeOptions } = request;
  const route = routeOptions ? routeOptions.url : request.routerPath;
  if (!route) return;
  const rpc = getRPCMetadata(context.active());
  if (rpc?.type === RPCType.HTTP) rpc.route = route;
  trace.getActiveSpan()?.setAttribute('http.route', route).updateName(`${method} ${route}`);
};

/** Names the request's span by its route and puts errors on that span; no spans of its own. */
class FastifyInstrumentation extends InstrumentationBase {
  constructor() {
    super('binnacle/fastify', VERSION, {});
  }

  protected init(): undefined {}

  // A function and not a field: the base class enables before fields of this class exist.
  readonly #listener = guarded<{ fastify: Fastify }>(CHANNEL, ({ fastify }) => {
    fastify.addHook('onRequest', (request, _reply, done) => {
      nameByRoute(request);
      done();
    });
    fastify.addHook('onError', (_request, _reply, error, done) => {
      trace.getActiveSpan()?.recordException(error);
      done();
    });
  });

  listen(): this {
    subscribe(CHANNEL, this.#listener);
    return this;
  }

  override disable(): void {
    super.disable();
    unsubscribe(CHANNEL, this.#listener);
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'fastify',
  summary: 'routes and errors of Fastify',
  packages: ['fastify'],
  builtins: [],
  create: () => new FastifyInstrumentation().listen(),
};
