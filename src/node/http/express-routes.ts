import { context } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { RequestState, requestStateOf } from './request-state.ts';

/** What `use` was given a layer for: a path, a pattern, or a list of those. */
const MOUNTED_AT = Symbol('binnacle.mounted');

type Next = (error?: unknown) => void;

/** A layer is a route, or middleware, or another router. */
interface Layer {
  readonly route?: { readonly path?: unknown };
  [MOUNTED_AT]?: string;
}
type HandleRequest = (this: Layer, request: object, response: unknown, next: Next) => unknown;
type HandleError = (this: Layer, error: unknown, request: object, response: unknown, next: Next) => unknown;

/** Express 5 has `handleRequest`, Express 4 `handle_request`. */
interface LayerPrototype {
  handleRequest?: HandleRequest;
  handle_request?: HandleRequest;
  handleError?: HandleError;
  handle_error?: HandleError;
}

interface Router {
  stack: Layer[];
  use(this: Router, ...args: unknown[]): unknown;
  handle(this: Router, request: object, response: unknown, done: Next): unknown;
}

/** The request's own state, or that of the context where a framework made the request object itself. */
const stateOf = (request: object): RequestState | undefined => {
  const own = requestStateOf(request);
  if (own) return own;
  const active = getRPCMetadata(context.active());
  return active instanceof RequestState ? active : undefined;
};

const patternOf = (path: unknown): string => {
  if (typeof path === 'string') return path;
  if (Array.isArray(path)) return path.map(patternOf).join(',');
  return path instanceof RegExp ? path.toString() : '';
};

/** `/users` and `/:id` are `/users/:id`; a `/` at the end of a mounted path is none of the route. */
const join = (prefix: string, path: string): string => {
  if (prefix === '' || path === '') return (prefix + path).replace(/\/{2,}/g, '/');
  if (path === '/') return prefix;
  return `${prefix}/${path}`.replace(/\/{2,}/g, '/');
};

/** Routes are few and asked for by every request; what is mounted at run time without end is not remembered. */
const MAX_JOINED = 2_000;
const joined = new Map<string, string>();
const joinOnce = (prefix: string, path: string): string => {
  if (prefix === '') return path;
  const key = `${prefix} ${path}`;
  const known = joined.get(key);
  if (known !== undefined) return known;
  const route = join(prefix, path);
  if (joined.size < MAX_JOINED) joined.set(key, route);
  return route;
};

/** The request is inside of what is mounted there until `next` is called; its route, too, if no other is found. */
const enter = (state: RequestState, path: string, next: Next): Next => {
  const { prefix, route } = state;
  const mounted = joinOnce(prefix, path);
  state.prefix = mounted;
  state.route = mounted;
  return (error) => {
    state.prefix = prefix;
    // What failed keeps the route that it failed in.
    if (!error && state.route === mounted) {
      if (route === undefined) delete state.route;
      else state.route = route;
    }
    next(error);
  };
};

const handlingRequests = (original: HandleRequest): HandleRequest =>
  function (request, response, next) {
    if (this.route !== undefined) {
      const state = stateOf(request);
      if (state) state.route = joinOnce(state.prefix, patternOf(this.route.path));
    } else if (this[MOUNTED_AT] !== undefined) {
      const state = stateOf(request);
      if (state) return original.call(this, request, response, enter(state, this[MOUNTED_AT], next));
    }
    return original.call(this, request, response, next);
  };

const handlingErrors = (original: HandleError): HandleError =>
  function (error, request, response, next) {
    stateOf(request)?.fail(error);
    return original.call(this, error, request, response, next);
  };

export const patchLayer = ({ prototype }: { readonly prototype?: LayerPrototype }): void => {
  if (!prototype) return;
  const { handleRequest, handle_request, handleError, handle_error } = prototype;
  if (handleRequest) prototype.handleRequest = handlingRequests(handleRequest);
  if (handle_request) prototype.handle_request = handlingRequests(handle_request);
  if (handleError) prototype.handleError = handlingErrors(handleError);
  if (handle_error) prototype.handle_error = handlingErrors(handle_error);
};

/** Express 4's router is its own prototype. */
export const patchRouter = (exports: Router & { readonly prototype?: Partial<Router> }): void => {
  const router = typeof exports.prototype?.use === 'function' ? (exports.prototype as Router) : exports;
  const { use, handle } = router;
  router.use = function (...args) {
    const before = this.stack.length;
    const result = use.apply(this, args);
    const path = typeof args[0] === 'function' ? '' : patternOf(args[0]).replace(/\/$/, '');
    if (path !== '') for (const layer of this.stack.slice(before)) layer[MOUNTED_AT] = path;
    return result;
  };
  // An error that no layer takes is told to whoever called the router.
  router.handle = function (request, response, done) {
    const state = typeof done === 'function' ? stateOf(request) : undefined;
    if (state?.prefix !== '') return handle.call(this, request, response, done);
    return handle.call(this, request, response, (error) => {
      state.fail(error);
      done(error);
    });
  };
};
