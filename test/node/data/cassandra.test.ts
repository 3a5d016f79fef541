import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CqlServer, startCql } from '../servers/cql/start-cql.ts';
import { durations, insideWork, leaks, observe } from './observe.ts';

let server: CqlServer;
beforeAll(async () => {
  server = await startCql();
});
afterAll(() => server.stop());

// Cassandra cannot be had: a server in this process speaks its protocol, and SQLite answers.
test.each(['import', 'require'])('%s: one span and one measurement a request', async (how) => {
  const observed = await observe('cassandra.mjs', { args: [how, String(server.port)] });
  expect(observed.ended).toMatchObject({
    stdout: 'rows 1,jo@example.com\nerror 8704\nstreamed 1,2,3\ncallback 3\n',
    messages: [],
  });
  expect(insideWork(observed)).toEqual([
    'DROP TABLE users',
    'CREATE TABLE users',
    'INSERT users',
    'SELECT users',
    'SELECT missing !8704',
    'BATCH',
    'SELECT users',
    'SELECT users',
  ]);
  expect(durations(observed)).toEqual([
    'BATCH: 1',
    'CREATE TABLE users: 1',
    'DROP TABLE users: 1',
    'INSERT users: 1',
    'SELECT missing !8704: 1',
    'SELECT users: 3',
  ]);
  expect(observed.spans.find(({ name }) => name === 'SELECT users')).toMatchObject({
    kind: 'client',
    attributes: {
      'db.system.name': 'cassandra',
      'db.namespace': 'shop',
      'db.collection.name': 'users',
      'db.operation.name': 'SELECT',
      'db.query.summary': 'SELECT users',
      'db.query.text': 'SELECT id, email FROM users WHERE email = ?',
      'server.address': '127.0.0.1',
      'server.port': server.port,
    },
  });
  expect(leaks(observed)).toEqual([]);
});
