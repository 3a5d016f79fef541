import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { type Fixture, startFixture } from '../run-fixture.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** The whole answer to a request as it is written, which no client would send. */
const askRaw = async (port: string, header: string): Promise<string> => {
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${header}\r\n\r\n`, 'latin1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  await once(socket, 'close');
  return answer;
};

describe('a correlation id', () => {
  let receiver: OtlpReceiver;
  let program: Fixture;
  let port: string;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    program = startFixture('correlation.mjs', {
      endpoint: receiver.url,
      env: { BINNACLE_CORRELATION_HEADER: 'X-Request-ID' },
    });
    port = await program.line('ready');
  }, 30_000);
  afterAll(async () => {
    await program?.stop();
    await receiver?.close();
  });
  const ask = async (id?: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { connection: 'close', ...(id !== undefined && { 'x-request-id': id }) },
    });
    return { text: await response.text(), header: response.headers.get('x-request-id') };
  };

  test.each(['order-42', 'A1:b/c+d=e._f', 'x'.repeat(128)])(
    '%s is taken, sent on and returned',
    async (id) => {
      expect(await ask(id)).toEqual({ text: `${id} ${id}`, header: id });
    },
  );

  test.each([
    undefined,
    '',
    'x'.repeat(129),
    'a b',
    'a"b',
    '<script>',
    'jo@example.com',
    '4111111111111111',
    'a, b',
    'é',
  ])('%p is replaced by one that is made', async (id) => {
    const { text, header } = await ask(id);
    expect(header).toMatch(UUID);
    expect(text).toBe(`${header} ${header}`);
  });

  test.each([
    'X-Request-ID: a\r\nX-Request-ID: b',
    'X-Request-ID: a\tb',
    'X-Request-ID: a%0d%0aset-cookie:b',
    'X-Request-ID: \xe9\xff',
  ])('%j puts nothing else into the answer', async (header) => {
    const answer = await askRaw(port, header);
    const ids = [...answer.matchAll(/^x-request-id: (.*)\r$/gim)].map(([, id]) => id);
    expect(ids).toEqual([expect.stringMatching(UUID)]);
    expect(answer.toLowerCase()).not.toContain('cookie');
  });

  test('is on all spans and log records of a request, in the service that is called too', async () => {
    await ask('order-43');
    await program.stop();
    const spans = receiver.spans().filter(({ attributes }) => attributes['correlation.id'] === 'order-43');
    expect(spans.map(({ name, kind }) => `${kind} ${name}`).sort()).toEqual([
      'client GET',
      'server GET /',
      'server GET /inner',
    ]);
    const records = receiver
      .logRecords()
      .filter(({ attributes }) => attributes['correlation.id'] === 'order-43');
    expect(records.map(({ body }) => body)).toEqual(['asked /', 'asked /inner']);
    expect(receiver.raw()).not.toMatch(/jo@example|4111111111111111/);
  });
});

test.each([
  ['Set-Cookie', /BINNACLE_CORRELATION_HEADER/],
  ['a b', /BINNACLE_CORRELATION_HEADER/],
])('the header %s is refused, and there is no id', async (name, message) => {
  const program = startFixture('correlation.mjs', {
    env: {
      BINNACLE_CORRELATION_HEADER: name,
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
    },
  });
  const response = await fetch(`http://127.0.0.1:${await program.line('ready')}/`);
  expect(await response.text()).toBe('undefined undefined');
  expect([...response.headers.keys()].filter((key) => /cookie|request/.test(key))).toEqual([]);
  const { messages } = await program.stop();
  expect(messages.join('\n')).toMatch(message);
});
