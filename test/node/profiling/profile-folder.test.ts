import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fileNameOf, writeProfile } from '../../../src/node/profiling/profile-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'binnacle-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const name = (minute: number) =>
  ({ service: 'shop', kind: 'cpu', timeMillis: Date.UTC(2026, 0, 31, 12, minute), writer: '4711' }) as const;

test('a profile is named by its service, kind, time and process', () => {
  expect(fileNameOf(name(0))).toBe('shop-cpu-20260131T120000.000Z-4711.pb.gz');
  expect(fileNameOf({ ...name(0), service: '../a b/ü' })).toBe('.._a_b_-cpu-20260131T120000.000Z-4711.pb.gz');
});

test('only this user can read it', () => {
  const path = writeProfile(join(folder, 'new'), 1_000, name(0), Buffer.alloc(10));
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  expect((statSync(join(folder, 'new')).mode & 0o777).toString(8)).toBe('700');
});

test('the oldest make room, and nothing else is removed', () => {
  for (const other of ['notes.txt', 'mine.pb.gz', 'shop-cpu-today-1.pb.gz'])
    writeFileSync(join(folder, other), Buffer.alloc(5_000));
  for (let minute = 0; minute < 5; minute++) {
    const path = writeProfile(folder, 250, name(minute), Buffer.alloc(100));
    utimesSync(path, minute, minute);
  }
  writeProfile(folder, 250, name(5), Buffer.alloc(100));
  expect(readdirSync(folder).sort()).toEqual(
    ['mine.pb.gz', 'notes.txt', fileNameOf(name(4)), fileNameOf(name(5)), 'shop-cpu-today-1.pb.gz'].sort(),
  );
});
