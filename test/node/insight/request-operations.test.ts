import { describe, expect, test } from '@jest/globals';
import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { findFaults } from '../../../src/core/insight/find-faults.ts';
import { OperationSpan } from '../../../src/node/database/operation-span.ts';
import { sqlNaming } from '../../../src/node/database/sql-rules.ts';
import { type AskedQuery, RequestOperations } from '../../../src/node/insight/request-operations.ts';

const QUERY: AskedQuery = {
  attributes: { 'db.system.name': 'postgresql', 'db.query.text': 'SELECT a', 'db.query.summary': 'SELECT a' },
  given: 'SELECT a',
  startMillis: 0,
  endMillis: 1,
  rows: undefined,
  stacks: undefined,
  valuesSum: undefined,
  parentName: () => undefined,
};
const stackOf = (file: string) => ({
  own: { stack: `Error\n    at read (/srv/app/${file}.js:1:1)` },
  pool: undefined,
});
const operationsOf = (queries: readonly Partial<AskedQuery>[]) => {
  const operations = new RequestOperations();
  for (const query of queries) operations.add({ ...QUERY, ...query });
  return operations.all();
};
const five = (millis: number, gap = 0): Partial<AskedQuery>[] =>
  Array.from({ length: 5 }, (_, i) => ({
    startMillis: i * (millis + gap),
    endMillis: i * (millis + gap) + millis,
  }));

describe('queries are looked at', () => {
  test.each<readonly [string, number, readonly Partial<AskedQuery>[]]>([
    ['not where they are few', 0, [{ endMillis: 1_000 }]],
    ['not where they take too little together', 0, five(9)],
    ['where they take long together', 5, five(10)],
    ['where there is long from the first to the last', 5, five(1, 20)],
    ['where an answer is large, whatever else', 1, [{ rows: 5_000 }]],
  ])('%s', (_, count, queries) => expect(operationsOf(queries)).toHaveLength(count));
});

test('the first of a statement was asked where all others were', () => {
  const [first, ...others] = five(20);
  const places = (files: readonly string[]) =>
    operationsOf([
      first ?? {},
      ...others.map((query, i) => ({ ...query, stacks: stackOf(files[i] ?? '') })),
    ]).map(({ site }) => site?.place);
  const [one, ...same] = places(['a', 'a', 'a', 'a']);
  expect(one).toMatch(/a\.js:1/);
  expect(new Set(same)).toEqual(new Set([one]));
  expect(places(['a', 'b', 'b', 'a'])[0]).toBeUndefined();
});

test('a document that is asked with is told with its collection', () => {
  const attributes = {
    'db.system.name': 'mongodb',
    'db.operation.name': 'find',
    'db.collection.name': 'users',
    'db.query.text': '{"find":"?","filter":{"_id":"?"}}',
  };
  const [read] = operationsOf(five(20).map((query) => ({ ...query, attributes })));
  expect(read).toMatchObject({
    summary: 'find users',
    statement: 'find users {"find":"?","filter":{"_id":"?"}}',
  });
});

test('what was kept as too long to be kept has no text with literals', () => {
  const read = operationsOf(five(20).map((query) => ({ ...query, given: '' })));
  expect(read.map((operation) => 'given' in operation)).toEqual([false, false, false, false, false]);
  expect(read[0]).toMatchObject({ system: 'postgresql', statement: 'SELECT a', hasFailed: false });
});

test('a place is taken from the second equal statement on, however many come between', () => {
  const operations = new RequestOperations();
  const asked = Array.from({ length: 30 }, (_, i) => operations.stacksOf(`SELECT ${i}`));
  expect(asked.filter((stacks) => stacks !== undefined)).toEqual([]);
  for (const i of [0, 5, 29])
    expect(operations.stacksOf(`SELECT ${i}`)?.own.stack).toContain(import.meta.filename);
});

describe('a list, and a query for each of its items', () => {
  const tracer = new TracerProvider().getTracer('test');
  const request = tracer.startSpan('GET /orders', {}, ROOT_CONTEXT);
  const inside = trace.setSpan(ROOT_CONTEXT, request);
  const item = (i: number) => trace.setSpan(ROOT_CONTEXT, tracer.startSpan(`item ${i}`, {}, inside));

  test.each([
    ['in the span of the request', () => inside],
    ['each in a span of its own', item],
  ])('are one finding, %s', (_, around) => {
    const operations = new RequestOperations();
    const ask = (text: string, parent: Context, startMillis: number): void => {
      const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text };
      new OperationSpan(
        tracer.startSpan('query', {}, parent),
        { naming: sqlNaming },
        { name: 'query', attributes, startMillis, request: operations, context: parent },
      ).end(startMillis + 11);
    };
    const now = Date.now();
    ask('SELECT id FROM orders WHERE owner = $1', inside, now);
    for (let i = 0; i < 5; i++) ask('SELECT * FROM items WHERE id = $1', around(i), now + 20 + i * 12);
    expect(findFaults(operations.all())).toMatchObject([
      { kind: 'n_plus_one', count: 5, operation: { summary: 'SELECT items' } },
    ]);
  });
});
