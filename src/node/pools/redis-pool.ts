import type { AnyFunction } from '../database/replace-method.ts';
import { type PoolKind, watchPool } from './pool-watch.ts';

/** What `createClientPool` of redis 5 and later makes. */
interface RedisPool {
  readonly totalClients: number;
  readonly idleClients: number;
  readonly tasksQueueLength: number;
  /** The pool itself, of a view of it. */
  readonly _self?: RedisPool;
}

interface RedisPoolClass {
  readonly prototype: { execute: AnyFunction };
}

const kind: PoolKind<RedisPool> = {
  nameOf: () => 'redis',
  countsOf: ({ totalClients, idleClients, tasksQueueLength }) => ({
    open: totalClients,
    idle: idleClients,
    waiting: tasksQueueLength,
    // It is private.
    max: undefined,
  }),
};

/** Patches the pool of redis: a client is held while a function that it is given to runs. */
export const patchRedisPool = ({ RedisClientPool }: { readonly RedisClientPool: RedisPoolClass }): void => {
  const { prototype } = RedisClientPool;
  const { execute } = prototype;
  prototype.execute = function (this: RedisPool, work, ...rest) {
    if (typeof work !== 'function') return execute.call(this, work, ...rest);
    const watch = watchPool(this._self ?? this, kind);
    const wait = watch.ask(false, work);
    const watched: AnyFunction = (client, ...args) => {
      watch.got(client, wait);
      const end = (): void => watch.gaveBack(client);
      let answer: unknown;
      try {
        answer = work(client, ...args);
      } finally {
        if (answer instanceof Promise) answer.then(end, end);
        else end();
      }
      return answer;
    };
    return execute.call(this, watched, ...rest).then(undefined, (error: unknown) => {
      watch.failed(error);
      throw error;
    });
  };
};
