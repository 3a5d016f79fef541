import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Span } from './otlp-json.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, runFixture } from './run-fixture.ts';

/** Runs a fixture once for the tests of a block. */
const useFixture = (file: string) => {
  let receiver: OtlpReceiver;
  let ended: Ended;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    ended = await runFixture(file, { endpoint: receiver.url });
  }, 30_000);
  afterAll(() => receiver?.close());

  test('it ends well, and nothing personal is in what was sent', () => {
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(receiver.raw()).not.toMatch(/jo(?:@|%40|%2540)example|hunter2/);
  });
  return { receiver: () => receiver, ended: () => ended };
};

/** `name [db.query.text]` of the spans of one instrumentation. */
const queriesOf = (receiver: OtlpReceiver, instrumentation: string): readonly string[] =>
  receiver
    .spans()
    .filter(({ scope, attributes }) => scope.endsWith(instrumentation) && attributes['db.query.text'])
    .map(({ name, attributes }) => `${name} [${String(attributes['db.query.text'])}]`);

describe('pg against PostgreSQL', () => {
  const { receiver, ended } = useFixture('pg.mjs');

  test('each query is a span with its text and without its values', () => {
    expect(ended().stdout).toBe('rows 1\n');
    expect(queriesOf(receiver(), 'instrumentation-pg')).toEqual([
      'pg.query:CREATE postgres [CREATE TABLE users (id int, email text)]',
      'pg.query:INSERT postgres [INSERT INTO users VALUES ($1, $2)]',
      'pg.query:SELECT postgres [SELECT id FROM users WHERE email = $1]',
      "pg.query:SELECT postgres [SELECT 1 AS one WHERE '[REDACTED:email]' <> 'password=[REDACTED:secret-assignment]']",
      'pg.query:SELECT postgres [SELECT nothing]',
    ]);
    for (const { kind, attributes } of receiver().spans())
      expect([kind, attributes['db.system.name']]).toEqual(['client', 'postgresql']);
  });

  test('a query that fails is an error', () => {
    const failed = receiver()
      .spans()
      .filter(({ isError }) => isError);
    expect(failed.map(({ attributes }) => attributes['db.query.text'])).toEqual(['SELECT nothing']);
  });
});

describe('redis', () => {
  const { receiver, ended } = useFixture('redis.mjs');

  test('each command is a span with the command alone', () => {
    expect(ended().stdout).toBe('value value\n');
    expect(queriesOf(receiver(), 'instrumentation-redis')).toEqual([
      'redis-SET [SET]',
      'redis-GET [GET]',
      'redis-SET [SET]',
      'redis-GET [GET]',
    ]);
  });
});

describe.each(['pino.mjs', 'pino.cjs'])('%s', (file) => {
  const { receiver, ended } = useFixture(file);

  test('a log line is a record, clean, with the ids of the span around it', () => {
    const [span] = receiver().spans();
    expect(span?.name).toBe('work');
    expect(receiver().logRecords()).toEqual([
      { traceId: undefined, spanId: undefined, severityText: 'info', body: 'outside', attributes: {} },
      {
        traceId: span?.traceId,
        spanId: span?.spanId,
        severityText: 'warn',
        body: 'mail to [REDACTED:email] with token=[REDACTED:secret-assignment]',
        attributes: { user: { email: 'REDACTED' }, basket: 7 },
      },
    ]);
  });

  test("the program's own line has the ids too, and is as it was otherwise", () => {
    const [outside, inside] = ended()
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(outside).not.toHaveProperty('trace_id');
    expect(inside).toMatchObject({
      trace_id: receiver().spans()[0]?.traceId,
      span_id: receiver().spans()[0]?.spanId,
      msg: 'mail to jo@example.com with token=hunter2',
    });
  });
});

describe('clients', () => {
  const { receiver } = useFixture('clients.mjs');

  test('fetch and node:http are client spans that the server continues', () => {
    const spans = receiver().spans();
    const work = spans.find(({ name }) => name === 'work') as Span;
    const clients = spans.filter(({ kind }) => kind === 'client');
    const servers = spans.filter(({ kind }) => kind === 'server');
    expect(clients.map(({ scope }) => scope.split('/')[1]).sort()).toEqual([
      'http',
      'instrumentation-undici',
    ]);
    expect(clients.map(({ parentSpanId }) => parentSpanId)).toEqual([work.spanId, work.spanId]);
    expect(servers.map(({ parentSpanId }) => parentSpanId).sort()).toEqual(
      clients.map(({ spanId }) => spanId).sort(),
    );
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([work.traceId]));
  });

  test('their URLs are whole but for what is secret', () => {
    const urls = receiver()
      .spans()
      .flatMap(({ kind, attributes }) => (kind === 'client' ? String(attributes['url.full']) : []))
      .map((url) => url.replace(/:\d+/, ''));
    expect(urls.sort()).toEqual([
      'http://127.0.0.1/by-fetch?token=REDACTED',
      'http://127.0.0.1/by-http?to=REDACTED',
    ]);
  });

  test('their durations are measured', () => {
    const counts = receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'http.client.request.duration')
      .map(({ count = 0 }) => count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});
