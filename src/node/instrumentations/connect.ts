import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { recordError, setRoute } from '../request-span.ts';

type Next = (error?: unknown) => void;
type Handle = (this: unknown, ...args: unknown[]) => unknown;
interface App {
  route: string;
  use(this: App, path: unknown, handle?: unknown): App;
}
type CreateServer = (...args: unknown[]) => App;

/** What a request is inside of: the paths that applications and handlers were mounted at. */
const mounts = new WeakMap<object, string>();

const enter = (request: object, path: string): (() => void) => {
  const outside = mounts.get(request) ?? '';
  mounts.set(request, outside + path);
  setRoute(outside + path);
  return () => {
    mounts.set(request, outside);
    setRoute(outside);
  };
};

/** Connect has no routes, so that what a handler was mounted at is the route, and tells error handlers by their length. */
const watchHandle = (path: string, handle: Handle): Handle => {
  const watching: Handle = function (...args) {
    const [request, response, next] = args as [object, unknown, Next];
    const leave = path === '' ? undefined : enter(request, path);
    try {
      return handle.call(this, request, response, (error?: unknown) => {
        // What failed keeps the route that it failed in.
        if (error) recordError(error);
        else leave?.();
        next(error);
      });
    } catch (error) {
      recordError(error);
      throw error;
    }
  };
  return handle.length < 4 ? Object.defineProperty(watching, 'length', { value: handle.length }) : handle;
};

const watchApp = (app: App): App => {
  const { use } = app;
  app.use = function (path, handle) {
    const given = typeof path === 'string' ? handle : path;
    // An `http.Server` is no function, and is left to Connect.
    if (typeof given !== 'function') return use.call(this, path, handle);
    const mountedAt = typeof path === 'string' ? path.replace(/\/$/, '') : '';
    if ('handle' in given) (given as unknown as App).route = mountedAt || '/';
    return use.call(this, mountedAt, watchHandle(mountedAt, given as Handle));
  };
  return app;
};

export const instrumentation: InstrumentationModule = {
  name: 'connect',
  summary: 'what a handler of Connect was mounted at, and errors',
  versions: '>=3 <4',
  packages: ['connect'],
  builtins: [],
  create: () =>
    patchFiles({
      connect: (createServer: CreateServer) =>
        Object.assign((...args: unknown[]) => watchApp(createServer(...args)), createServer),
    }),
};
