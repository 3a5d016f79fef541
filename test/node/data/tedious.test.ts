import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTds, type TdsServer } from '../servers/tds/start-tds.ts';
import { durations, insideWork, leaks, observe } from './observe.ts';

let server: TdsServer;
beforeAll(async () => {
  server = await startTds();
});
afterAll(() => server.stop());

// SQL Server cannot be had: a server in this process speaks its protocol, and SQLite answers.
test.each(['import', 'require'])('%s: one span and one measurement a request', async (how) => {
  const observed = await observe('tedious.mjs', { args: [how, String(server.port)] });
  expect(observed.ended).toMatchObject({
    stdout:
      'error 2627\nrows 1,jo@example.com\nerror 208\nprocedure 1,jo@example.com\nprepared 1\nloaded 2\nall 3\n',
    messages: [],
  });
  expect(insideWork(observed)).toEqual([
    'CREATE TABLE users',
    'INSERT users',
    'INSERT users !2627',
    'SELECT users',
    'SELECT missing !208',
    'EXECUTE find_user',
    'PREPARE SELECT users',
    // In the callback of the one before, and no part of it.
    'SELECT users',
    'BULK INSERT users',
    'SELECT users',
  ]);
  expect(durations(observed)).toEqual([
    'BULK INSERT users: 1',
    'CREATE TABLE users: 1',
    'EXECUTE: 1',
    'INSERT users !2627: 1',
    'INSERT users: 1',
    'PREPARE users: 1',
    'SELECT missing !208: 1',
    'SELECT users: 3',
  ]);
  expect(observed.spans.find(({ name }) => name === 'SELECT users')).toMatchObject({
    kind: 'client',
    attributes: {
      'db.system.name': 'microsoft.sql_server',
      'db.namespace': 'shop',
      'db.collection.name': 'users',
      'db.operation.name': 'SELECT',
      'db.query.summary': 'SELECT users',
      'db.query.text': 'SELECT id, email FROM users WHERE email = @email',
      'server.address': '127.0.0.1',
      'server.port': server.port,
    },
  });
  expect(observed.spans.find(({ name }) => name === 'BULK INSERT users')?.attributes).toMatchObject({
    'db.operation.name': 'BULK INSERT',
    'db.query.summary': 'BULK INSERT users',
  });
  expect(leaks(observed)).toEqual([]);
  // The server tells the value that is there already.
  expect(observed.raw).toContain('The duplicate key value is ?');
});
