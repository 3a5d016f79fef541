// The examples' database, with its tables: the one that DATABASE_URL names, or PGlite, which needs nothing but Node.
import { createServer } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import pg from 'pg';

const TABLES = `
  CREATE TABLE IF NOT EXISTS products (id integer PRIMARY KEY, name text NOT NULL, price numeric(10, 2) NOT NULL);
  CREATE TABLE IF NOT EXISTS reservations (email text, product_id integer REFERENCES products, PRIMARY KEY (email, product_id));
  INSERT INTO products VALUES (1, 'compass', 89.00), (2, 'sextant', 240.00), (3, 'logbook', 12.50)
    ON CONFLICT DO NOTHING;
  INSERT INTO reservations VALUES ('ada@example.com', 2) ON CONFLICT DO NOTHING;
`;

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
};

/** Kept in memory, and speaks PostgreSQL's protocol, so that services use it through the `pg` driver. */
const startPglite = async (): Promise<string> => {
  const port = Number(process.env.PORT) || (await freePort());
  const db = await PGlite.create();
  await new PGLiteSocketServer({ db, host: '127.0.0.1', port }).start();
  return `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
};

const url = process.env.DATABASE_URL || (await startPglite());
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query(TABLES);
await client.end();

// The address of a database that was given holds its password.
console.log(process.env.DATABASE_URL ? 'the tables are there' : `listening on ${url}`);
process.send?.({ url });
