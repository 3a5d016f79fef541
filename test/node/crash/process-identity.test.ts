import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import {
  FOREIGN_STALE_MILLIS,
  isGone,
  isOfEarlierBoot,
  lookAround,
  ownIdentity,
  type ProcessIdentity,
  type Surroundings,
  startOf,
} from '../../../src/node/crash/process-identity.ts';

const NOW = 1_800_000_000_000;
const BOOTED = NOW - 3_600_000;

const own: ProcessIdentity = { place: 'aaaaaaaa', host: '11111111', bootId: 'boot-2', pid: 1, start: '900' };

/** The process of number 7 started at tick 500; 8 has nobody waited for; no other is there. */
const around: Surroundings = {
  own,
  nowMillis: NOW,
  bootedMillis: BOOTED,
  startOf: (pid) => (pid === 7 ? '500' : undefined),
  exists: (pid) => pid === 7,
};
const unknowing: Surroundings = {
  ...around,
  startOf: () => {
    throw new Error('EACCES');
  },
};
const withoutProc: Surroundings = { ...unknowing, own: { ...own, bootId: '', start: '1799999000' } };

interface Case {
  readonly name: string;
  readonly left: Partial<ProcessIdentity>;
  readonly silentMillis?: number;
  readonly around?: Surroundings;
  readonly gone: boolean;
}

const HOUR = 3_600_000;

test.each<Case>([
  { name: 'lives', left: { pid: 7, start: '500' }, gone: false },
  {
    name: 'lives and was silent for days',
    left: { pid: 7, start: '500' },
    silentMillis: HOUR / 2,
    gone: false,
  },
  { name: 'ended', left: { pid: 9, start: '500' }, gone: true },
  { name: 'ended, and somebody has its number', left: { pid: 7, start: '400' }, gone: true },
  { name: 'ended, and this process has its number', left: { pid: 1, start: '400' }, gone: true },
  {
    name: 'cannot be asked, and its number is in use',
    left: { pid: 7, start: '500' },
    around: unknowing,
    gone: false,
  },
  {
    name: 'cannot be asked, and its number is free',
    left: { pid: 9, start: '500' },
    around: unknowing,
    gone: true,
  },
  {
    name: 'has number 1 in another container',
    left: { place: 'bbbbbbbb', pid: 1 },
    silentMillis: 60_000,
    gone: false,
  },
  {
    name: 'had number 1 in another container',
    left: { place: 'bbbbbbbb', pid: 1 },
    silentMillis: FOREIGN_STALE_MILLIS + 1,
    gone: true,
  },
  {
    name: 'ran before this machine was started anew',
    left: { bootId: 'boot-1' },
    silentMillis: HOUR + 5_000,
    gone: true,
  },
  {
    name: 'lives on another machine',
    left: { bootId: 'boot-9', host: '22222222' },
    silentMillis: 60_000,
    gone: false,
  },
  {
    name: 'was on another machine',
    left: { bootId: 'boot-9', host: '22222222' },
    silentMillis: FOREIGN_STALE_MILLIS + 1,
    gone: true,
  },
  {
    name: 'lives, without /proc',
    left: { bootId: '', pid: 7, start: '1' },
    around: withoutProc,
    gone: false,
  },
  { name: 'ended, without /proc', left: { bootId: '', pid: 9, start: '1' }, around: withoutProc, gone: true },
  {
    name: 'ended and had this number, without /proc',
    left: { bootId: '', pid: 1, start: '1799990000' },
    around: withoutProc,
    gone: true,
  },
  {
    name: 'is this process, without /proc',
    left: { bootId: '', pid: 1, start: '1799999001' },
    around: withoutProc,
    gone: false,
  },
])('a process that $name: gone is $gone', ({ left, silentMillis = 1_000, around: by = around, gone }) => {
  expect(isGone({ ...own, ...left }, NOW - silentMillis, by)).toBe(gone);
});

test.each([
  ['of another start of this machine', { bootId: 'boot-1' }, HOUR + 5_000, true],
  ['of this start', {}, HOUR + 5_000, false],
  ['of another machine', { bootId: 'boot-1', host: '22222222' }, HOUR + 5_000, false],
  ['of another kernel, since', { bootId: 'boot-1' }, 1_000, false],
])('a process %s', (_, left, silentMillis, earlier) => {
  expect(isOfEarlierBoot({ ...own, ...left }, NOW - silentMillis, around)).toBe(earlier);
});

describe('on this machine', () => {
  test('this process lives, and has the same start whoever asks', () => {
    const identity = ownIdentity();
    expect(isGone(identity, 0, { ...lookAround(identity), bootedMillis: 0 })).toBe(false);
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('one that nobody has waited for yet is gone', async () => {
    // The shell's child ends at once, and the shell, which is another program then, never waits for it.
    const child = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = await once(child.stdout, 'data');
    const pid = Number(String(line));
    const ended = once(child, 'exit');
    try {
      await expect(
        (async () => {
          while (startOf(pid) !== undefined) await new Promise((resolve) => setImmediate(resolve));
          return 'gone';
        })(),
      ).resolves.toBe('gone');
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  });
});
