import { describe, expect, test } from '@jest/globals';
import { useFixture } from '../use-fixture.ts';
import { durations, insideWork, leaks, observe } from './observe.ts';

const OUTPUT = [
  'row 1, rows 1',
  'id 1',
  'id 2',
  'UNIQUE constraint failed: users.id',
  expect.stringContaining('nothing'),
  '',
];

describe('node:sqlite', () => {
  test.each([
    ['imported', 'sqlite.mjs'],
    ['required', 'sqlite.cjs'],
    ['asked of process.getBuiltinModule', 'sqlite-late.cjs'],
  ])('%s: one span and one measurement a statement', async (_how, file) => {
    const observed = await observe(file);
    expect(observed.ended.stdout.split('\n')).toEqual(OUTPUT);
    expect(observed.ended.messages).toEqual([]);
    expect(insideWork(observed)).toEqual([
      'CREATE TABLE users',
      'INSERT users',
      'INSERT users',
      'SELECT users',
      'SELECT users',
      'SELECT users',
      'SELECT users',
      // A key that is there already, and an error of preparation: https://www.sqlite.org/rescode.html
      'INSERT users !1555',
      'SELECT !1',
    ]);
    expect(durations(observed)).toEqual([
      'CREATE TABLE users: 1',
      'INSERT users !1555: 1',
      'INSERT users: 2',
      'SELECT !1: 1',
      'SELECT users: 4',
    ]);
    expect(observed.spans.find(({ name }) => name === 'INSERT users')).toMatchObject({
      kind: 'client',
      attributes: {
        'db.system.name': 'sqlite',
        'db.namespace': ':memory:',
        'db.query.text': 'INSERT INTO users VALUES (?, ?)',
        'db.query.summary': 'INSERT users',
      },
    });
    expect(leaks(observed)).toEqual([]);
  });

  test('a program that does not use it has nothing patched, and no word of Node about it', async () => {
    const { ended } = await observe('no-sqlite.cjs');
    expect(ended).toMatchObject({ stdout: 'patched false\n', stderr: '' });
  });
});

describe('what requests read of node:sqlite', () => {
  const used = useFixture('data/sqlite-insight.mjs');
  const findingsOf = (route: string) =>
    used
      .spans(`GET ${route}`)
      .map(({ events }) =>
        events
          .filter(({ name }) => name === 'binnacle.database.finding')
          .map(({ attributes }) => [attributes['binnacle.finding'], attributes['db.query.summary']]),
      );

  test.each([
    ['/all', [['missing_limit', 'SELECT items']]],
    ['/some', []],
    ['/few', []],
    // One row, with as many columns as a large answer has rows.
    ['/wide', []],
  ])('%s: %j', (route, findings) => {
    expect(findingsOf(route)).toEqual([findings]);
  });
});
