import { expect, test } from '@jest/globals';
import { callSiteOf } from '../../../src/core/errors/call-site.ts';

const STACK = `Error
    at OperationSpan (/srv/app/node_modules/binnacle/dist/node/chunks/a.js:1:1)
    at Client.query (/srv/app/node_modules/pg/lib/client.js:10:5)
    at Client._query (/srv/app/node_modules/knex/lib/client.js:10:5)
    at Runner.run (/srv/app/node_modules/@mikro-orm/core/index.js:10:5)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`;
const isOwn = (file: string): boolean => file.includes('/binnacle/dist/');

test.each([
  ['CommonJS', '    at list (/srv/app/src/orders.js:41:7)', 'src/orders.js:41'],
  ['an ES module', '    at async list (file:///srv/app/src/orders.mjs:41:7)', 'src/orders.mjs:41'],
  ['no function', '    at file:///srv/app/src/orders.mjs:41:7', 'src/orders.mjs:41'],
  ['Windows', '    at list (C:\\app\\src\\orders.js:41:7)', 'src/orders.js:41'],
])('finds the application: %s', (_, line, place) => {
  expect(callSiteOf(`${STACK}\n${line}\n    at other (/srv/app/src/x.js:1:1)`, isOwn)).toEqual({
    place,
    packages: ['pg', 'knex', '@mikro-orm/core'],
  });
});

test('knows the packages where the stack ends in one', () => {
  expect(callSiteOf(STACK, isOwn)).toEqual({ packages: ['pg', 'knex', '@mikro-orm/core'] });
});

test('has nothing to say of a stack of others', () => {
  expect(callSiteOf('Error\n    at emit (node:events:519:28)', isOwn)).toBeUndefined();
});
