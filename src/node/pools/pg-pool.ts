import { notingPlace } from '../database/pool-place.ts';
import type { AnyFunction } from '../database/replace-method.ts';
import { isPoolQuery, markingQuery } from './pool-query.ts';
import { type PoolKind, watchPool } from './pool-watch.ts';

interface PgPool {
  readonly options: {
    readonly host?: string;
    readonly port?: number;
    readonly database?: string;
    readonly max?: number;
  };
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

interface PgPoolClass {
  readonly prototype: { connect: AnyFunction; query: AnyFunction };
}

interface Client {
  release: AnyFunction;
}

const kind: PoolKind<PgPool> = {
  nameOf: ({ options: { host = 'unknown_host', port = 'unknown_port', database = 'unknown_database' } }) =>
    `${host}:${port}/${database}`,
  countsOf: ({ totalCount, idleCount, waitingCount, options: { max } }) => ({
    open: totalCount,
    idle: idleCount,
    waiting: waitingCount,
    max,
  }),
};

const watchingConnect = (connect: AnyFunction): AnyFunction =>
  function (this: PgPool, callback, ...rest) {
    const watch = watchPool(this, kind);
    const wait = watch.ask(isPoolQuery());
    const take = (client: Client): AnyFunction => {
      watch.got(client, wait);
      const { release } = client;
      client.release = function (...args) {
        watch.gaveBack(client);
        return release.apply(this, args);
      };
      return client.release;
    };
    if (typeof callback === 'function') {
      const taken: AnyFunction = (error, client, done, ...more) => {
        if (error) watch.failed(error);
        return callback(error, client, client ? take(client) : done, ...more);
      };
      return connect.call(this, taken, ...rest);
    }
    return connect.call(this, callback, ...rest).then(
      (client: Client) => {
        take(client);
        return client;
      },
      (error: unknown) => {
        watch.failed(error);
        throw error;
      },
    );
  };

/** Patches the pool of pg. */
export const patchPgPool = ({ prototype }: PgPoolClass): void => {
  prototype.connect = watchingConnect(prototype.connect);
  prototype.query = notingPlace(markingQuery(prototype.query));
};
