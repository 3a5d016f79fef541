import { expect, test } from '@jest/globals';
import { fingerprintOf, placeOf } from '../../../src/core/errors/fingerprint.ts';
import {
  BLOCKED_TYPE,
  type Blockage,
  errorStackOf,
  messageOf,
  stackOfFrames,
} from '../../../src/node/crash/blockage.ts';

const urls = new Map([
  ['1', 'file:///srv/shop/src/basket.js'],
  ['2', 'node:internal/timers'],
]);
const frame = (functionName: string, scriptId: string, lineNumber: number, columnNumber?: number) => ({
  functionName,
  location: { scriptId, lineNumber, columnNumber },
});

test('frames are written as V8 writes a stack, lines and columns from 1', () => {
  expect(
    stackOfFrames(
      [
        frame('priceOf', '1', 9, 4),
        frame('', '1', 0),
        frame('listOnTimeout', '2', 683, 10),
        frame('f', '9', 0),
      ],
      urls,
    ),
  ).toBe(
    [
      '    at priceOf (file:///srv/shop/src/basket.js:10:5)',
      '    at file:///srv/shop/src/basket.js:1:1',
      '    at listOnTimeout (node:internal/timers:684:11)',
      '    at f (<anonymous>:1:1)',
    ].join('\n'),
  );
});

test('a recursion of any depth is bounded', () => {
  expect(
    stackOfFrames(
      Array.from({ length: 10_000 }, () => frame('f'.repeat(1_000), '1', 1)),
      urls,
    ).length,
  ).toBe(8_000);
});

const blockage = (durationMillis: number): Blockage => ({
  sinceMillis: 0,
  durationMillis,
  stack: stackOfFrames([frame('priceOf', '1', 9, 4)], urls),
  isTold: false,
});
const faultOf = (one: Blockage) => ({
  type: BLOCKED_TYPE,
  message: messageOf(one),
  stack: errorStackOf(one),
});

test('blockages of one place are one group, however long they are', () => {
  expect(placeOf(faultOf(blockage(1_234)))).toBe('priceOf (src/basket.js)');
  expect(fingerprintOf(faultOf(blockage(1_234)))).toBe(fingerprintOf(faultOf(blockage(98_765))));
});
