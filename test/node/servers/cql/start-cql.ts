import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { frameOf, framesOf, REQUESTS, RESPONSES, VERSION } from './frames.ts';
import {
  createReader,
  int,
  keyspace,
  nothing,
  preparedAs,
  type Reader,
  rowsOf,
  short,
  text,
  type Value,
} from './values.ts';

// A stand-in for Cassandra, which cannot be had: as much of its protocol as a client needs for queries, over SQLite.

export interface CqlServer {
  readonly port: number;
  stop(): Promise<void>;
}

const INVALID = 0x2200;
const PROTOCOL_ERROR = 0x000a;

class CqlError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** What a client asks of a node before it uses it. */
const LOCAL = {
  key: 'local',
  cluster_name: 'test',
  data_center: 'here',
  rack: 'one',
  release_version: '4.0.0',
  partitioner: 'org.apache.cassandra.dht.Murmur3Partitioner',
};

const HAS_VALUES = 0x01;

const readValues = (reader: Reader): readonly Value[] => {
  reader.short();
  return reader.byte() & HAS_VALUES ? reader.values() : [];
};

const createNode = (database: DatabaseSync) => {
  const prepared = new Map<string, string>();

  const run = (cql: string, values: readonly Value[]): Buffer => {
    if (/ from system\.local/i.test(cql)) return rowsOf(Object.keys(LOCAL), [Object.values(LOCAL)]);
    if (/ from system/i.test(cql)) return rowsOf(['key'], []);
    const [, name] = /^USE "?(\w+)"?/i.exec(cql) ?? [];
    if (name) return keyspace(name);
    try {
      const statement = database.prepare(cql);
      const names = statement.columns().map((column) => column.name);
      const rows = statement.all(...values) as Readonly<Record<string, Value>>[];
      return names.length > 0
        ? rowsOf(
            names,
            rows.map((row) => Object.values(row)),
          )
        : nothing;
    } catch (error) {
      const [, table] = /no such table: (\w+)/.exec((error as Error).message) ?? [];
      throw new CqlError(INVALID, table ? `unconfigured table ${table}` : (error as Error).message);
    }
  };

  const prepare = (cql: string): Buffer => {
    const id = `p${prepared.size}`;
    prepared.set(id, cql);
    return preparedAs(
      id,
      [...cql.matchAll(/\?/g)].map((_, index) => `v${index}`),
    );
  };

  const batch = (reader: Reader): Buffer => {
    reader.byte();
    const statements = Array.from({ length: reader.short() }, () => {
      const cql = reader.byte() === 0 ? reader.longText() : (prepared.get(reader.text()) ?? '');
      return { cql, values: reader.values() };
    });
    for (const { cql, values } of statements) run(cql, values);
    return nothing;
  };

  return (opcode: number, body: Buffer): Buffer => {
    const reader = createReader(body);
    if (opcode === REQUESTS.query) {
      const cql = reader.longText();
      return run(cql, readValues(reader));
    }
    if (opcode === REQUESTS.prepare) return prepare(reader.longText());
    if (opcode === REQUESTS.execute) {
      const cql = prepared.get(reader.text()) ?? '';
      return run(cql, readValues(reader));
    }
    return batch(reader);
  };
};

const serve = async (socket: Socket, node: ReturnType<typeof createNode>): Promise<void> => {
  try {
    for await (const { version, stream, opcode, body } of framesOf(socket)) {
      const answer = (kind: number, bytes: Buffer) => socket.write(frameOf(stream, kind, bytes));
      try {
        if (version !== VERSION)
          throw new CqlError(PROTOCOL_ERROR, `Invalid or unsupported protocol version (${version})`);
        if (opcode === REQUESTS.options) answer(RESPONSES.supported, short(0));
        else if (opcode === REQUESTS.startup || opcode === REQUESTS.register)
          answer(RESPONSES.ready, Buffer.alloc(0));
        else answer(RESPONSES.result, node(opcode, body));
      } catch (error) {
        const code = error instanceof CqlError ? error.code : 0;
        answer(RESPONSES.error, Buffer.concat([int(code), text((error as Error).message)]));
      }
    }
  } catch {
    // A client that goes away.
  }
  socket.destroy();
};

export const startCql = async (): Promise<CqlServer> => {
  const database = new DatabaseSync(':memory:');
  const node = createNode(database);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    void serve(socket, node);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
      database.close();
    },
  };
};
