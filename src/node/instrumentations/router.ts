import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { setRoute } from '../request-span.ts';

type Next = (error?: unknown) => void;
type Handle = (this: Layer, request: Request, response: unknown, next: Next) => unknown;

const MOUNTED_AT = Symbol('binnacle.router.mounted');
const PREFIX = Symbol('binnacle.router.prefix');

interface Request {
  /** Express sets it, and has an instrumentation of its own. */
  readonly app?: unknown;
  [PREFIX]?: string;
}
interface Layer {
  readonly route?: { readonly path?: unknown };
  [MOUNTED_AT]?: string;
}
interface Router {
  readonly stack: Layer[];
  use(this: Router, ...args: unknown[]): unknown;
}
interface LayerPrototype {
  handleRequest?: Handle;
  handle_request?: Handle;
}

const join = (prefix: string, path: unknown): string => {
  const text = Array.isArray(path) ? path.join(',') : String(path ?? '');
  return `${prefix}${text === '/' && prefix !== '' ? '' : text}`.replace(/\/{2,}/g, '/');
};

const watchLayer = (handle: Handle): Handle =>
  function (request, response, next) {
    if (request.app) return handle.call(this, request, response, next);
    const outside = request[PREFIX] ?? '';
    const { route, [MOUNTED_AT]: mountedAt } = this;
    if (route) setRoute(join(outside, route.path));
    else if (mountedAt) request[PREFIX] = join(outside, mountedAt);
    return handle.call(this, request, response, (error) => {
      request[PREFIX] = outside;
      next(error);
    });
  };

const patchLayer = ({ prototype }: { readonly prototype: LayerPrototype }): void => {
  for (const name of ['handleRequest', 'handle_request'] as const) {
    const handle = prototype[name];
    if (handle) prototype[name] = watchLayer(handle);
  }
};

/** Only there is known what a router was mounted at as the application wrote it; later there is only the path. */
const patchRouter = (router: { readonly prototype?: Router }): void => {
  const { prototype } = router;
  if (!prototype) return;
  const { use } = prototype;
  prototype.use = function (...args) {
    const before = this.stack.length;
    const result = use.apply(this, args);
    const [path] = args;
    if (typeof path !== 'function')
      for (const layer of this.stack.slice(before)) layer[MOUNTED_AT] = join('', path);
    return result;
  };
};

export const instrumentation: InstrumentationModule = {
  name: 'router',
  summary: 'routes of the package `router` where it is used without Express; `express` tells its errors',
  versions: '>=1 <3',
  packages: ['router'],
  builtins: [],
  create: () => patchFiles({ router: patchRouter, 'router/lib/layer.js': patchLayer }),
};
