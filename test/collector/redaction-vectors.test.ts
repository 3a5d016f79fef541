import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import {
  attributeVectors,
  bodyVectors,
  statementRecords,
  statementVectors,
  textVectors,
} from '../core/redaction/vectors/index.ts';
import { logsRequest, plainRecord, plainValue, tracesRequest } from './otlp-request.ts';
import { type RedactingCollector, startRedactingCollector } from './redacting-collector.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;

type Json = ReturnType<typeof JSON.parse>;
const recordsOf = (output: string): readonly Json[] =>
  JSON.parse(output).resourceLogs[0].scopeLogs[0].logRecords;
const spanOf = (output: string): Json => JSON.parse(output).resourceSpans[0].scopeSpans[0].spans[0];

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

withCollector('the real Collector makes what the vectors say', () => {
  let collector: RedactingCollector;
  let texts: readonly Json[];
  beforeAll(async () => {
    collector = await startRedactingCollector(binary ?? '');
    const records = textVectors.map(({ input }) => ({ body: input, attributes: { note: input } }));
    texts = recordsOf(await collector.pass('logs', logsRequest(records)));
  }, 60_000);
  afterAll(() => collector?.stop());

  test.each(textVectors.map((vector, i) => ({ ...vector, i })))(
    'of a text: $rule: $input',
    ({ inCollector, i }) => {
      const { body, attributes } = texts[i];
      expect(body.stringValue).toBe(inCollector);
      expect(plainRecord(attributes)).toEqual({ note: body.stringValue });
    },
  );

  test('of a text in a map, as of a text', async () => {
    const records = textVectors.map(({ input }) => ({ body: { note: [input] } }));
    const bodies = recordsOf(await collector.pass('logs', logsRequest(records)));
    const differing = textVectors
      .map((_, i) => ({ expected: { note: [texts[i].body.stringValue] }, body: plainValue(bodies[i].body) }))
      // What a rule has taken beyond the string leaves no map, and the clean text takes its place.
      .filter(({ body }) => typeof body !== 'string' || isJson(body))
      .filter(({ expected, body }) => JSON.stringify(body) !== JSON.stringify(expected));
    expect(differing).toEqual([]);
  });

  test('of the name of a span, its status and the name of an event, as of a text', async () => {
    const differing: unknown[] = [];
    for (const [i, { input }] of textVectors.entries()) {
      const expected = texts[i].body.stringValue;
      const event = { name: input, attributes: {} };
      const span = spanOf(
        await collector.pass('traces', tracesRequest({ name: input, message: input, event })),
      );
      const seen = [span.name, span.status.message, span.events[0].name];
      if (seen.some((text) => text !== expected)) differing.push({ expected, seen });
    }
    expect(differing).toEqual([]);
  }, 60_000);

  test.each(attributeVectors)(
    'of attributes of a span: $what',
    async ({ input, expected, inCollector = expected }) => {
      const output = await collector.pass('traces', tracesRequest({ name: 'test', attributes: input }));
      expect(plainRecord(spanOf(output).attributes)).toEqual(inCollector);
    },
  );

  test.each(attributeVectors)(
    'of attributes of a log record: $what',
    async ({ input, expected, inCollector = expected }) => {
      const output = await collector.pass('logs', logsRequest([{ body: 'x', attributes: input }]));
      expect(plainRecord(recordsOf(output)[0].attributes)).toEqual(inCollector);
    },
  );

  describe.each([
    ['the names of today', 0],
    ['the names before', 1],
  ] as const)('of a statement under %s', (_names, which) => {
    const cases = statementVectors.map((vector) => ({
      ...vector,
      attributes: statementRecords(vector.system, vector.statement)[which] ?? {},
    }));
    const key = ['db.query.text', 'db.statement'][which] as string;

    test.each(cases)(
      'of a span: $system: $what',
      async ({ attributes, expected, inCollector = expected }) => {
        const client = { name: 'query', kind: 3, attributes };
        const output = await collector.pass('traces', tracesRequest(client));
        expect(plainRecord(spanOf(output).attributes)).toEqual({ ...attributes, [key]: inCollector });
      },
    );

    test('of an event and of a log record', async () => {
      const records = recordsOf(
        await collector.pass('logs', logsRequest(cases.map(({ attributes }) => ({ body: 'x', attributes })))),
      );
      const event = { name: 'query', attributes: cases[0]?.attributes ?? {} };
      const [spanEvent] = spanOf(await collector.pass('traces', tracesRequest({ name: 'x', event }))).events;
      const expectedOf = ({
        expected,
        inCollector = expected,
        inLogRecords = inCollector,
      }: (typeof cases)[0]) => inLogRecords;
      expect(records.map(({ attributes }) => plainRecord(attributes)[key])).toEqual(cases.map(expectedOf));
      expect(plainRecord(spanEvent.attributes)[key]).toBe(cases[0] && expectedOf(cases[0]));
    });
  });

  test.each(bodyVectors)('of a body: $what', async ({ input, expected, inCollector = expected }) => {
    const [record] = recordsOf(
      await collector.pass('logs', logsRequest([{ body: input, attributes: { a: 'b' } }])),
    );
    expect(plainValue(record.body)).toEqual(inCollector);
    expect(plainRecord(record.attributes)).toEqual({ a: 'b' });
  });
});
