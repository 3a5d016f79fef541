// The shop's front: Express as an ES module. It asks the inventory for everything it shows.
import { setTimeout as delay } from 'node:timers/promises';
import { transaction } from 'binnacle';
import express from 'express';
import pino from 'pino';

const inventoryUrl = process.env.INVENTORY_URL ?? 'http://127.0.0.1:3001';
const warehouseUrl = process.env.WAREHOUSE_URL ?? 'https://shop:example-password@warehouse.example/orders';
const slowMillis = Number(process.env.SLOW_MILLIS ?? 1_200);

/** What customers are promised; `SLOW_MILLIS` is more. */
const CHECKOUT_SLA_MILLIS = 1_000;

const log = pino();
const app = express();

const askInventory = async (path) => {
  const response = await fetch(new URL(path, inventoryUrl));
  if (!response.ok && response.status !== 404) throw new Error(`the inventory answers ${response.status}`);
  return { status: response.status, body: await response.json() };
};

app.get('/products', async (_request, response) => {
  const { status, body } = await askInventory('/items');
  log.info({ count: body.length }, 'products listed');
  response.status(status).json(body);
});

app.get('/products/:id', async (request, response) => {
  const { status, body } = await askInventory(`/items/${encodeURIComponent(request.params.id)}`);
  response.status(status).json(body);
});

app.get('/slow', async (_request, response) => {
  await delay(slowMillis);
  response.json({ waitedMillis: slowMillis });
});

// A business transaction: the inventory's spans carry its name too. `?payment=slow` does not keep the SLA.
app.post('/checkout', async (request, response) => {
  const sold = await transaction('checkout', { sla: CHECKOUT_SLA_MILLIS }, async ({ step }) => {
    const { body } = await step('stock', () => askInventory('/items/2'));
    await step('payment', () => delay(request.query.payment === 'slow' ? slowMillis : 5));
    return body;
  });
  response.status(201).json(sold);
});

app.get('/fail', () => {
  throw new Error('the payment provider does not answer');
});

// Careless on purpose: an e-mail address, a token and a password go into URLs and logs. None of them is exported.
app.get('/search', async (request, response) => {
  const { email = '', token = '' } = request.query;
  log.info({ email, url: request.originalUrl }, `search for ${email} with token=${token}`);
  log.info(`orders come from ${warehouseUrl}`);
  const query = new URLSearchParams({ email: String(email), token: String(token) });
  const { status, body } = await askInventory(`/reservations?${query}`);
  response.status(status).json(body);
});

// Express knows an error handler by its four parameters.
app.use((error, _request, response, _next) => {
  log.error(error);
  response.status(500).json({ error: error.message });
});

const server = app.listen(Number(process.env.PORT ?? 3_000), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  console.log(`listening on ${url}`);
  process.send?.({ url });
});

// No process.exit: the process ends by itself when the last answer is out, and telemetry with it.
process.on('SIGTERM', () => server.close());
