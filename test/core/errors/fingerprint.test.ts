import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/core/errors/fault.ts';
import { fingerprintOf } from '../../../src/core/errors/fingerprint.ts';

const stack = (...lines: readonly string[]): string =>
  ['Error: x', ...lines.map((line) => `    at ${line}`)].join('\n');

const NODE: Fault = {
  type: 'TypeError',
  message: "Cannot read properties of undefined (reading 'total')",
  stack: stack('priceOf (/srv/app/src/basket.js:10:5)', 'Orders.create (/srv/app/src/orders.js:5:1)'),
};
const PAYMENT: Fault = {
  type: 'PaymentError',
  message: 'order 4711 of mary@example.com was refused by "stripe"',
  stack: stack('pay (/srv/app/src/pay.js:1:1)'),
};

const said = (message: string): Fault => ({ ...PAYMENT, message });

describe('what changes in a message tells no groups apart', () => {
  test.each([
    ['hashes without digits', 'the key deadbeef is gone', 'the key cafebabe is gone'],
    ['quotes of people', 'no product “chair”', 'no product “table”'],
    ['quotes of other people', 'no product «chair»', 'no product «table»'],
    ['paths of Windows', 'C:\\tmp\\a.txt cannot be read', 'D:\\data\\b\\c.txt cannot be read'],
    [
      'times',
      'late since 2026-01-31T12:00:00.000Z',
      'late since Sat Jan 31 2026 12:00:00 GMT+0000 (Coordinated Universal Time)',
    ],
    ['times of HTTP', 'late since Sat, 31 Jan 2026 12:00:00 GMT', 'late since Sun, 01 Feb 2026 00:00:00 GMT'],
  ])('%s', (_what, one, other) => {
    expect(fingerprintOf(said(one))).toBe(fingerprintOf(said(other)));
  });

  test.each([
    ['words', 'the facade is gone', 'the decade is gone'],
    ['letters behind a colon', 'a: no stock', 'a: no money'],
    ['days', 'closed on Sunday', 'closed on Monday'],
  ])('%s do', (_what, one, other) => {
    expect(fingerprintOf(said(one))).not.toBe(fingerprintOf(said(other)));
  });
});

describe('puts into one group', () => {
  test.each<[what: string, one: Fault, other: Fault]>([
    [
      'another release',
      NODE,
      {
        ...NODE,
        stack: stack(
          'priceOf (/srv/releases/81/src/basket.js:99:1)',
          'Orders.create (/srv/releases/81/src/orders.js:7:2)',
        ),
      },
    ],
    [
      'a browser',
      NODE,
      {
        ...NODE,
        stack: stack(
          'priceOf (https://shop.example/src/basket.js?v=3:10:5)',
          'Orders.create (https://shop.example/src/orders.js:5:1)',
        ),
      },
    ],
    [
      'Firefox',
      NODE,
      {
        type: 'TypeError',
        message: 'can\'t access property "total", item is undefined',
        stack:
          'priceOf@https://shop.example/src/basket.js:10:5\ncreate@https://shop.example/src/orders.js:5:1',
      },
    ],
    [
      'Safari',
      NODE,
      {
        type: 'TypeError',
        message: "undefined is not an object (evaluating 'item.total')",
        stack:
          'priceOf@https://shop.example/src/basket.js:10:5\ncreate@https://shop.example/src/orders.js:5:1',
      },
    ],
    [
      'other callers further out',
      {
        ...NODE,
        stack: `${NODE.stack}\n    at Shop.a (/srv/app/src/a.js:1:1)\n    at Shop.b (/srv/app/src/b.js:1:1)`,
      },
      {
        ...NODE,
        stack: `${NODE.stack}\n    at Shop.a (/srv/app/src/a.js:1:1)\n    at Shop.c (/srv/app/src/c.js:1:1)`,
      },
    ],
    [
      'frames of packages and of Node',
      NODE,
      {
        ...NODE,
        stack: stack(
          'x (node:internal/x:1:1)',
          'priceOf (/srv/app/src/basket.js:10:5)',
          'next (/srv/app/node_modules/express/router.js:1:1)',
          'Orders.create (/srv/app/src/orders.js:5:1)',
        ),
      },
    ],
    [
      'a recursion of another depth',
      { ...NODE, stack: stack(...Array(3).fill('walk (/srv/app/src/walk.js:1:1)')) },
      { ...NODE, stack: stack(...Array(50).fill('walk (/srv/app/src/walk.js:1:1)')) },
    ],
    [
      'ids in a message',
      PAYMENT,
      { ...PAYMENT, message: 'order 815 of john@example.org was refused by "adyen"' },
    ],
    [
      'minified builds',
      { ...PAYMENT, stack: stack('a (https://shop.example/assets/main.3f2a9c81.js:1:8211)') },
      { ...PAYMENT, stack: stack('tK (https://shop.example/assets/main.99ab01ff.js:1:9918)') },
    ],
    [
      'lists of another length',
      { type: 'Error', message: 'unknown ids: 1, 2, 3' },
      { type: 'Error', message: 'unknown ids: 4711' },
    ],
    [
      'another time',
      { type: 'Error', message: 'late since 2026-11-21T10:00:00Z' },
      { type: 'Error', message: 'late since 2026-12-01T08:30:00.120+01:00' },
    ],
    [
      'another host and path',
      { type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' },
      { type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED ::1:5433' },
    ],
    [
      'another uuid',
      { type: 'Error', message: 'no cart 7d0c1e0a-91e2-4a53-8f0b-2f8d1a9b7c11' },
      { type: 'Error', message: 'no cart 11111111-91e2-4a53-8f0b-2f8d1a9b7c11' },
    ],
  ])('%s', (_, one, other) => {
    expect(fingerprintOf(other)).toBe(fingerprintOf(one));
  });
});

describe('tells apart', () => {
  test.each<[what: string, one: Fault, other: Fault]>([
    ['another class', NODE, { ...NODE, type: 'RangeError' }],
    [
      'another place',
      NODE,
      {
        ...NODE,
        stack: stack('totalOf (/srv/app/src/basket.js:10:5)', 'Orders.create (/srv/app/src/orders.js:5:1)'),
      },
    ],
    [
      'another caller',
      NODE,
      {
        ...NODE,
        stack: stack('priceOf (/srv/app/src/basket.js:10:5)', 'Orders.change (/srv/app/src/orders.js:5:1)'),
      },
    ],
    ['what the engine means', NODE, { ...NODE, message: 'item.total is not a function' }],
    ['another message', PAYMENT, { ...PAYMENT, message: 'order 4711 cannot be found' }],
    [
      'another code',
      { type: 'Error', message: 'failed', code: 'ENOTFOUND' },
      { type: 'Error', message: 'failed', code: 'ECONNRESET' },
    ],
    [
      'another cause',
      { ...PAYMENT, cause: { type: 'Error', message: 'a' } },
      { ...PAYMENT, cause: { type: 'Error', message: 'b' } },
    ],
    ['a cause from none', PAYMENT, { ...PAYMENT, cause: { type: 'Error', message: 'a' } }],
  ])('%s', (_, one, other) => {
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(one));
  });
});

test('is 16 hexadecimal digits', () => {
  expect(fingerprintOf(NODE)).toMatch(/^[\da-f]{16}$/);
});
