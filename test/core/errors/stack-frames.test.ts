import { expect, test } from '@jest/globals';
import { readStack, type StackFrame } from '../../../src/core/errors/stack-frames.ts';

const frame = (functionName: string, file: string, rest: Partial<StackFrame> = {}): StackFrame => ({
  functionName,
  file,
  origin: 'application',
  isMinified: false,
  ...rest,
});

test.each<[what: string, line: string, expected: StackFrame | undefined]>([
  ['a method', 'at Orders.find (/srv/app/src/orders.js:10:5)', frame('find', 'src/orders.js')],
  ['a module', 'at file:///srv/app/src/orders.mjs:1:7', frame('', 'src/orders.mjs')],
  ['an awaited call', 'at async pay (file:///srv/app/src/pay.mjs:3:3)', frame('pay', 'src/pay.mjs')],
  ['an awaited module', 'at async file:///srv/app/src/pay.mjs:3:3', frame('', 'src/pay.mjs')],
  ['a constructor', 'at new Basket (/srv/app/src/basket.js:2:9)', frame('Basket', 'src/basket.js')],
  ['CommonJS', 'at Object.<anonymous> (/srv/app/src/index.js:1:7)', frame('', 'src/index.js')],
  ['an alias', 'at Basket.get [as total] (/srv/app/src/basket.js:1:7)', frame('get', 'src/basket.js')],
  ['a private method', 'at #load (/srv/app/src/basket.js:1:7)', frame('load', 'src/basket.js')],
  ['Windows', 'at pay (C:\\apps\\shop\\src\\pay.js:3:3)', frame('pay', 'src/pay.js')],
  ['a release', 'at pay (/srv/releases/20261121093000/pay.js:3:3)', frame('pay', 'N/pay.js')],
  ['a page', 'at pay (https://shop.example/assets/main.3f2a9c81.js?v=2:3:3)', frame('pay', 'assets/main.js')],
  ['a chunk', 'at pay (https://shop.example/assets/chunk-4KJ2NQ7B.js:3:3)', frame('pay', 'assets/chunk.js')],
  ['webpack', 'at pay (webpack-internal:///./src/pay.js:3:3)', frame('pay', 'src/pay.js')],
  [
    'a package',
    'at q (/srv/app/node_modules/pg/lib/client.js:3:3)',
    frame('q', 'lib/client.js', { origin: 'package' }),
  ],
  [
    'Node',
    'at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
    frame('processTicksAndRejections', 'process/task_queues', { origin: 'runtime' }),
  ],
  ['the language', 'at Array.map (<anonymous>)', frame('map', '<anonymous>', { origin: 'runtime' })],
  [
    'an extension',
    'at x (chrome-extension://abc/content.js:1:1)',
    frame('x', 'content.js', { origin: 'runtime' }),
  ],
  [
    'a minified line',
    'at a (https://shop.example/app.js:1:21093)',
    frame('a', 'app.js', { isMinified: true }),
  ],
  [
    'a minified file',
    'at a (https://shop.example/app.min.js:2:10)',
    frame('a', 'app.min.js', { isMinified: true }),
  ],
])('V8: %s', (_, line, expected) => {
  expect(readStack(`TypeError: user@host:1:2 is wrong\n    ${line}`)).toEqual([expected]);
});

test.each<[what: string, line: string, expected: StackFrame]>([
  ['a function', 'pay@https://shop.example/src/pay.js:3:3', frame('pay', 'src/pay.js')],
  [
    'a method of Firefox',
    'Orders.prototype.find@https://shop.example/src/pay.js:3:3',
    frame('find', 'src/pay.js'),
  ],
  ['a function in another', 'pay/<@https://shop.example/src/pay.js:3:3', frame('pay', 'src/pay.js')],
  ['an awaited call', 'async*pay@https://shop.example/src/pay.js:3:3', frame('pay', 'src/pay.js')],
  ['no name', '@https://shop.example/src/pay.js:3:3', frame('', 'src/pay.js')],
  ['Safari without a name', 'https://shop.example/src/pay.js:3:3', frame('', 'src/pay.js')],
])('other engines: %s', (_, line, expected) => {
  expect(readStack(line)).toEqual([expected]);
});

test('reads what this engine writes', () => {
  const load = (): never => {
    throw new Error('no\nat all (x:1:1)');
  };
  let stack = '';
  try {
    load();
  } catch (error) {
    stack = String((error as Error).stack);
  }
  expect(readStack(stack)).toContainEqual(frame('load', 'errors/stack-frames.test.ts'));
});

test.each([
  ['an empty stack', '', 0],
  ['a message', 'Error: nothing of the kind', 0],
  ['a recursion', `Error\n${'    at f (/srv/app/a.js:1:1)\n'.repeat(10_000)}`, 99],
  ['a long line', `Error\n    at ${'('.repeat(100_000)}`, 0],
])('bounds %s', (_, stack, frames) => {
  expect(readStack(stack)).toHaveLength(frames);
});
