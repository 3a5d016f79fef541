import type { AnyFunction } from '../database/replace-method.ts';
import { isPoolQuery, markingQuery } from './pool-query.ts';
import { type PoolKind, takingConnection, watchPool } from './pool-watch.ts';

/** https://github.com/vincit/tarn.js */
interface TarnPool {
  readonly max?: number;
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

interface KnexClient {
  readonly pool?: TarnPool;
  readonly driverName?: string;
  readonly connectionSettings?: {
    readonly host?: string;
    readonly port?: number | string;
    readonly database?: string;
  };
}

interface KnexClientClass {
  readonly prototype: {
    acquireConnection: AnyFunction;
    releaseConnection: AnyFunction;
    transaction: AnyFunction;
  };
}

const isTarn = (pool: Partial<TarnPool> | undefined): boolean =>
  typeof pool?.numUsed === 'function' && typeof pool.numPendingAcquires === 'function';

const kind: PoolKind<KnexClient> = {
  nameOf: ({ driverName = 'knex', connectionSettings: { host, port, database } = {} }) =>
    host === undefined ? driverName : `${host}:${port ?? ''}/${database ?? ''}`,
  countsOf: ({ pool }) => {
    const [used, idle] = [pool?.numUsed() ?? 0, pool?.numFree() ?? 0];
    return { open: used + idle, idle, waiting: pool?.numPendingAcquires() ?? 0, max: pool?.max };
  },
};

/** Patches the client of one dialect: a transaction takes its connection a little later. */
export const patchKnexTransaction = ({ prototype }: KnexClientClass): void => {
  const transaction = Object.hasOwn(prototype, 'transaction') ? prototype.transaction : undefined;
  if (transaction) prototype.transaction = takingConnection(transaction);
};

interface KnexRunnerClass {
  readonly prototype: { ensureConnection?: AnyFunction };
}

/** Patches what runs one statement, or the stream of its rows, and gives the connection back itself. */
export const patchKnexRunner = ({ prototype }: KnexRunnerClass): void => {
  const { ensureConnection } = prototype;
  if (ensureConnection) prototype.ensureConnection = markingQuery(ensureConnection);
};

/** Patches the clients of knex, which have a pool of their own for any driver. */
export const patchKnexClient = ({ prototype }: KnexClientClass): void => {
  const { acquireConnection, releaseConnection } = prototype;
  patchKnexTransaction({ prototype });
  prototype.acquireConnection = function (this: KnexClient, ...args) {
    if (!isTarn(this.pool)) return acquireConnection.apply(this, args);
    const watch = watchPool(this, kind);
    const wait = watch.ask(isPoolQuery());
    return acquireConnection.apply(this, args).then(
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
  prototype.releaseConnection = function (this: KnexClient, connection, ...rest) {
    if (isTarn(this.pool)) watchPool(this, kind).gaveBack(connection);
    return releaseConnection.call(this, connection, ...rest);
  };
};
