import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cacheFolder, fillOnce } from './cache.ts';

let folder = '';
const previous = process.env.BINNACLE_CACHE_DIR;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binnacle-cache-'));
  process.env.BINNACLE_CACHE_DIR = folder;
});

afterEach(async () => {
  if (previous === undefined) delete process.env.BINNACLE_CACHE_DIR;
  else process.env.BINNACLE_CACHE_DIR = previous;
  await rm(folder, { recursive: true, force: true });
});

describe('cacheFolder', () => {
  test.each([
    [{ BINNACLE_CACHE_DIR: '/cache', XDG_CACHE_HOME: '/xdg' }, '/cache'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/binnacle/servers'],
  ])('%j is in %s', (env, expected) => expect(cacheFolder(env)).toBe(expected));
});

describe('fillOnce', () => {
  const fillWith =
    (text: string) =>
    async ({ bin }: { bin: string }) => {
      await writeFile(join(bin, 'jaeger'), text);
    };

  test('fills once for two that ask at the same time, and leaves nothing else behind', async () => {
    const target = join(folder, 'jaeger-1');
    let fills = 0;
    const fill = async (folders: { bin: string }) => {
      fills += 1;
      await fillWith('first')(folders);
    };
    const outcomes = await Promise.all([
      fillOnce(target, ['jaeger'], fill),
      fillOnce(target, ['jaeger'], fill),
    ]);
    expect(outcomes.sort()).toEqual(['filled', 'present']);
    expect(fills).toBe(1);
    expect(await readFile(join(target, 'jaeger'), 'utf8')).toBe('first');
    expect(await readdir(folder)).toEqual(['jaeger-1']);
  });

  test('a build that fails, or forgets a command, leaves nothing in the cache', async () => {
    const target = join(folder, 'jaeger-2');
    const fail = async () => {
      throw new Error('no network');
    };
    await expect(fillOnce(target, ['jaeger'], fail)).rejects.toThrow('no network');
    await expect(fillOnce(target, ['promtool'], fillWith('?'))).rejects.toThrow('promtool');
    expect(await readdir(folder)).toEqual([]);
  });

  test('takes over from a process that is gone', async () => {
    const target = join(folder, 'jaeger-3');
    await mkdir(`${target}.lock`);
    // Above the highest pid that Linux gives out.
    await writeFile(join(`${target}.lock`, 'pid'), String(2 ** 22 + 1));
    await mkdir(`${target}.tmp-abc`);
    await expect(fillOnce(target, ['jaeger'], fillWith('new'))).resolves.toBe('filled');
    expect(await readdir(folder)).toEqual(['jaeger-3']);
  });
});
