import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findMysql } from './find-mysql.ts';

const NAMES = ['BINNACLE_CACHE_DIR', 'BINNACLE_MYSQLD', 'PATH'] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);
let folder = '';

/** A program of this name that is found before all others. */
const program = async (name: string, script: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binnacle-mysql-'));
  process.env.BINNACLE_CACHE_DIR = join(folder, 'cache');
  delete process.env.BINNACLE_MYSQLD;
  process.env.PATH = folder;
});
afterEach(async () => {
  for (const [name, value] of before)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await rm(folder, { recursive: true, force: true });
});

describe('a server of MySQL', () => {
  test('is the one that is named', async () => {
    process.env.BINNACLE_MYSQLD = await program('mine', 'echo "mysqld  Ver 8.4.3 for Linux on x86_64"');
    expect(await findMysql()).toEqual({ path: process.env.BINNACLE_MYSQLD, origin: 'BINNACLE_MYSQLD' });
  });

  test('is not MariaDB under its name', async () => {
    const mariadb = 'echo "mysqld  Ver 10.11.19-MariaDB for debian-linux-gnu on x86_64 (Debian 12)"';
    process.env.BINNACLE_MYSQLD = await program('mysqld', mariadb);
    expect(await findMysql()).toMatchObject({
      missing: expect.stringContaining('which is no mysqld of MySQL'),
    });
    delete process.env.BINNACLE_MYSQLD;
    expect(await findMysql()).toMatchObject({
      missing: expect.stringContaining('BINNACLE_MYSQLD may name its path'),
    });
  });

  test('is the one that is installed', async () => {
    const path = await program('mysqld', 'echo "mysqld  Ver 8.0.36 for Linux on x86_64 ((Ubuntu))"');
    expect(await findMysql()).toEqual({ path, origin: 'PATH' });
  });
});

const isPacked = process.platform === 'linux' && process.arch === 'x64';
(isPacked ? describe : describe.skip)('where it cannot be had', () => {
  test('that is said in one line', async () => {
    expect(await findMysql()).toEqual({
      missing: expect.stringMatching(
        /^mysqld of MySQL [\d.]+ is missing: there is no mvn to fetch it with; .+$/,
      ),
    });
  });

  test.each([
    [
      'no network',
      'case "$1" in --version) ;; *) echo "could not resolve host" >&2; exit 1;; esac',
      'resolve host',
    ],
    [
      'another archive',
      '[ "$1" = --version ] || echo x > mysql-Linux-amd64.tar.gz',
      'the SHA-256 of mysql-Linux-amd64.tar.gz is 73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac',
    ],
  ])('%s: it is tried once, and not in each file of tests', async (_, mvn, reason) => {
    await program('mvn', mvn);
    expect(await findMysql()).toEqual({ missing: expect.stringContaining(reason) });
    await rm(join(folder, 'mvn'));
    expect(await findMysql()).toEqual({ missing: expect.stringContaining(reason) });
    expect(await findMysql({ retry: true })).toEqual({ missing: expect.stringContaining('there is no mvn') });
  });
});
