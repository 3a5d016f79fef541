import { describe, expect, test } from '@jest/globals';
import {
  decodeState,
  encodeBlocked,
  encodeExit,
  encodeMemory,
  encodeState,
  MAX_FILE_BYTES,
  type ProcessState,
} from '../../../src/node/crash/state-file.ts';

const state: ProcessState = {
  place: 'aaaaaaaa',
  host: '11111111',
  bootId: 'boot',
  pid: 7,
  start: '500',
  service: 'orders',
  release: '1.0.0',
  startedMillis: 1,
  seenMillis: 2,
  heapUsed: 3,
  heapLimit: 4,
  rss: 5,
  memoryLimit: 6,
};
const blocked = { sinceMillis: 1, seenMillis: 2, stack: '    at spin (/srv/a.js:1:1)', route: '/orders' };

test('what is written is read', () => {
  expect(decodeState(encodeState(state))).toEqual({ process: state, blocked: undefined });
  const both = Buffer.concat([encodeState(state), encodeBlocked(blocked)]);
  expect(decodeState(both)).toEqual({ process: state, blocked });
  const memory = { seenMillis: 3, rss: 4 };
  const all = Buffer.concat([both, encodeMemory(memory)]);
  expect(decodeState(all)).toEqual({ process: state, blocked, memory });
  const exit = { signal: 'SIGSEGV' };
  const told = Buffer.concat([all, encodeExit(exit)]);
  expect(decodeState(told)).toEqual({ process: state, blocked, memory, exit });
  expect(told).toHaveLength(MAX_FILE_BYTES);
  const over = Buffer.concat([encodeState(state), encodeBlocked(undefined)]);
  expect(decodeState(over)?.blocked).toBeUndefined();
});

test('what is too long is left out, and the block keeps its size', () => {
  const long = encodeState({ ...state, abortStack: 'é'.repeat(5_000), askedBy: 'SIGTERM' });
  expect(long).toHaveLength(encodeState(state).length);
  expect(decodeState(long)?.process).toEqual({ ...state, askedBy: 'SIGTERM' });
});

describe('what is no state is nothing', () => {
  const json = (value: unknown): Buffer => {
    const block = Buffer.alloc(encodeState(state).length, ' ');
    block.write(JSON.stringify(value));
    return block;
  };
  const { pid, ...without } = state;
  test.each<readonly [string, Buffer]>([
    ['empty', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(4_096)],
    ['cut off', encodeState(state).subarray(0, 100)],
    ['too long', Buffer.alloc(MAX_FILE_BYTES + 1, ' ')],
    ['no JSON', Buffer.alloc(4_096, '{')],
    ['null', json(null)],
    ['a list', json([state])],
    ['without a number', json(without)],
    ['with a text for a number', json({ ...state, pid: String(pid) })],
    ['with an object for a text', json({ ...state, service: { toString: 'x' } })],
  ])('%s', (_, content) => expect(decodeState(content)).toBeUndefined());
});

test('fields that nobody knows are left out', () => {
  const block = encodeState({ ...state, secret: 'hunter2' } as ProcessState);
  expect(JSON.stringify(decodeState(block))).not.toContain('hunter2');
});
