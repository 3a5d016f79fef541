import { quoteTable, renderDdl, TABLE } from './postgres-ddl.ts';
import { readKept } from './read-kept.ts';
import {
  type KeptTransaction,
  MAX_KEPT_STEPS,
  STORE_DEFAULTS,
  type StoreOptions,
  type TransactionStore,
} from './transaction-store.ts';

/** A pool of the package `pg`, or a client of it. */
export interface PostgresPool {
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of pg are of no use here
  query: (...args: any[]) => any;
}

export interface PostgresStoreOptions extends StoreOptions {
  readonly postgres: PostgresPool;
  /** `binnacle_transactions` unless it is said; with or without a schema. */
  readonly table?: string;
  /** Makes the table where it is not there. Without it `binnacle transactions ddl` prints what does. */
  readonly createTable?: boolean;
}

interface Row {
  readonly record: string;
  readonly age_millis: number;
  readonly is_overdue: boolean;
  readonly last_step: string | null;
  readonly steps: readonly string[];
}

/** @param claimed whether a claim still holds */
const columns = (claimed: string): string =>
  'record, (extract(epoch FROM clock_timestamp() - started_at) * 1000)::float8 AS age_millis, ' +
  `(told_at IS NOT NULL OR coalesce(${claimed}, false)) AS is_overdue, last_step, steps`;

/** How many are put in before they are counted again. */
const COUNT_EACH = 1_000;
/** How often it is looked whether a full table has room again. */
const COUNT_FULL_MILLIS = 1_000;
/** Most that are forgotten at once, so that no statement takes long. */
const MAX_FORGOTTEN = 10_000;

const keptOf = (row: Row | undefined): KeptTransaction | undefined =>
  row &&
  readKept({
    record: row.record,
    ageMillis: row.age_millis,
    isOverdue: row.is_overdue,
    lastStep: row.last_step ?? undefined,
    steps: row.steps,
  });

/**
 * Transactions in PostgreSQL, from version 9.6 on. All times are those of the server, because the clocks of the processes
 * differ.
 */
export const createPostgresStore = ({
  postgres,
  table = TABLE,
  createTable = false,
  maxTransactions = STORE_DEFAULTS.maxTransactions,
  retentionMillis = STORE_DEFAULTS.retentionMillis,
  claimMillis = STORE_DEFAULTS.claimMillis,
}: PostgresStoreOptions): TransactionStore => {
  const name = quoteTable(table);
  const claimed = `claimed_at > clock_timestamp() - ${Number(claimMillis)} * interval '1 millisecond'`;
  const shown = columns(claimed);
  let made: Promise<unknown> | undefined;
  let putsUntilCount = 0;
  let isFull = false;
  let countedAt = 0;

  const query = async (text: string, values: readonly unknown[]): Promise<Row[]> => {
    if (createTable) {
      made ??= Promise.resolve(postgres.query(renderDdl(table))).catch((error: unknown) => {
        made = undefined;
        throw error;
      });
      await made;
    }
    return ((await postgres.query(text, values)) as { readonly rows: Row[] }).rows;
  };
  /** Counts no further than the limit. */
  const count = async (): Promise<void> => {
    const rows = await query(
      `SELECT count(*)::int AS age_millis FROM (SELECT 1 FROM ${name} LIMIT $1) AS kept`,
      [maxTransactions],
    );
    const kept = rows[0]?.age_millis ?? 0;
    isFull = kept >= maxTransactions;
    countedAt = performance.now();
    putsUntilCount = Math.min(COUNT_EACH, Math.max(1, maxTransactions - kept));
  };
  return {
    name: 'PostgreSQL',
    put: async (record) => {
      if (isFull ? performance.now() - countedAt > COUNT_FULL_MILLIS : putsUntilCount <= 0) await count();
      if (isFull) return false;
      putsUntilCount--;
      await query(
        `INSERT INTO ${name} (id, record, overdue_at) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond') ON CONFLICT (id) DO NOTHING`,
        [record.id, JSON.stringify(record), record.timeoutMillis],
      );
      return true;
    },
    get: async (id) => keptOf((await query(`SELECT ${shown} FROM ${name} WHERE id = $1`, [id]))[0]),
    enterStep: async (id, step) =>
      void (await query(`UPDATE ${name} SET last_step = $2 WHERE id = $1`, [id, step])),
    addStep: async (id, step) =>
      void (await query(
        `UPDATE ${name} SET steps = array_append(steps, $2) WHERE id = $1 AND cardinality(steps) < ${MAX_KEPT_STEPS}`,
        [id, JSON.stringify(step)],
      )),
    take: async (id) =>
      keptOf((await query(`DELETE FROM ${name} WHERE id = $1 RETURNING ${shown}`, [id]))[0]),
    claimOverdue: async (limit) => {
      await query(
        `DELETE FROM ${name} WHERE id IN (SELECT id FROM ${name} WHERE claimed_at < clock_timestamp() - $1 * interval '1 millisecond' LIMIT ${MAX_FORGOTTEN})`,
        [retentionMillis],
      );
      putsUntilCount = 0;
      const rows = await query(
        `UPDATE ${name} SET claimed_at = clock_timestamp() WHERE id IN (SELECT id FROM ${name} WHERE told_at IS NULL AND overdue_at <= clock_timestamp() AND (${claimed}) IS NOT TRUE ORDER BY overdue_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING ${shown}`,
        [limit],
      );
      return rows.flatMap((row) => keptOf(row) ?? []);
    },
    confirmOverdue: async (ids) =>
      void (await query(
        `UPDATE ${name} SET told_at = clock_timestamp() WHERE id = ANY($1::text[]) AND told_at IS NULL`,
        [ids],
      )),
  };
};
