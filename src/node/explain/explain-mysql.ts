import { explainable } from '../../core/insight/plan/explainable.ts';
import { orderKeys, rowsKept } from '../../core/insight/plan/order-keys.ts';
import { type Plan, type PlanFacts, stepsOf, type TableFacts } from '../../core/insight/plan/plan.ts';
import { readMysqlPlan } from '../../core/insight/plan/read-mysql.ts';
import { unquoted } from '../../core/insight/plan/suggest-index.ts';
import { tableAliases } from '../../core/insight/plan/table-aliases.ts';
import { type Explained, ExplainRefusal, type ExplainRequest, GRACE_MILLIS, refusalOf } from './explained.ts';
import { loadDriver } from './load-driver.ts';
import { mysqlOptionsOf } from './mysql-options.ts';

type Row = Readonly<Record<string, unknown>>;

interface Connection {
  query(
    options: { readonly sql: string; readonly timeout: number; readonly values?: readonly unknown[] },
    answered: (error: unknown, rows: readonly Row[]) => void,
  ): void;
  on(event: 'error', listener: () => void): void;
  destroy(): void;
}

interface Driver {
  createConnection(options: object): Connection;
}

/** Privileges that change nothing. */
const READING = new Set([
  'USAGE',
  'SELECT',
  'SHOW VIEW',
  'SHOW DATABASES',
  'SHOW_ROUTINE',
  'PROCESS',
  'REPLICATION CLIENT',
  'BINLOG MONITOR',
]);

const mayOnlyRead = (grants: readonly string[]): boolean =>
  grants.every((grant) => {
    const privileges = /^GRANT (.+?) ON /i.exec(grant)?.[1];
    if (privileges === undefined || /WITH .*GRANT OPTION/i.test(grant)) return false;
    return privileges
      .replaceAll(/\([^)]*\)/g, '')
      .split(',')
      .every((each) => READING.has(each.trim().toUpperCase()));
  });

/** In place of values: the type decides which index can be used, the value only how many rows are expected. */
const STAND_INS: Readonly<Record<string, string>> = {
  null: 'NULL',
  integer: '1',
  bigint: '1',
  double: '1.5',
  boolean: 'TRUE',
  string: "'1'",
  date: "'2000-01-01'",
  bytes: "''",
  array: '1',
};

/** @throws ExplainRefusal where it is not certain what is a parameter */
const withStandIns = (statement: string, count: number, types: readonly string[] | undefined): string => {
  if (count === 0) return statement;
  if (types?.length !== count)
    throw new ExplainRefusal('MySQL plans no statement without its values, and their types are not known');
  let at = 0;
  return statement.replaceAll('?', () => {
    const standIn = STAND_INS[types[at++] ?? ''];
    if (standIn === undefined) throw new ExplainRefusal('a parameter is of a type that has no stand-in');
    return standIn;
  });
};

const COLUMNS = `SELECT table_name AS t, column_name AS c, column_type AS type FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name IN (?)`;
const INDEXES = `SELECT table_name AS t, index_name AS i, column_name AS c, cardinality AS n, seq_in_index AS at
  FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name IN (?) ORDER BY 1, 2, 5`;
const TABLES = `SELECT table_name AS t, table_rows AS n FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_name IN (?)`;

const createAsk =
  (connection: Connection, timeoutMillis: number) =>
  (sql: string, values?: readonly unknown[]): Promise<readonly Row[]> =>
    new Promise((resolve, reject) => {
      connection.query(
        { sql, timeout: timeoutMillis + GRACE_MILLIS, ...(values && { values }) },
        (error, rows) => (error ? reject(error) : resolve(Array.isArray(rows) ? rows : [])),
      );
    });
type Ask = ReturnType<typeof createAsk>;

