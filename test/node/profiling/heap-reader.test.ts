import { describe, expect, test } from '@jest/globals';
import { createHeapReader } from '../../../src/node/profiling/heap-reader.ts';
import { PROFILE } from './made-profile.ts';

const MIB = 1_048_576;
const HOUR_MILLIS = 3_600_000;

interface Made {
  readonly readsCollect?: boolean;
  /** What a read of a heap takes. */
  readonly millisOf?: (mebibytes: number) => number;
}

/** A heap of any size, and a clock that a read moves on. */
const makeHeap = ({ readsCollect = true, millisOf = (mebibytes) => 0.8 * mebibytes }: Made) => {
  const state = { mebibytes: 20, clock: 0, lines: [] as string[] };
  const reader = createHeapReader(
    {
      isOn: () => true,
      readsCollect: () => readsCollect,
      start: () => {},
      stop: () => {},
      read: () => {
        state.clock += millisOf(state.mebibytes);
        return PROFILE;
      },
    },
    {
      warn: (line) => state.lines.push(line),
      usedBytes: () => state.mebibytes * MIB,
      now: () => state.clock,
    },
  );
  /** Whether it was read, an hour later and at this size. */
  const readAt = (mebibytes: number): boolean => {
    state.clock += HOUR_MILLIS;
    state.mebibytes = mebibytes;
    if (!reader.isDue()) return false;
    reader.read();
    return true;
  };
  return { state, reader, readAt };
};

describe('a heap whose reads stop the program', () => {
  test.each([
    ['that is small', 200, true],
    ['that would stop it for long', 300, false],
  ])('%s', (_which, mebibytes, isRead) => {
    const { state, readAt } = makeHeap({});
    expect(readAt(mebibytes)).toBe(isRead);
    expect(state.lines).toEqual(
      isRead ? [] : [expect.stringContaining('the heap (300 MB) is profiled at the end only')],
    );
  });

  test('is read while it grows for as long as that is short, and one line says when no more', () => {
    const { state, readAt } = makeHeap({});
    expect([200, 300, 310, 320, 500].map(readAt)).toEqual([true, true, true, false, false]);
    expect(state.lines).toHaveLength(1);
    expect(readAt(250)).toBe(true);
  });

  test('is left alone on a machine that is slow, until it is smaller', () => {
    const { readAt } = makeHeap({ millisOf: (mebibytes) => 10 * mebibytes });
    expect([100, 100, 80, 50, 20].map(readAt)).toEqual([true, false, false, true, true]);
  });

  test('rests for ten minutes at least', () => {
    const { state, reader, readAt } = makeHeap({ millisOf: () => 1 });
    readAt(4);
    state.clock += 599_000;
    expect(reader.isDue()).toBe(false);
    state.clock += 1_000;
    expect(reader.isDue()).toBe(true);
  });
});

test('a heap whose reads stop nothing is read whatever its size, in each minute', () => {
  const { state, reader, readAt } = makeHeap({ readsCollect: false, millisOf: () => 0.4 });
  expect([200, 4_000].map(readAt)).toEqual([true, true]);
  state.clock += 60_000;
  expect(reader.isDue()).toBe(true);
  expect(state.lines).toEqual([]);
});
