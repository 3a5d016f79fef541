import { describe, expect, test } from '@jest/globals';
import type { Span } from './otlp-json.ts';
import type { OtlpReceiver } from './otlp-receiver.ts';
import { useFixture } from './use-fixture.ts';

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
      'CREATE TABLE users [CREATE TABLE users (id int, email text)]',
      'INSERT users [INSERT INTO users VALUES ($?, $?)]',
      'SELECT users [SELECT id FROM users WHERE email = $?]',
      'SELECT [SELECT ? AS one WHERE ? <> ?]',
      'SELECT [SELECT nothing]',
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
      'SET [SET]',
      'GET [GET]',
      'MULTI SET [MULTI SET]',
      'MULTI GET [MULTI GET]',
    ]);
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
