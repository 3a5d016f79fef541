import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { resolveSettings } from '../../../src/core/settings/index.ts';
import { createRecordLimit } from '../../../src/node/insight/record-limit.ts';
import { type SlowOperation, SlowQueries } from '../../../src/node/insight/slow-queries.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const watch = (env: Record<string, string> = {}) => {
  const slow: SlowOperation[] = [];
  const queries = new SlowQueries(resolveSettings(env).settings, (each) => slow.push(each));
  const note = (millis: number, given = 'SELECT * FROM a', summary = 'SELECT a') =>
    queries.note(
      {
        attributes: { 'db.system.name': 'postgresql', 'db.query.summary': summary },
        given,
        context: () => ROOT_CONTEXT,
        stacks: undefined,
        parameters: undefined,
        rows: undefined,
      },
      millis,
    );
  return { slow, note, queries };
};

test('from the threshold on an operation is slow', () => {
  const { slow, note } = watch({ BINNACLE_SLOW_QUERY_THRESHOLD: '200' });
  for (const millis of [199, 200, 5]) note(millis);
  expect(slow.map(({ millis, reason }) => [millis, reason])).toEqual([[200, 'threshold']]);
});

test('what is usual is learned for each summary, whatever the values in the text', () => {
  const { slow, note } = watch();
  for (let i = 0; i < 100; i++) note(4, `SELECT * FROM a WHERE id = ${i}`);
  for (let i = 0; i < 100; i++) note(90, `SELECT * FROM b WHERE id = ${i}`, 'SELECT b');
  note(90, 'SELECT * FROM a WHERE id = 7');
  note(95, 'SELECT * FROM b WHERE id = 7', 'SELECT b');
  expect(slow).toMatchObject([
    { millis: 90, reason: 'unusual', attributes: { 'db.query.summary': 'SELECT a' } },
  ]);
});

test.each(['BLPOP', 'XREAD', 'BRPOPLPUSH', 'LISTEN', 'getMore'])('%s waits, and is never slow', (summary) => {
  const { slow, note } = watch();
  for (let i = 0; i < 60; i++) note(30_000, summary, summary);
  expect(slow).toEqual([]);
});

test('what is usual is learned for each collection of a store without statements', () => {
  const { slow, queries } = watch();
  const note = (millis: number, collection: string) =>
    queries.note(
      {
        attributes: {
          'db.system.name': 'mongodb',
          'db.operation.name': 'find',
          'db.collection.name': collection,
        },
        given: `${collection} {"find":"?"}`,
        context: () => ROOT_CONTEXT,
        stacks: undefined,
        parameters: undefined,
        rows: undefined,
      },
      millis,
    );
  for (let i = 0; i < 100; i++) note(4, 'users');
  for (let i = 0; i < 100; i++) note(90, 'reports');
  note(90, 'users');
  note(95, 'reports');
  expect(slow).toMatchObject([{ millis: 90, attributes: { 'db.collection.name': 'users' } }]);
});

test('without learning, only the threshold counts', () => {
  const { slow, note } = watch({ BINNACLE_SLOW_QUERY_ADAPTIVE: 'false' });
  for (let i = 0; i < 100; i++) note(1);
  note(900);
  expect(slow).toEqual([]);
});

test('300,000 distinct statements, and statements of 1 MB, are bounded in memory', () => {
  const { note } = watch();
  const long = 'x'.repeat(1_000_000);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 300_000; i++) note(1, `SELECT ${i} FROM t${i}`, `SELECT t${i}`);
  for (let i = 0; i < 20; i++) note(1, `${i}${long}`, `${i}`);
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1_048_576);
});

test('records: one a minute of a kind, sixty in all, and how many were left out', () => {
  const limit = createRecordLimit();
  expect([0, 1, 2].map((at) => limit.leftOutBefore('a', at))).toEqual([0, undefined, undefined]);
  const told = Array.from({ length: 100 }, (_, i) => limit.leftOutBefore(`b${i}`, 10)).filter(
    (leftOut) => leftOut !== undefined,
  );
  expect(told).toHaveLength(59);
  expect(limit.leftOutBefore('a', 60_001)).toBe(2);
});
