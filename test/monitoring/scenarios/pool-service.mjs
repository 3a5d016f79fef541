// A service whose pool has one connection. /hold keeps it, so that what asks the database waits; /release gives it back.
import { createServer } from 'node:http';
import pg from 'pg';

const WAITING = 3;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
await pool.query('SELECT 1');

let held;
const hold = async () => {
  held ??= await pool.connect();
  for (let asked = 0; asked < WAITING; asked++) void pool.query('SELECT 1');
};
const release = () => {
  held?.release();
  held = undefined;
};

const server = createServer(async ({ url }, response) => {
  await { '/hold': hold, '/release': release }[url]?.();
  response.end();
}).listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
