import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { optionalServer } from './optional-server.ts';
import { NEEDED_SERVERS } from './versions.ts';

const NAMES = ['BINNACLE_CACHE_DIR', 'BINNACLE_OPTIONAL_SERVERS', 'BINNACLE_THANOS', 'CI', 'PATH'] as const;

let folder = '';
let said: string[] = [];
const before = NAMES.map((name) => [name, process.env[name]] as const);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binnacle-optional-'));
  said = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  // No Go, no Docker and nothing built: a machine where none can be had.
  for (const name of NAMES) delete process.env[name];
  Object.assign(process.env, { BINNACLE_CACHE_DIR: join(folder, 'cache'), PATH: folder, CI: 'true' });
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await rm(folder, { recursive: true, force: true });
});

test('without it a test is skipped with one line, in CI too', async () => {
  expect(await optionalServer('thanos')).toBeUndefined();
  expect(said).toEqual([
    'skipped: thanos 0.42.4 is optional and not there; BINNACLE_OPTIONAL_SERVERS=1 builds it, BINNACLE_THANOS may name its path\n',
  ]);
});

test('where it was asked for and cannot be had, CI fails', async () => {
  process.env.BINNACLE_OPTIONAL_SERVERS = '1';
  await expect(optionalServer('thanos')).rejects.toThrow('thanos 0.42.4 is missing: no go on PATH');
});

test('it is taken from the PATH', async () => {
  const path = join(folder, 'thanos');
  await writeFile(path, '', { mode: 0o755 });
  expect(await optionalServer('thanos')).toBe(path);
});

test('no ordinary run gets it ready', () => {
  expect(NEEDED_SERVERS).toContain('prometheus');
  for (const name of [
    'otelcol-full',
    'thanos',
    'mimir',
    'pyroscope',
    'etcd',
    'kube-apiserver',
    'kubectl',
    'admission-webhook',
  ])
    expect(NEEDED_SERVERS).not.toContain(name);
});
