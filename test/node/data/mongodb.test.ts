import { afterAll, describe, expect, test } from '@jest/globals';
import { startFerretdb } from '../servers/start-ferretdb.ts';
import { durations, insideWork, leaks, observe } from './observe.ts';

const server = await startFerretdb();
afterAll(() => server?.stop());
const port = String(server?.port);
const withServer = server ? describe : describe.skip;

withServer('mongodb against FerretDB', () => {
  test.each(['import', 'require', 'oldest'])('%s: one span and one measurement a command', async (how) => {
    const observed = await observe('mongodb.mjs', { args: [how, port] });
    expect(observed.ended).toMatchObject({ stdout: 'documents 1\ncode 11000\n', messages: [] });
    expect(insideWork(observed)).toEqual([
      'insert users',
      'find users',
      'update users',
      'insert users !11000',
      'aggregate users',
    ]);
    expect(durations(observed)).toEqual([
      'aggregate users: 1',
      'find users: 1',
      'insert users !11000: 1',
      'insert users: 1',
      'update users: 1',
    ]);
    expect(observed.spans.find(({ name }) => name === 'find users')).toMatchObject({
      kind: 'client',
      attributes: {
        'db.system.name': 'mongodb',
        'db.namespace': `shop_${how}`,
        'db.collection.name': 'users',
        'db.operation.name': 'find',
        'db.query.text': expect.stringContaining('"email":"?"'),
        'server.address': '127.0.0.1',
        'server.port': server?.port,
      },
    });
    expect(leaks(observed)).toEqual([]);
  });

  test.each(['import', 'require', 'oldest'])('%s: errors, without what the server repeats', async (how) => {
    const observed = await observe('mongodb-errors.mjs', { args: [how, port] });
    // It does repeat it.
    expect(observed.ended.stdout).toContain('{_id: "hunter2"} has the field \'name\'');
    expect(insideWork(observed)).toEqual([
      'update users !14',
      'update users !14',
      'update users !28',
      'findAndModify users !14',
      'find users !2',
      'createUser !59',
      'dropUser !59',
    ]);
    expect(observed.spans.filter(({ isError }) => isError).map(({ statusMessage }) => statusMessage)).toEqual(
      [
        'Cannot apply $inc to a value of non-numeric type. ?',
        'Cannot increment with non-numeric argument: ?',
        "Cannot create field 'name' in element ?",
        'Cannot multiply with non-numeric argument: ?',
        'Failed to parse $size. Expected a number in: $size: ?',
        "no such command: 'createUser'",
        "no such command: 'dropUser'",
      ],
    );
    expect(leaks(observed)).toEqual([]);
  });
});

withServer('mongoose against FerretDB', () => {
  const COMMANDS = ['insert users', 'find users', 'insert users !11000'];

  test.each(['import', 'require'])(
    '%s: the commands of its driver, from where they were asked',
    async (how) => {
      const observed = await observe('mongoose.mjs', { args: [how, port] });
      expect(observed.ended).toMatchObject({
        stdout: 'documents 1\nValidationError\ncode 11000\n',
        messages: [],
      });
      expect(insideWork(observed)).toEqual(COMMANDS);
      expect(insideWork(observed, 'early work')).toEqual(['find users']);
      expect(leaks(observed)).toEqual([]);
    },
  );

  test('with its own spans around them, where they are asked for', async () => {
    const env = { BINNACLE_EXTRA_INSTRUMENTATIONS: 'mongoose', MONGODB: 'shop_extra' };
    const observed = await observe('mongoose.mjs', { args: ['import', port], env });
    const names = observed.spans.filter(({ kind }) => kind === 'internal').map(({ name }) => name);
    expect(names).toEqual([
      'mongoose findOne users',
      'mongoose save users',
      'mongoose find users',
      'mongoose save users',
      'mongoose save users',
      'early work',
      'work',
    ]);
    expect(insideWork(observed, 'mongoose findOne users')).toEqual(['find users']);
    expect(insideWork(observed, 'mongoose save users')).toEqual(['insert users']);
    expect(leaks(observed)).toEqual([]);
  });
});
