import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { messagesOf, packetsOf, TYPES } from './messages.ts';
import { readBatch, readBulkLoad, readCall, readDatabase } from './requests.ts';
import { done, doneProc, failure, loggedIn, preLogin, returnValue, rowsOf, type Value } from './tokens.ts';

// A stand-in for SQL Server, which cannot be had: as much of its protocol as a client needs for queries, over SQLite.

export interface TdsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Procedures that the protocol knows by number. */
const EXECUTE_SQL = 10;
const PREPARE = 11;
const EXECUTE = 12;
const UNPREPARE = 15;

/** Procedures of the database itself. */
const PROCEDURES: Readonly<Record<string, string>> = {
  find_user: 'SELECT id, email FROM users WHERE email = @email',
};

/** SQL Server's own words for what SQLite says. */
const failureOf = ({ message }: Error, values: readonly Value[]): Buffer => {
  const [, table] = /no such table: (\w+)/.exec(message) ?? [];
  if (table) return failure(208, `Invalid object name '${table}'.`);
  const [, column] = /UNIQUE constraint failed: (\S+)/.exec(message) ?? [];
  if (column)
    return failure(
      2627,
      `Violation of UNIQUE KEY constraint. The duplicate key value is (${values.join(', ')}).`,
    );
  return failure(50_000, message);
};

type Values = readonly { readonly name: string; readonly value: Value }[];

const createSession = (database: DatabaseSync) => {
  const prepared = new Map<Value, string>();
  let bulk = '';

  const run = (sql: string, values: Values, end: (rows: number | undefined) => Buffer): Buffer => {
    try {
      const named = Object.fromEntries(values.map(({ name, value }) => [name, value]));
      const statement = database.prepare(sql);
      const rows = statement.all(named) as Readonly<Record<string, Value>>[];
      return Buffer.concat([rowsOf(rows), end(rows.length)]);
    } catch (error) {
      const told = failureOf(
        error as Error,
        values.map(({ value }) => value),
      );
      return Buffer.concat([told, end(undefined)]);
    }
  };

  const call = (body: Buffer): Buffer => {
    const { procedure, parameters } = readCall(body);
    const given = (index: number) => parameters[index]?.value ?? null;
    if (procedure === EXECUTE_SQL) return run(String(given(0)), parameters.slice(2), doneProc);
    if (procedure === EXECUTE) return run(prepared.get(given(0)) ?? '', parameters.slice(1), doneProc);
    if (procedure === UNPREPARE) return doneProc(0);
    if (procedure === PREPARE) {
      const handle = prepared.size + 1;
      prepared.set(handle, String(given(2)));
      return Buffer.concat([returnValue('handle', handle), doneProc(0)]);
    }
    const sql = PROCEDURES[procedure];
    if (sql) return run(sql, parameters, doneProc);
    return Buffer.concat([
      failure(2812, `Could not find stored procedure '${procedure}'.`),
      doneProc(undefined),
    ]);
  };

  const batch = (sql: string): Buffer => {
    const [, table] = /^insert bulk (\w+)/i.exec(sql) ?? [];
    bulk = table ?? '';
    // Options of a connection are none of SQLite's.
    return table || /^set /i.test(sql) ? done(0) : run(sql, [], done);
  };

  const load = (body: Buffer): Buffer => {
    const rows = readBulkLoad(body);
    for (const row of rows)
      database.prepare(`INSERT INTO ${bulk} VALUES (${row.map(() => '?').join()})`).run(...row);
    return done(rows.length);
  };

  return (type: number, body: Buffer): Buffer => {
    if (type === TYPES.preLogin) return preLogin;
    if (type === TYPES.login) return loggedIn(readDatabase(body));
    if (type === TYPES.batch) return batch(readBatch(body));
    if (type === TYPES.rpc) return call(body);
    if (type === TYPES.bulkLoad) return load(body);
    return done(0);
  };
};

/** A connection has a database of its own. */
const serve = async (socket: Socket): Promise<void> => {
  const database = new DatabaseSync(':memory:');
  const answer = createSession(database);
  try {
    for await (const { type, body } of messagesOf(socket)) socket.write(packetsOf(answer(type, body)));
  } catch {
    // A client that goes away, or says what is not known here, is told by the end of its connection.
  }
  socket.destroy();
  database.close();
};

export const startTds = async (): Promise<TdsServer> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    void serve(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
