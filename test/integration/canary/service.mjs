// A service that is careless with everything that it is given. It says its address as a message when it listens.
import http from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { context, metrics, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import express from 'express';
import { GraphQLObjectType, GraphQLSchema, GraphQLString, graphql } from 'graphql';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import pino from 'pino';
import { createClient } from 'redis';
import { request as undiciRequest } from 'undici';

const { DATABASE_URL, REDIS_URL, MONGODB_URL, AMQP_URL, KAFKA_BROKER, OTHER_URL } = process.env;
const log = pino();
const app = express();
const tracer = trace.getTracer('canary');
const counter = metrics.getMeter('canary').createCounter('canary.orders');
const histogram = metrics.getMeter('canary').createHistogram('canary.size');

const inSpan = (name, work) =>
  tracer.startActiveSpan(name, async (span) => {
    try {
      return await work(span);
    } finally {
      span.end();
    }
  });

const postgres = new pg.Client({ connectionString: DATABASE_URL });
await postgres.connect();
const redis = REDIS_URL && (await createClient({ url: REDIS_URL }).connect());
const mongo = MONGODB_URL && (await new MongoClient(MONGODB_URL).connect());

const person = {
  type: GraphQLString,
  args: { email: { type: GraphQLString }, note: { type: GraphQLString } },
  resolve: () => 'found',
};
const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { person } }) });

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/** By place: what is done with its text, in a way that its marker can be seen. */
const PLACES = {
  'SQL parameters': ({ marker, text }) => postgres.query(`SELECT $1::text AS "${marker}"`, [text]),
  'SQL literals': ({ marker, text }) =>
    postgres.query(`SELECT ${quoted(text)} AS "${marker}", 1 WHERE 'x' <> ${quoted(text)}`),
  'SQL that is broken': ({ marker, text }) =>
    postgres.query(`SELEC "${marker}" FROM t WHERE a = '${text}`).catch(() => {}),
  'SQLite literals': ({ marker, text }) => {
    const database = new DatabaseSync(':memory:');
    database.exec(`CREATE TABLE "${marker}" (note TEXT); INSERT INTO "${marker}" VALUES (${quoted(text)})`);
    database.close();
  },
  'an own span of a statement': ({ marker, text }) =>
    inSpan('query', (span) =>
      span.setAttributes({
        'db.system.name': 'postgresql',
        'db.query.text': `SELECT * FROM "${marker}" WHERE note = ${quoted(text)}`,
      }),
    ),
  'Redis keys and values': ({ marker, text }) =>
    redis && inSpan(`redis ${marker}`, () => redis.set(`user:${text}`, text)),
  'MongoDB filters': ({ marker, text }) =>
    mongo
      ?.db('canary')
      .collection(marker)
      .find({ email: text, list: [text] })
      .toArray(),
  'MongoDB documents': ({ marker, text }) => mongo?.db('canary').collection(marker).insertOne({ note: text }),
  'GraphQL variables': ({ marker, text }) =>
    graphql({
      schema,
      source: `query ${marker}($email: String) { person(email: $email) }`,
      variableValues: { email: text },
    }),
  'GraphQL literals': ({ marker, text }) =>
    graphql({ schema, source: `query ${marker} { person(note: ${JSON.stringify(text)}) }` }),
  'exception messages': ({ text }) =>
    inSpan('failing', (span) => {
      const error = new Error(text, { cause: new Error(text) });
      span.recordException(error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: text });
      log.error(error, 'failed');
    }),
  'log messages': ({ text }) => log.info(text),
  'log fields': ({ marker, text }) => log.info({ marker, note: text, deep: [{ list: [text] }] }, 'noted'),
  'log fields in JSON': ({ marker, text }) =>
    log.info({ marker, payload: JSON.stringify({ note: text, list: [text] }) }, 'noted'),
  'span names': ({ text }) => inSpan(`for ${text}`, () => {}),
  'span attributes': ({ text }) =>
    inSpan('annotated', (span) =>
      span.setAttributes({ note: text, list: [text] }).addEvent(text, { note: text }),
    ),
  'metric attributes': ({ text }) => {
    counter.add(1, { customer: text });
    histogram.record(5, { customer: text });
  },
  'the URL of fetch': async ({ marker, text }) => {
    const query = new URLSearchParams({ marker, note: text });
    await (
      await fetch(`${OTHER_URL}/${encodeURIComponent(text)}/?${query}#${encodeURIComponent(text)}`)
    ).text();
  },
  'the URL of undici': async ({ marker, text }) => {
    const query = new URLSearchParams({ marker, note: encodeURIComponent(text) });
    await (await undiciRequest(`${OTHER_URL}/?${query}`)).body.dump();
  },
  'the URL of http': ({ marker, text }) =>
    new Promise((resolve, reject) => {
      const query = new URLSearchParams({ marker, note: text });
      http
        .get(`${OTHER_URL}/?${query}`, (response) => response.resume().on('end', resolve))
        .on('error', reject);
    }),
  'the headers of a request': async ({ marker, text }) =>
    inSpan(`headers ${marker}`, async (span) => {
      const headers = { authorization: `Bearer ${text}`, 'x-note': text };
      span.setAttribute('http.request.header.x-note', [text]);
      span.setAttribute('http.request.header.authorization', [`Bearer ${text}`]);
      await (await fetch(`${OTHER_URL}/`, { headers })).text();
    }),
  'AMQP headers and bodies': async ({ marker, text }) => {
    if (!AMQP_URL) return;
    const { connect } = await import('amqplib');
    // Longer ones the protocol does not take.
    const short = text.slice(0, 255);
    const connection = await connect(AMQP_URL);
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue(marker, { durable: false, autoDelete: true });
    channel.sendToQueue(marker, Buffer.from(text), {
      headers: { note: text },
      messageId: short,
      correlationId: short,
    });
    await channel.waitForConfirms();
    await connection.close();
  },
  'Kafka keys, headers and values': async ({ marker, text }) => {
    if (!KAFKA_BROKER) return;
    const { Kafka, logLevel, Partitioners } = await import('kafkajs');
    const kafka = new Kafka({ clientId: 'canary', brokers: [KAFKA_BROKER], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: marker, numPartitions: 1 }] });
    await admin.disconnect();
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic: marker, messages: [{ key: text, value: text, headers: { note: text } }] });
    await producer.disconnect();
  },
};

