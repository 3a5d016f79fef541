import { notingPlace } from '../database/pool-place.ts';
import type { AnyFunction } from '../database/replace-method.ts';
import { isPoolQuery, markingQuery } from './pool-query.ts';
import { type PoolKind, watchPool } from './pool-watch.ts';

interface Queue {
  readonly length: number;
}

interface Mysql2Pool {
  readonly config: {
    readonly connectionLimit?: number;
    readonly connectionConfig: {
      readonly host?: string;
      readonly port?: number | string;
      readonly database?: string;
    };
  };
  readonly _allConnections: Queue;
  readonly _freeConnections: Queue;
  readonly _connectionQueue: Queue;
}

type PoolMethods = Record<'getConnection' | 'releaseConnection' | 'query' | 'execute', AnyFunction>;

interface Mysql2PoolClass {
  readonly prototype: Partial<PoolMethods>;
}

const kind: PoolKind<Mysql2Pool> = {
  nameOf: ({
    config: {
      connectionConfig: { host, port, database },
    },
  }) => `${host}:${port}${database === undefined ? '' : `/${database}`}`,
  countsOf: ({ config, _allConnections, _freeConnections, _connectionQueue }) => ({
    open: _allConnections.length,
    idle: _freeConnections.length,
    waiting: _connectionQueue.length,
    // 0 is no limit.
    max: config.connectionLimit || undefined,
  }),
};

/** What waited in line is asked for once more, by the pool, with the same callback. */
const seen = new WeakSet<AnyFunction>();

const watchingGet = (getConnection: AnyFunction): AnyFunction =>
  function (this: Mysql2Pool, callback, ...rest) {
    if (typeof callback !== 'function' || seen.has(callback))
      return getConnection.call(this, callback, ...rest);
    const watch = watchPool(this, kind);
    const wait = watch.ask(isPoolQuery());
    const taken: AnyFunction = (error, connection, ...more) => {
      if (connection) watch.got(connection, wait);
      else watch.failed(error);
      return callback(error, connection, ...more);
    };
    seen.add(taken);
    return getConnection.call(this, taken, ...rest);
  };

const watchingRelease = (releaseConnection: AnyFunction): AnyFunction =>
  function (this: Mysql2Pool, connection, ...rest) {
    watchPool(this, kind).gaveBack(connection);
    return releaseConnection.call(this, connection, ...rest);
  };

/** Patches the pool of mysql2, in whichever of its files this version has it. */
export const patchMysql2Pool = ({ prototype }: Mysql2PoolClass): void => {
  const patch = (name: keyof PoolMethods, wrap: (method: AnyFunction) => AnyFunction): void => {
    const method = Object.hasOwn(prototype, name) ? prototype[name] : undefined;
    if (method) prototype[name] = wrap(method);
  };
  patch('getConnection', watchingGet);
  patch('releaseConnection', watchingRelease);
  patch('query', (query) => notingPlace(markingQuery(query)));
  patch('execute', (execute) => notingPlace(markingQuery(execute)));
};
