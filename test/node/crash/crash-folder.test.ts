import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newStateName, takeLeft } from '../../../src/node/crash/crash-folder.ts';
import type { ProcessIdentity, Surroundings } from '../../../src/node/crash/process-identity.ts';
import { encodeState } from '../../../src/node/crash/state-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binnacle-crash-folder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const identity = (pid: number): ProcessIdentity => ({
  place: 'aaaaaaaa',
  host: '11111111',
  bootId: 'boot',
  pid,
  start: '500',
});

/** Only these live. */
const around = (own: number, living: readonly number[]): Surroundings => ({
  own: identity(own),
  nowMillis: Date.now(),
  bootedMillis: 0,
  startOf: (pid) => (living.includes(pid) ? '500' : undefined),
  exists: (pid) => living.includes(pid),
});

const leave = async (
  pid: number,
  service = 'orders',
  name = newStateName(identity(pid)),
): Promise<string> => {
  const content = encodeState({
    ...identity(pid),
    service,
    release: '',
    startedMillis: 1,
    seenMillis: 2,
    heapUsed: 3,
    heapLimit: 4,
    rss: 5,
    memoryLimit: 6,
  });
  await writeFile(join(folder, name), content);
  return name;
};

const take = (own: number, living: readonly number[] = [own]) =>
  takeLeft(folder, 'orders', around(own, living)).map(({ process }) => process.pid);

test('those of processes of this service that are gone are taken, by one', async () => {
  await leave(1);
  await leave(2);
  await leave(3, 'another');
  expect(take(9, [2, 9])).toEqual([1]);
  expect(take(10, [2, 9, 10])).toEqual([]);
  expect(await readdir(folder)).toHaveLength(3);
});

test('what a process has taken and not told of is taken from it when it is gone', async () => {
  await leave(1);
  expect(take(9)).toEqual([1]);
  expect(take(9)).toEqual([]);
  expect(take(10, [10])).toEqual([1]);
  expect(take(11, [11])).toEqual([1]);
});

test('what is nobody’s is removed in the end', async () => {
  const name = await leave(3, 'another');
  await writeFile(join(folder, newStateName(identity(4))), 'damaged');
  await writeFile(join(folder, 'mine.txt'), 'of somebody else');
  const old = new Date(Date.now() - 8 * 86_400_000);
  for (const each of await readdir(folder)) await utimes(join(folder, each), old, old);
  expect(take(9)).toEqual([]);
  expect(name).toMatch(/^aaaaaaaa-3-500-[0-9a-z]+\.process$/);
  expect(await readdir(folder)).toEqual(['mine.txt']);
});

test('links are left alone', async () => {
  const outside = join(folder, 'outside');
  await writeFile(outside, '');
  await symlink(outside, join(folder, newStateName(identity(1))));
  expect(take(9)).toEqual([]);
  expect(await readdir(folder)).toHaveLength(2);
});
