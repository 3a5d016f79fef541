// A service with a database, under load: Express 5 with one route that asks SQLite four times. Every tenth request is a
// business transaction, every hundredth meets an error that it handles. Tells of itself when it is asked.
const { createServer } = require('node:http');
const { DatabaseSync } = require('node:sqlite');
const express = require('express');

const ITEMS = 1_000;
/** Of so many requests one is a business transaction, and one meets an error. */
const PER_TRANSACTION = 10;
const PER_ERROR = 100;

// Without Binnacle the service does the same work.
const { transaction, withSpan } = process.env.BENCH_BARE
  ? { transaction: (_name, _options, work) => work(), withSpan: (_name, work) => work() }
  : require('binnacle');

const database = new DatabaseSync(':memory:');
database.exec('CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, price REAL, shelf INTEGER)');
database.exec('CREATE TABLE stock (item INTEGER PRIMARY KEY, pieces INTEGER)');
database.exec('CREATE TABLE views (item INTEGER, at INTEGER)');
const insert = database.prepare('INSERT INTO items (id, name, price, shelf) VALUES (?, ?, ?, ?)');
const fill = database.prepare('INSERT INTO stock (item, pieces) VALUES (?, ?)');
for (let id = 0; id < ITEMS; id++) {
  insert.run(id, `thing ${id}`, id / 8, id % 10);
  fill.run(id, id % 7);
}
const item = database.prepare('SELECT id, name, price, shelf FROM items WHERE id = ?');
const stock = database.prepare('SELECT pieces FROM stock WHERE item = ?');
const others = database.prepare('SELECT id, name FROM items WHERE shelf = ? LIMIT 5');
const viewed = database.prepare('UPDATE stock SET pieces = pieces WHERE item = ?');

// One query that is slow by any measure, so that those that look for such have something to tell.
database
  .prepare(
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT sum(i) FROM n',
  )
  .get();

class StockError extends Error {
  name = 'StockError';
}

const reserve = (pieces) => {
  throw new StockError(`only ${pieces} pieces are left`);
};

const lookUp = (id) => {
  const found = item.get(id);
  const { pieces } = stock.get(id);
  viewed.run(id);
  return { ...found, pieces, others: others.all(found.shelf) };
};

let served = 0;

const app = express();
app.disable('x-powered-by');
app.get('/items/:id', (request, response) => {
  const id = Number(request.params.id) % ITEMS;
  served++;
  const found =
    served % PER_TRANSACTION === 0 ? transaction('look up', { sla: 1_000 }, () => lookUp(id)) : lookUp(id);
  if (served % PER_ERROR === 0) {
    try {
      withSpan('reserve', () => reserve(found.pieces));
    } catch (error) {
      found.error = error.message;
    }
  }
  response.json(found);
});

const server = createServer(app).listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port });
});

/** Twice what counts as blocked. */
const BLOCKED_MILLIS = 2_000;

process.on('message', (question) => {
  const end = performance.now() + BLOCKED_MILLIS;
  while (question === 'block' && performance.now() < end) database.prepare('SELECT 1').get();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ cpuMicros: user + system, rssBytes: rss, heapBytes: heapUsed });
});
process.on('disconnect', () => process.exit());
