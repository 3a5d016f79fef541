import type { AnyFunction } from '../database/replace-method.ts';
import { captureWithinBudget, type Stack } from '../insight/stack.ts';
import { addQueues } from './http-connections.ts';
import { looksForLeaks } from './leak-watch.ts';

/** Names of parts that have none outside: https://github.com/nodejs/undici/blob/main/lib/core/symbols.js */
interface Symbols {
  readonly kQueued: symbol;
  readonly kUrl: symbol;
}

interface DispatcherClass {
  readonly prototype: { dispatch: AnyFunction };
}

/** A request that a pool was given. */
interface Queued {
  readonly sinceMillis: number;
  readonly stack: Stack | undefined;
}

let symbols: Symbols | undefined;
const byHandler = new WeakMap<object, Queued>();
let current: Queued | undefined;
const known = new WeakSet<object>();
let pools: WeakRef<object>[] = [];

/** When and where the request that a client makes just now was given to its pool. */
export const takeQueued = (): Queued | undefined => {
  const taken = current;
  current = undefined;
  return taken;
};

function* waiting({ kQueued, kUrl }: Symbols): Iterable<readonly [string, number]> {
  pools = pools.filter((reference) => reference.deref() !== undefined);
  for (const reference of pools) {
    const pool = reference.deref();
    const url: unknown = pool && Reflect.get(pool, kUrl);
    if (pool && url instanceof URL) yield [url.origin, Number(Reflect.get(pool, kQueued))];
  }
}

export const noteUndiciSymbols = (given: Symbols): void => {
  if (symbols || typeof given.kQueued !== 'symbol' || typeof given.kUrl !== 'symbol') return;
  symbols = given;
  addQueues(() => waiting(given));
};

/**
 * Patches what agents, pools and clients of undici have in common. A pool that has a limit keeps requests in line before
 * it makes them, and no channel tells of these.
 */
export const patchUndiciDispatcher = ({ prototype }: DispatcherClass): void => {
  const { dispatch } = prototype;
  const watched: AnyFunction = function (this: object, options, handler, ...rest) {
    if (!symbols || typeof handler !== 'object' || handler === null)
      return dispatch.call(this, options, handler, ...rest);
    if (symbols.kQueued in this) {
      if (!known.has(this)) {
        known.add(this);
        pools.push(new WeakRef(this));
      }
      const stack = looksForLeaks() ? captureWithinBudget(watched) : undefined;
      byHandler.set(handler, { sinceMillis: performance.now(), stack });
      return dispatch.call(this, options, handler, ...rest);
    }
    // Of a pool nothing is known here, nor of an agent, which asks one.
    current = byHandler.get(handler);
    byHandler.delete(handler);
    try {
      return dispatch.call(this, options, handler, ...rest);
    } finally {
      current = undefined;
    }
  };
  prototype.dispatch = watched;
};
