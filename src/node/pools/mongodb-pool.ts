import type { AnyFunction } from '../database/replace-method.ts';
import { type PoolKind, watchPool } from './pool-watch.ts';

/** The driver’s pool for one server. */
interface MongodbPool {
  readonly address?: string;
  readonly options: { readonly maxPoolSize?: number };
  readonly totalConnectionCount: number;
  readonly availableConnectionCount: number;
  readonly waitQueueSize: number;
}

interface MongodbPoolClass {
  readonly prototype: { checkOut: AnyFunction; checkIn: AnyFunction };
}

const kind: PoolKind<MongodbPool> = {
  nameOf: ({ address }) => address ?? 'mongodb',
  countsOf: ({ totalConnectionCount, availableConnectionCount, waitQueueSize, options }) => ({
    open: totalConnectionCount,
    idle: availableConnectionCount,
    waiting: waitQueueSize,
    // 0 is no limit.
    max: options.maxPoolSize || undefined,
  }),
};

/** Patches the pool of mongodb, from version 6 on: before it takes callbacks, of which nothing is measured. */
export const patchMongodbPool = ({ ConnectionPool }: { readonly ConnectionPool: MongodbPoolClass }): void => {
  const { prototype } = ConnectionPool;
  const { checkOut, checkIn } = prototype;
  prototype.checkOut = function (this: MongodbPool, ...args) {
    const watch = watchPool(this, kind);
    // The driver itself gives them back: one that is held long waits for a server that does not answer.
    const wait = watch.ask();
    const answer = checkOut.apply(this, args);
    if (typeof answer?.then !== 'function') return answer;
    return answer.then(
      (connection: object) => {
        watch.got(connection, wait);
        return connection;
      },
      (error: unknown) => {
        watch.failed(error);
        throw error;
      },
    );
  };
  prototype.checkIn = function (this: MongodbPool, connection, ...rest) {
    watchPool(this, kind).gaveBack(connection);
    return checkIn.call(this, connection, ...rest);
  };
};
