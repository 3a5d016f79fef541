import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Profile } from '../../../src/core/profiling/profile.ts';
import { createContinuous } from '../../../src/node/profiling/continuous.ts';
import type { Finished } from '../../../src/node/profiling/outputs.ts';
import { runFixture } from '../run-fixture.ts';
import { PROFILE, spin } from './made-profile.ts';

interface How {
  readonly periodMillis?: number;
  readonly windowMillis?: number;
  readonly isBusy?: () => boolean;
  readonly beginning?: () => void;
}

/** Profiles by an engine that notes what it is told; `until` waits for a number of notes. */
const startNoted = ({
  periodMillis = 30,
  windowMillis = 10,
  isBusy = () => false,
  beginning = () => {},
}: How) => {
  const notes: string[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const note = (what: string): void => {
    notes.push(what);
    for (const { count, resolve } of waiting) if (notes.length >= count) resolve();
  };
  const taking = (what: string) => (): Profile => {
    note(what);
    return PROFILE;
  };
  const write = async ({ name }: Finished): Promise<void> => note(`written ${name.kind}`);
  const continuous = createContinuous({
    cpu: {
      start: () => {
        note('start');
        beginning();
      },
      take: taking('take'),
      stop: taking('stop'),
    },
    heap: undefined,
    periodMillis,
    windowMillis,
    isBusy,
    finish: (kind, profile) => ({ profile, name: { service: 's', kind, timeMillis: 0, writer: '1' } }),
    outputs: { write, writeAtEnd: write, writeNow: () => {} },
  });
  const until = (count: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (notes.length >= count) resolve();
    else waiting.push({ count, resolve });
    return promise;
  };
  return { continuous, notes, until };
};

const WINDOW = ['start', 'stop', 'written cpu'];

describe('samples of the CPU are taken', () => {
  test('in a window of each period, and not between them', async () => {
    const { continuous, notes, until } = startNoted({});
    await until(9);
    continuous.stop();
    expect(notes.slice(0, 9)).toEqual([...WINDOW, ...WINDOW, ...WINDOW]);
  });

  test('all the time, where the window is no shorter than the period', async () => {
    const { continuous, notes, until } = startNoted({ windowMillis: 30 });
    await until(5);
    continuous.stop();
    expect(notes.slice(0, 5)).toEqual(['start', 'take', 'written cpu', 'take', 'written cpu']);
    expect(notes.at(-1)).toBe('stop');
  });

  test('in no window that comes while a profile is taken that was asked for', async () => {
    let asked = 0;
    // Of the periods after the first, the second is free.
    const { continuous, notes, until } = startNoted({ isBusy: () => ++asked === 1 });
    await until(6);
    continuous.stop();
    expect(notes.slice(0, 6)).toEqual([...WINDOW, ...WINDOW]);
    expect(asked).toBeGreaterThanOrEqual(2);
  });

  test('less often where it takes long to begin', async () => {
    let asked = 0;
    const { promise: fifth, resolve } = Promise.withResolvers<void>();
    const { continuous, notes } = startNoted({
      beginning: () => spin(50),
      isBusy: () => {
        if (++asked === 5) resolve();
        return false;
      },
    });
    await fifth;
    continuous.stop();
    expect(notes).toEqual(WINDOW);
  });

  test('in the next window, where one could not begin', async () => {
    let begun = 0;
    const { continuous, notes, until } = startNoted({
      beginning: () => {
        if (++begun === 2) throw new Error('somebody else profiles');
      },
    });
    await until(7);
    continuous.stop();
    expect(notes.slice(0, 7)).toEqual([...WINDOW, 'start', ...WINDOW]);
  });
});

test('what is asked for within a window is a part of it, and between two there is nothing', async () => {
  const { continuous, notes, until } = startNoted({ periodMillis: 60_000, windowMillis: 400 });
  spin(100);
  await continuous.flush(false);
  expect(notes).toEqual(['start', 'take', 'written cpu']);
  await until(5);
  expect(notes.slice(3)).toEqual(['stop', 'written cpu']);
  spin(1_100);
  await continuous.flush(false);
  continuous.stop();
  expect(notes).toHaveLength(5);
});

test('a window ends early for a profile that is asked for, and what it has is written', async () => {
  const { continuous, notes, until } = startNoted({ periodMillis: 60_000, windowMillis: 30_000 });
  continuous.giveWay();
  // Before anything else may run.
  expect(notes.slice(0, 2)).toEqual(['start', 'stop']);
  await until(3);
  continuous.giveWay();
  continuous.stop();
  expect(notes).toEqual(WINDOW);
});

interface Written {
  readonly how: string;
  readonly durationMillis: number;
  readonly workMillis: number;
}

describe.each(['inspector', 'datadog'])('profiles of the windows of one process, by %s', (engine) => {
  let written: readonly Written[] = [];
  beforeAll(async () => {
    const { code, stdout, stderr } = await runFixture('profiled-windows.ts', {
      nodeOptions: [],
      args: [engine],
      maxLifeMillis: 55_000,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('inspector') });
    written = JSON.parse(stdout);
  }, 60_000);

  test('are of the windows, of what is asked for, and of the one that the end cuts short', () => {
    expect(written.map(({ how }) => how)).toEqual([
      'window',
      'window',
      'window',
      'asked between',
      'window',
      'asked within',
      'flush',
    ]);
  });

  // The machine may be late, a profile is never shorter than what was asked for. A window that ends for a profile that
  // is asked for is.
  test.each([
    [0, 1_500],
    [1, 1_500],
    [2, 1_500],
    [3, 300],
    [4, 400],
    [5, 300],
    [6, 1_100],
  ])('profile %i lasts for at least %i ms, and knows what ran in it', (index, leastMillis) => {
    const { durationMillis = 0, workMillis = 0 } = written[index] ?? {};
    expect(durationMillis).toBeGreaterThanOrEqual(leastMillis - 5);
    expect(durationMillis).toBeLessThan(leastMillis + 1_000);
    // It works 20 ms of each 25.
    expect(workMillis).toBeGreaterThan(0.25 * durationMillis);
    expect(workMillis).toBeLessThan(1.1 * durationMillis);
  });
});
