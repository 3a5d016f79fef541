import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { recordError, setRoute } from '../request-span.ts';

interface Route {
  readonly path?: string | RegExp;
}
interface Server {
  emit(event: string | symbol, ...args: unknown[]): boolean;
  _onHandlerError?(error: unknown, ...rest: unknown[]): unknown;
}

/** Restify tells of the route by an event, and has one place where errors of handlers end. */
const patchServer = ({ prototype }: { readonly prototype: Server }): void => {
  const { emit, _onHandlerError } = prototype;
  prototype.emit = function (event, ...args) {
    if (event === 'routed') {
      const { path } = (args[2] ?? {}) as Route;
      if (path) setRoute(path);
    }
    return emit.call(this, event, ...args);
  };
  if (!_onHandlerError) return;
  prototype._onHandlerError = function (error, ...rest) {
    recordError(error);
    return _onHandlerError.call(this, error, ...rest);
  };
};

export const instrumentation: InstrumentationModule = {
  name: 'restify',
  summary: 'routes and errors of restify',
  versions: '>=8 <13',
  packages: ['restify'],
  builtins: [],
  create: () => patchFiles({ 'restify/lib/server.js': patchServer }),
};