app.use(express.raw({ type: () => true }));

/** What comes with the request itself. */
app.get('/person/:marker/:text', (_request, response) => response.end('ok'));
app.get('/search', (request, response) => {
  log.info(`searched ${request.originalUrl}`);
  response.end('ok');
});
app.get('/headers', (request, response) => {
  log.info({ headers: request.headers }, 'came');
  response.end('ok');
});
app.post('/body', (request, response) => {
  const text = request.body.toString();
  log.info({ body: text }, `got ${text}`);
  if (request.headers['content-type'] === 'application/json')
    log.info({ parsed: JSON.parse(text) }, 'parsed');
  response.end('ok');
});
app.get('/baggage', async (_request, response) => {
  const span = trace.getActiveSpan();
  for (const [key, { value }] of propagation.getBaggage(context.active())?.getAllEntries() ?? [])
    span?.setAttribute(`baggage.${key}`, value);
  await (await fetch(`${OTHER_URL}/baggage`)).text();
  response.end('ok');
});
app.get('/fail/:marker', (request) => {
  throw new Error(request.headers['x-note']);
});

/** What the program does with data: one place a request. The body is not logged. */
app.post('/do', async (request, response) => {
  const { place, marker, text } = JSON.parse(request.body.toString());
  await PLACES[place]({ marker, text });
  response.end('ok');
});
app.post('/crash', (request) => {
  const { text } = JSON.parse(request.body.toString());
  setImmediate(() => {
    throw new Error(text);
  });
});

// Express knows an error handler by its four parameters.
app.use((error, _request, response, _next) => {
  log.error(error);
  response.status(500).end(error.message);
});

const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${server.address().port}`, places: Object.keys(PLACES) });
});
const stop = async () => {
  server.close();
  server.closeAllConnections();
  await Promise.all([postgres.end(), redis?.quit(), mongo?.close()]);
  process.disconnect?.();
};
process.on('SIGTERM', stop);
