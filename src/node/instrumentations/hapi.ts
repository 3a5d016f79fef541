import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { recordError, setRoute } from '../request-span.ts';

interface Request {
  readonly route: { readonly method: string; readonly path: string };
  readonly response: unknown;
}
interface Toolkit {
  readonly continue: symbol;
}
interface Server {
  ext(point: string, method: (request: Request, toolkit: Toolkit) => unknown): void;
}
type CreateServer = (...args: unknown[]) => Server;
interface Hapi {
  server: CreateServer;
  Server: CreateServer & { readonly prototype?: unknown };
}

/** What hapi answers itself, such as an unknown path, has a route of this method. */
const NO_ROUTE = '_special';

/** @see https://hapi.dev/api/#request-lifecycle */
const watchServer = (server: Server): Server => {
  server.ext('onPreAuth', ({ route }, toolkit) => {
    if (route.method !== NO_ROUTE) setRoute(route.path);
    return toolkit.continue;
  });
  server.ext('onPreResponse', ({ response }, toolkit) => {
    if (response instanceof Error && isOwnFault(response)) recordError(response);
    return toolkit.continue;
  });
  return server;
};

/** hapi makes an error of every answer that is one, with the status that goes out. */
const isOwnFault = (error: Error): boolean => {
  const { output } = error as { readonly output?: { readonly statusCode?: number } };
  return (output?.statusCode ?? 500) >= 500;
};

const patchHapi = (hapi: Hapi): void => {
  for (const name of ['server', 'Server'] as const) {
    // Both are called with and without `new`.
    hapi[name] = new Proxy(hapi[name], {
      apply: (target, self, args) => watchServer(Reflect.apply(target, self, args)),
      construct: (target, args, newTarget) =>
        watchServer(Reflect.construct(target, args, newTarget) as Server) as object,
    });
  }
};

export const instrumentation: InstrumentationModule = {
  name: 'hapi',
  summary: 'routes and errors of hapi',
  versions: '>=17 <22',
  packages: ['@hapi/hapi'],
  builtins: [],
  create: () => patchFiles({ '@hapi/hapi': patchHapi }),
};
