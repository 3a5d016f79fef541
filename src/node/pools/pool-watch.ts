import { type Context, context, createContextKey } from '@opentelemetry/api';
import type { AnyFunction } from '../database/replace-method.ts';
import { captureWithinBudget, type Stack } from '../insight/stack.ts';
import type { Held, LeakKind, LeakSource } from './leak-kind.ts';
import { looksForLeaks, watchForLeaks } from './leak-watch.ts';
import { createPoolMetrics, POOL_NAME, type PoolCounts, type PoolMetrics } from './pool-metrics.ts';

/** What is known of a pool’s kind. */
export interface PoolKind<T extends object> {
  /** `host:port/database` */
  nameOf(pool: T): string;
  countsOf(pool: T): PoolCounts;
}

/** Somebody who wants a connection. */
export interface Wait {
  readonly sinceMillis: number;
  readonly stack: Stack | undefined;
  /** Whether it is for a single statement, and given back by the pool itself. */
  readonly isBrief: boolean;
  /** What the connection is given to, where a pool takes functions. */
  readonly work: AnyFunction | undefined;
  readonly context: Context;
}

interface HeldByPool extends Held {
  readonly work: AnyFunction | undefined;
}

const TAKING = createContextKey('binnacle.taking_connection');

/** For functions that take a connection later, out of sight of whoever called them: the place is taken now. */
export const takingConnection = (original: AnyFunction): AnyFunction =>
  function take(...args) {
    const stack = looksForLeaks() ? captureWithinBudget(take) : undefined;
    if (!stack) return original.apply(this, args);
    return context.with(context.active().setValue(TAKING, stack), () => original.apply(this, args));
  };

/** Whether somebody has waited too long; what a program ends its waiting with may not even be readable. */
export const isTimeout = (error: unknown): boolean => {
  try {
    const { name, message } = (typeof error === 'object' && error !== null ? error : {}) as Partial<Error>;
    return /time(?:d )?out/i.test(`${name} ${message}`);
  } catch {
    return false;
  }
};

/** What the pool of redis gives a connection to for one command, or for several that are sent together. */
const OWN_WORK = /\._execute(?:Command|Script|Multi|Pipeline)\(|^client\s*=>\s*client\.sendCommand\(args\b/;

const LEAK: LeakKind = {
  meter: 'binnacle/database',
  counter: 'binnacle.database.connection_leaks',
  description: 'Connections that were taken from a pool and not given back in time',
  eventName: 'binnacle.database.connection_leak',
  what: (pool) => `a connection of the pool ${pool}`,
  why: 'was not given back',
  gotten: 'taken',
};

/** Measures how long connections of one pool are waited for and held. */
export class PoolWatch implements LeakSource {
  readonly name: string;
  readonly kind = LEAK;
  readonly held = new Map<object, HeldByPool>();
  readonly #metrics: PoolMetrics;
  readonly attributes: { readonly [POOL_NAME]: string };

  constructor(name: string, poolMetrics: PoolMetrics) {
    this.name = name;
    this.#metrics = poolMetrics;
    this.attributes = { [POOL_NAME]: name };
  }

  ask(isBrief = false, work?: AnyFunction): Wait {
    const sinceMillis = performance.now();
    const asking = context.active();
    const taking = asking.getValue(TAKING) as Stack | undefined;
    const stack = isBrief || !looksForLeaks() ? undefined : (taking ?? captureWithinBudget(this.ask));
    return { sinceMillis, stack, isBrief, work, context: asking };
  }

  got(connection: object, { sinceMillis, stack, isBrief, work, context: asking }: Wait): void {
    const now = performance.now();
    this.#metrics.waitTime.record((now - sinceMillis) / 1_000, this.attributes);
    this.held.set(connection, { sinceMillis: now, stack, context: asking, isTold: isBrief, work });
    watchForLeaks(watches);
  }

  gaveBack(connection: object): void {
    const held = this.held.get(connection);
    if (!held) return;
    this.held.delete(connection);
    this.#metrics.useTime.record((performance.now() - held.sinceMillis) / 1_000, this.attributes);
  }

  /**
   * Clients that listen for what the server sends hold their connection for good; a command that waits for something
   * to come is given back by the pool itself.
   */
  isMeant(connection: object): boolean {
    const work = this.held.get(connection)?.work;
    if (work && OWN_WORK.test(Function.prototype.toString.call(work))) return true;
    const count: unknown = Reflect.get(connection, 'listenerCount');
    return typeof count === 'function' && Number(count.call(connection, 'notification')) > 0;
  }

  failed(error: unknown): void {
    if (isTimeout(error)) this.#metrics.timeouts.add(1, this.attributes);
  }
}

interface Watched {
  readonly pool: WeakRef<object>;
  readonly watch: PoolWatch;
  readonly countsOf: (pool: object) => PoolCounts;
}

const byPool = new WeakMap<object, PoolWatch>();
let watched: Watched[] = [];
let poolMetrics: PoolMetrics | undefined;

/** Of pools that are still there. */
function* counts(): Iterable<readonly [string, PoolCounts]> {
  watched = watched.filter(({ pool }) => pool.deref() !== undefined);
  for (const { pool: reference, watch, countsOf } of watched) {
    const pool = reference.deref();
    if (pool) yield [watch.name, countsOf(pool)];
  }
}

const watches = (): readonly PoolWatch[] => watched.map(({ watch }) => watch);

/** The watch of a pool, from its first connection on. */
export const watchPool = <T extends object>(pool: T, { nameOf, countsOf }: PoolKind<T>): PoolWatch => {
  const known = byPool.get(pool);
  if (known) return known;
  poolMetrics ??= createPoolMetrics(counts);
  const watch = new PoolWatch(nameOf(pool), poolMetrics);
  byPool.set(pool, watch);
  watched.push({ pool: new WeakRef(pool), watch, countsOf: countsOf as Watched['countsOf'] });
  return watch;
};
