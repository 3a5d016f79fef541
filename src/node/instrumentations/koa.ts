import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { recordError, setRoute } from '../request-span.ts';

const ROUTE = Symbol('binnacle.route');

interface KoaContext {
  [ROUTE]?: string | RegExp;
}
interface Application {
  emit(event: string | symbol, ...args: unknown[]): boolean;
}

/** Every router of Koa says there which of its routes matched. A router in a router says it later, and more exactly. */
const watchRoute = (context: KoaContext): void => {
  Object.defineProperty(context, '_matchedRoute', {
    configurable: true,
    get(this: KoaContext) {
      return this[ROUTE];
    },
    set(this: KoaContext, route: string | RegExp) {
      this[ROUTE] = route;
      if (route) setRoute(route);
    },
  });
};

/** Koa's own end of an error, and by its custom that of error handlers that answer themselves. */
const watchErrors = ({ prototype }: { readonly prototype: Application }): void => {
  const { emit } = prototype;
  prototype.emit = function (event, ...args) {
    if (event === 'error') recordError(args[0]);
    return emit.call(this, event, ...args);
  };
};

export const instrumentation: InstrumentationModule = {
  name: 'koa',
  summary: 'routes and errors of Koa with `@koa/router` or `koa-router`',
  versions: '>=2 <4',
  packages: ['koa'],
  builtins: [],
  create: () => patchFiles({ koa: watchErrors, 'koa/lib/context.js': watchRoute }),
};
