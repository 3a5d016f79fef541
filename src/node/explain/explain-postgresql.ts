import { explainable } from '../../core/insight/plan/explainable.ts';
import { type PlanFacts, stepsOf, type TableFacts } from '../../core/insight/plan/plan.ts';
import { readPostgresqlPlan } from '../../core/insight/plan/read-postgresql.ts';
import { type Explained, ExplainRefusal, type ExplainRequest, GRACE_MILLIS, refusalOf } from './explained.ts';
import { loadDriver } from './load-driver.ts';

type Row = Readonly<Record<string, unknown>>;

interface Query {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** With a limit of rows, the client uses the protocol that takes one statement only. */
  readonly rows?: number;
}

interface Client {
  connect(): Promise<void>;
  query(query: Query): Promise<{ readonly rows: readonly Row[] }>;
  end(): Promise<void>;
  unref?(): void;
  on(event: 'error', listener: () => void): void;
}

interface Driver {
  readonly Client: new (options: object) => Client;
}

/** The first that has `plan_cache_mode`. */
const OLDEST_FOR_PARAMETERS = 120_000;
const NAME = 'binnacle_explain';

const ROLE = `SELECT current_setting('server_version_num')::int AS version,
  pg_size_bytes(current_setting('work_mem')) AS work_mem,
  (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) OR EXISTS (
    SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_t%'
    AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
  ) AS can_write`;

/** Indexes for a part of the rows do not answer every condition, so they are left out. */
const TABLES = `SELECT t.name,
  CASE WHEN c.reltuples < 0 THEN pg_relation_size(c.oid) / 100 ELSE c.reltuples END::float8 AS rows,
  (SELECT json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)) FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT json_object_agg(s.attname, s.n_distinct) FROM pg_stats s JOIN pg_namespace n ON n.nspname = s.schemaname
   WHERE n.oid = c.relnamespace AND s.tablename = c.relname AND NOT s.inherited) AS distincts,
  (SELECT json_agg(ARRAY(SELECT coalesce(a.attname::text, '') FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(n, at)
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.n ORDER BY k.at))
   FROM pg_index i WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL) AS indexes
FROM unnest($1::text[]) t(name) JOIN pg_class c ON c.oid = to_regclass(t.name)`;

/** A share of the rows is negative: https://www.postgresql.org/docs/current/view-pg-stats.html */
const distinctOf = (given: unknown, rows: number): TableFacts['distinct'] =>
  Object.fromEntries(
    Object.entries((given ?? {}) as Record<string, number>).map(([name, count]) => [
      name,
      count < 0 ? -count * rows : count,
    ]),
  );

const factsOf = ({ name, rows, columns, distincts, indexes }: Row): TableFacts => ({
  table: String(name),
  rows: Number(rows),
  columns: (columns ?? {}) as Record<string, string>,
  distinct: distinctOf(distincts, Number(rows)),
  indexes: (indexes ?? []) as string[][],
});

const explain = async (client: Client, request: ExplainRequest): Promise<Explained> => {
  const { statement, analyze, timeoutMillis } = request;
  const checked = explainable(statement, 'postgresql');
  if ('refusal' in checked) throw new ExplainRefusal(checked.refusal);
  await client.query({ text: 'BEGIN TRANSACTION READ ONLY' });
  await client.query({ text: `SET LOCAL statement_timeout = ${Math.round(timeoutMillis)}` });
  await client.query({ text: `SET LOCAL lock_timeout = ${Math.round(timeoutMillis)}` });
  const [role] = (await client.query({ text: ROLE })).rows;
  if (role?.can_write !== false)
    throw new ExplainRefusal('the role may write; give one that may only read (GRANT SELECT)');
  if (checked.parameters > 0 && Number(role.version) < OLDEST_FOR_PARAMETERS)
    throw new ExplainRefusal('PostgreSQL before 12 plans no statement without its values');
  const isGeneric = checked.parameters > 0;
  if (isGeneric) await client.query({ text: 'SET LOCAL plan_cache_mode = force_generic_plan' });
  // `EXPLAIN (GENERIC_PLAN)` gives the same plan from version 16 on, but only by the protocol that takes several
  // statements at once.
  await client.query({ text: `PREPARE ${NAME} AS ${statement}`, rows: 1 });
  const [prepared] = (
    await client.query({
      text: `SELECT cardinality(parameter_types) AS count FROM pg_prepared_statements WHERE name = '${NAME}'`,
    })
  ).rows;
  const nulls = Array.from({ length: Number(prepared?.count ?? 0) }, () => 'NULL').join(', ');
  const options =
    analyze && !isGeneric && checked.mayRunAgain ? 'ANALYZE, VERBOSE, FORMAT JSON' : 'VERBOSE, FORMAT JSON';
  const { rows } = await client.query({
    text: `EXPLAIN (${options}) EXECUTE ${NAME}${nulls === '' ? '' : `(${nulls})`}`,
    rows: 1,
  });
  const plan = readPostgresqlPlan(Object.values(rows[0] ?? {})[0]);
  if (!plan) throw new ExplainRefusal('PostgreSQL answered something that is no plan');
  const names = stepsOf(plan.root).flatMap(({ table }) => (table === undefined ? [] : [table]));
  const tables = await client.query({ text: TABLES, values: [[...new Set(names)]] });
  const facts: PlanFacts = {
    tables: tables.rows.map(factsOf),
    sortMemoryBytes: Number(role.work_mem),
    isGeneric,
  };
  return { plan, facts };
};

/**
 * Asks PostgreSQL for the plan of one read, on a connection of its own, in a transaction that only reads and is never
 * committed.
 *
 * @param url of a role that may only read
 * @throws ExplainRefusal where it is not asked, or does not answer
 */
export const explainPostgresql = async (url: string, request: ExplainRequest): Promise<Explained> => {
  const driver = loadDriver<Driver>('pg');
  const { timeoutMillis } = request;
  const client = new driver.Client({
    connectionString: url,
    application_name: 'binnacle-explain',
    connectionTimeoutMillis: timeoutMillis,
    // The server is the first to end it.
    query_timeout: timeoutMillis + GRACE_MILLIS,
  });
  // A connection that ends is told by what was asked.
  client.on('error', () => {});
  let doing = 'connecting to PostgreSQL';
  try {
    await client.connect();
    doing = 'EXPLAIN';
    return await explain(client, request);
  } catch (error) {
    throw refusalOf(error, doing);
  } finally {
    // A server that answers no more holds up neither the next plan nor the end of the program.
    client.end().catch(() => {});
    client.unref?.();
  }
};
