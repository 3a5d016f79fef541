import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findInFolder } from './search-files.ts';

const TEXT = 'marker_of_a_place_abcdefghij';
const HEADER = Buffer.from([2, 1, 0, 9, 9, 9, 9]);
const PAGE_BYTES = 32_768;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'search-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A log of Prometheus: each page begins with a header, the record goes on behind it. */
const paged = (record: Buffer): Buffer => {
  const pages: Buffer[] = [];
  for (let start = 0; start < record.length; start += PAGE_BYTES - HEADER.length)
    pages.push(HEADER, record.subarray(start, start + PAGE_BYTES - HEADER.length));
  return Buffer.concat(pages);
};

const at = (position: number): Buffer => {
  const record = Buffer.alloc(5 * 2 ** 20, 'x');
  record.write(TEXT, position);
  return record;
};

test.each([
  ['at the start', 'wal/00000000', paged(at(0))],
  ['across two pages of a log', 'wal/00000001', paged(at(PAGE_BYTES - HEADER.length - 10))],
  [
    'across two pages, in the second chunk',
    'wal/00000002',
    paged(at(150 * (PAGE_BYTES - HEADER.length) - 10)),
  ],
  ['across two chunks', 'other/file', at(4 * 2 ** 20 - 10)],
])('finds a text %s', async (_, name, bytes) => {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
  expect(await findInFolder(folder, [TEXT, 'absent'])).toEqual([TEXT]);
  await rm(path);
});