const tableFacts = async (ask: Ask, plan: Plan): Promise<readonly TableFacts[]> => {
  const tables = [
    ...new Set(stepsOf(plan.root).flatMap(({ table }) => (table === undefined ? [] : [table]))),
  ];
  if (tables.length === 0) return [];
  const names = tables.map((table) => unquoted(table.split('.').at(-1) ?? ''));
  const rows = await ask(TABLES, [names]);
  const columns = await ask(COLUMNS, [names]);
  const indexes = await ask(INDEXES, [names]);
  return tables.map((table, index) => {
    const mine = (all: readonly Row[]): readonly Row[] => all.filter(({ t }) => t === names[index]);
    const parts = mine(indexes);
    const first = parts.filter(({ at }) => Number(at) === 1);
    return {
      table,
      rows: Number(mine(rows)[0]?.n ?? 0),
      columns: Object.fromEntries(mine(columns).map(({ c, type }) => [String(c), String(type)])),
      distinct: Object.fromEntries(first.map(({ c, n }) => [String(c), Number(n)])),
      indexes: first.map(({ i }) =>
        parts.filter((part) => part.i === i).map(({ c }) => (c === null ? '' : String(c))),
      ),
    };
  });
};

const explain = async (ask: Ask, request: ExplainRequest): Promise<Explained> => {
  const { timeoutMillis, parameterTypes } = request;
  const checked = explainable(request.statement, 'mysql');
  if ('refusal' in checked) throw new ExplainRefusal(checked.refusal);
  const statement = withStandIns(request.statement, checked.parameters, parameterTypes);
  const grants = (await ask('SHOW GRANTS')).map((row) => String(Object.values(row)[0]));
  if (!mayOnlyRead(grants))
    throw new ExplainRefusal('the user may write, or has roles; give one that may only read (GRANT SELECT)');
  const [server] = await ask('SELECT VERSION() AS version, @@sort_buffer_size AS bytes');
  const system = /mariadb/i.test(String(server?.version)) ? 'mariadb' : 'mysql';
  await ask(
    system === 'mariadb'
      ? `SET SESSION max_statement_time = ${timeoutMillis / 1_000}`
      : `SET SESSION max_execution_time = ${Math.round(timeoutMillis)}`,
  );
  // From 8.3 on there is a second format, which an administrator can make the usual one.
  if (system === 'mysql' && (await ask("SHOW VARIABLES LIKE 'explain_json_format_version'")).length > 0)
    await ask('SET SESSION explain_json_format_version = 1');
  await ask('START TRANSACTION READ ONLY');
  // The client sends no second statement, and the server takes none.
  const [answer] = await ask(`EXPLAIN FORMAT=JSON ${statement.replace(/[\s;]+$/, '')}`);
  const text = String(Object.values(answer ?? {})[0]);
  const plan = readMysqlPlan(JSON.parse(text), system, {
    tables: tableAliases(statement, 'mysql'),
    orderKeys: orderKeys(statement, 'mysql'),
    rowsKept: rowsKept(statement, 'mysql'),
  });
  if (!plan) throw new ExplainRefusal('the database answered something that is no plan');
  const facts: PlanFacts = {
    tables: await tableFacts(ask, plan),
    sortMemoryBytes: Number(server?.bytes),
    isGeneric: checked.parameters > 0,
  };
  return { plan, facts };
};

/**
 * Asks MySQL or MariaDB for the plan of one read, on a connection of its own, in a transaction that only reads.
 * Parameters are replaced by a value of their type.
 *
 * @param url of a user that may only read
 * @throws ExplainRefusal where it is not asked, or does not answer
 */
export const explainMysql = async (url: string, request: ExplainRequest): Promise<Explained> => {
  const driver = loadDriver<Driver>('mysql2');
  let connection: Connection | undefined;
  try {
    connection = driver.createConnection(mysqlOptionsOf(url, request.timeoutMillis));
    // A connection that ends is told by what was asked.
    connection.on('error', () => {});
    return await explain(createAsk(connection, request.timeoutMillis), request);
  } catch (error) {
    throw refusalOf(error, 'EXPLAIN of MySQL');
  } finally {
    connection?.destroy();
  }
};
