// What is in stock: Fastify as CommonJS, with PostgreSQL. It has no handler for SIGTERM; Binnacle sends the rest.
const fastify = require('fastify');
const { Pool } = require('pg');
const pino = require('pino');

// One connection, because the database of `examples/database.ts` serves one at a time.
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
const app = fastify({ loggerInstance: pino() });
pool.on('error', (error) => app.log.error(error));

app.get('/items', async () => {
  const { rows } = await pool.query('SELECT id, name, price FROM products ORDER BY id');
  return rows;
});

app.get('/items/:id', async (request, reply) => {
  const { rows } = await pool.query('SELECT id, name, price FROM products WHERE id::text = $1', [
    request.params.id,
  ]);
  if (rows.length === 0) return reply.code(404).send({ error: 'no such product' });
  return rows[0];
});

app.get('/reservations', async (request) => {
  const { email, token } = request.query;
  request.log.info({ customer: { email } }, `reservations of ${email}, token: ${token}`);
  const { rows } = await pool.query(
    'SELECT p.id, p.name FROM reservations r JOIN products p ON p.id = r.product_id WHERE r.email = $1',
    [email],
  );
  return rows;
});

app.listen({ port: Number(process.env.PORT ?? 3_001), host: '127.0.0.1' }).then((url) => {
  console.log(`listening on ${url}`);
  process.send?.({ url });
});
