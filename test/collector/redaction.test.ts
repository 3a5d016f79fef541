import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { applyPattern, collectorPatterns } from '../../src/collector/generate/patterns.ts';
import { ruleFacts } from '../../src/core/redaction/rule-facts.generated.ts';
import { requireServer } from '../backends/find-server.ts';
import { logsRequest, metricsRequest, tracesRequest } from './otlp-request.ts';
import { type RedactingCollector, startRedactingCollector } from './redacting-collector.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;

/** What the rules' patterns make of a text, in JavaScript. */
const expected = (text: string): string => collectorPatterns().reduce(applyPattern, text);

const SECRETS = {
  email: 'jo.place@example.com',
  card: '4111 1111 1111 1111',
  bearer: 'Bearer abc.def-123456',
  url: 'postgres://app:s3cretpw@db/shop',
};
const NEEDLES = ['jo.place', 'jo%40', '4111', 'abc.def', 's3cretpw', 'hunter2'];
const text = Object.values(SECRETS).join(' and ');

const expectClean = (output: string): void => {
  expect(NEEDLES.filter((needle) => output.includes(needle))).toEqual([]);
  expect(output).toContain('REDACTED');
};

withCollector('redaction in the real Collector', () => {
  const texts = Object.values(ruleFacts).flatMap(({ vectors, ignores }) => [
    ...vectors.map(([input]) => input),
    ...ignores,
  ]);
  let collector: RedactingCollector;
  /** Once for all tests: the patterns are made for the Collector, and JavaScript takes long with them. */
  let clean: readonly string[];
  beforeAll(async () => {
    collector = await startRedactingCollector(binary ?? '');
    clean = texts.map(expected);
  }, 180_000);
  afterAll(() => collector?.stop());

  test('does to a log body and to an attribute what the SDK does', async () => {
    const records = texts.map((body) => ({ body, attributes: { note: body } }));
    const output = JSON.parse(await collector.pass('logs', logsRequest(records)));
    const seen = output.resourceLogs[0].scopeLogs[0].logRecords;
    expect(seen.map((record: { body: { stringValue: string } }) => record.body.stringValue)).toEqual(clean);
    expect(
      seen.map(
        (record: { attributes: { value: { stringValue: string } }[] }) =>
          record.attributes[0]?.value.stringValue,
      ),
    ).toEqual(clean);
  });

  test('leaves alone what the SDK has redacted', async () => {
    const records = clean.map((body) => ({ body, attributes: { note: body, list: [body], map: { body } } }));
    const output = await collector.pass('logs', logsRequest(records));
    const [first] = JSON.parse(output).resourceLogs[0].scopeLogs[0].logRecords;
    expect(first.body.stringValue).toBe(clean[0]);
    const bodies = JSON.parse(output).resourceLogs[0].scopeLogs[0].logRecords.map(
      (record: { body: { stringValue: string } }) => record.body.stringValue,
    );
    expect(bodies).toEqual(clean);
  }, 30_000);

  test('cleans a span: name, status, attributes, events, scope and resource', async () => {
    const request = tracesRequest(
      {
        name: `GET /users/${SECRETS.email}?token=hunter2`,
        message: text,
        attributes: {
          note: text,
          list: [text, 'password=hunter2'],
          map: { deep: { text, password: 'hunter2' } },
          'url.full': `https://app:s3cretpw@example.com/a?code=hunter2&email=jo%40example.com&x=1`,
          'url.query': 'q=1&pin=hunter2&session=hunter2',
          'http.request.header.cookie': ['hunter2'],
          'user.password': 'hunter2',
        },
        event: {
          name: `failed for ${SECRETS.email}`,
          attributes: { 'exception.message': text, api_key: 'hunter2' },
        },
      },
      { 'process.command': `serve --password=hunter2 ${text}` },
    );
    const output = await collector.pass('traces', request);
    expectClean(output);
    expect(output).toContain('x=1');
    expect(output).toContain('GET /users/[REDACTED:email]?token=[REDACTED:secret-assignment]');
  });

  test('cleans a log record: body as text, as map and as list, attributes', async () => {
    const records = [
      { body: text, attributes: { note: text, token: 'hunter2' } },
      { body: { text, user: { text, password: 'hunter2', list: [text, { deep: text }] } } },
      { body: [text, { text, pin: 'hunter2' }] },
    ];
    expectClean(await collector.pass('logs', logsRequest(records, { note: text }, { note: text })));
  });

  test('cleans a metric’s attributes, and those of the span metrics', async () => {
    expectClean(
      await collector.pass('metrics', metricsRequest({ note: text, token: 'hunter2' }, { note: text })),
    );
    await collector.pass('traces', tracesRequest({ name: `GET /users/${SECRETS.email}` }));
    const spanMetrics = await collector.spanMetrics();
    expect(spanMetrics).toContain('[REDACTED:email]');
    expect(spanMetrics).not.toContain('jo.place');
  });

  test('does not change identifiers that happen to look like a card number', async () => {
    const id = '41111111-1111-4111-8111-111111111111';
    const output = await collector.pass('metrics', metricsRequest({}, { 'service.instance.id': id }));
    expect(output).toContain(id);
  });
});
