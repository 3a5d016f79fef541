import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { diag } from '@opentelemetry/api';
import { createDiskBuffer } from '../../../src/node/buffer/disk-buffer.ts';
import type { Backlog } from '../../../src/node/exporters/backlog.ts';
import type { Payload } from '../../../src/node/exporters/payload.ts';

const TRACES = { signal: 'traces', lane: 0 } as const;

let base: string;
let lost: [string, number, string][];
let warnings: string[];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'binnacle-buffer-'));
  lost = [];
  warnings = [];
  jest.spyOn(diag, 'warn').mockImplementation((line) => void warnings.push(line));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(base, { recursive: true, force: true });
});

const open = (options: Partial<Parameters<typeof createDiskBuffer>[0]> = {}): Backlog => {
  const buffer = createDiskBuffer({
    folder: join(base, 'b'),
    maxBytes: 1_000_000,
    maxAgeMillis: 60_000,
    onLost: ({ signal, items }, reason) => lost.push([signal, items, reason]),
    ...options,
  });
  if (!buffer) throw new Error(`no buffer: ${warnings.join()}`);
  return buffer;
};

const payload = (items: number, text = 'body', signal: Payload['signal'] = 'traces'): Payload => ({
  signal,
  lane: 0,
  encoding: 'protobuf',
  items,
  body: Buffer.from(text),
});

const folders = (): string[] => readdirSync(join(base, 'b')).map((name) => join(base, 'b', name));
const files = (): string[] =>
  folders().flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

/** Everything of a signal, in order, as it is read back. */
const drain = async (buffer: Backlog, signal: Payload['signal'] = 'traces'): Promise<string[]> => {
  const texts: string[] = [];
  for (
    let stored = buffer.next({ signal, lane: 0 }, true);
    stored;
    stored = buffer.next({ signal, lane: 0 }, true)
  ) {
    const body = await stored.read();
    texts.push(`${stored.items} ${body instanceof Uint8Array ? Buffer.from(body).toString() : body}`);
    stored.remove();
  }
  return texts;
};

/** Renames the folder of this process as if another had made it, and that had ended. */
const abandon = async (): Promise<void> => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  for (const folder of folders())
    renameSync(folder, folder.replace(/([0-9a-f]{8})-\d+-\d+-/, `$1-${child.pid}-1-`));
};

describe('createDiskBuffer', () => {
  test('gives back in order what it got, and leaves nothing behind', async () => {
    const buffer = open();
    for (let i = 1; i <= 20; i++) expect(await buffer.store(payload(i, `body ${i}`))).toBe(true);
    await buffer.store(payload(99, 'a log', 'logs'));
    expect(await drain(buffer)).toEqual([...Array(20).keys()].map((i) => `${i + 1} body ${i + 1}`));
    expect(await drain(buffer, 'logs')).toEqual(['99 a log']);
    expect(folders()).toEqual([]);
    expect({ lost, warnings }).toEqual({ lost: [], warnings: [] });
  });

  test('is nobody else’s to read', async () => {
    await open().store(payload(1));
    expect(statSync(join(base, 'b')).mode & 0o777).toBe(0o700);
    expect(folders().map((folder) => statSync(folder).mode & 0o777)).toEqual([0o700]);
    expect(files().map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
  });

  test('what is for one exporter is not given to another of the same signal', async () => {
    const buffer = open();
    buffer.saveSync([{ ...payload(1), lane: 1 }, payload(2)]);
    expect(await drain(buffer)).toEqual(['2 body']);
    expect(buffer.next({ signal: 'traces', lane: 1 }, true)?.items).toBe(1);
  });

  test('what was given back is first or last', async () => {
    const buffer = open();
    buffer.saveSync([payload(1), payload(2), payload(3)]);
    buffer.next(TRACES, false)?.giveBack('last');
    buffer.next(TRACES, false)?.giveBack('first');
    expect(await drain(buffer)).toEqual(['2 body', '3 body', '1 body']);
  });

  test('is bounded, the oldest go first and are counted', async () => {
    const buffer = open({ maxBytes: 1_000 });
    for (let i = 1; i <= 20; i++) await buffer.store(payload(i, 'x'.repeat(100)));
    expect(files().reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(1_000);
    expect(lost).toEqual([...Array(12).keys()].map((i) => ['traces', i + 1, 'buffer_full']));
    expect((await drain(buffer))[0]).toMatch(/^13 /);
  });

  test('one that is larger than the whole buffer stays with the caller', async () => {
    const buffer = open({ maxBytes: 1_000 });
    const large = payload(1, 'x'.repeat(2_000));
    expect(await buffer.store(large)).toBe(false);
    expect(buffer.saveSync([large, payload(2)])).toEqual([large]);
  });

  test('what is too old is counted and not sent', async () => {
    const buffer = open({ maxAgeMillis: 0 });
    await buffer.store(payload(7));
    const stored = Date.now();
    while (Date.now() <= stored) await new Promise((resolve) => setImmediate(resolve));
    expect(buffer.next(TRACES, true)).toBeUndefined();
    expect(lost).toEqual([['traces', 7, 'expired']]);
    expect(folders()).toEqual([]);
  });
});

describe('the next process', () => {
  test('takes over what a process that is gone has left, also where it was killed while it wrote', async () => {
    open().saveSync([payload(1), payload(2)]);
    await abandon();
    writeFileSync(join(folders()[0] ?? '', 'x.otlp.tmp'), 'half');
    const next = open();
    expect(next.has(TRACES, false)).toBe(false);
    expect(next.has(TRACES, true)).toBe(true);
    expect(await drain(next)).toEqual(['1 body', '2 body']);
    expect(folders()).toEqual([]);
  });

  test('leaves alone what a process has that lives', async () => {
    open().saveSync([payload(1)]);
    expect(open().has(TRACES, true)).toBe(false);
  });

  test('does not believe a number that was given again, when the folder is not touched any more', async () => {
    open().saveSync([payload(1)]);
    const [folder = ''] = folders();
    const parent = folder.replace(/([0-9a-f]{8})-\d+-/, `$1-${process.ppid}-`);
    renameSync(folder, parent);
    expect(open().has(TRACES, true)).toBe(false);
    utimesSync(parent, 1_000, 1_000);
    expect(open().has(TRACES, true)).toBe(true);
  });

  test('only one of two gets it', async () => {
    open().saveSync([payload(1)]);
    await abandon();
    const [first, second] = [open(), open()];
    expect([first.has(TRACES, true), second.has(TRACES, true)]).toEqual([true, false]);
  });

  test.each([
    ['cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 14))],
    ['empty', (file: string) => writeFileSync(file, '')],
    ['changed', (file: string) => writeFileSync(file, readFileSync(file).fill(0x20, 13))],
    ['renamed', (file: string) => renameSync(file, file.replace(/-1-\d+\.otlp$/, '-1000000-5.otlp'))],
  ])('a file that is %s is no batch', async (_what, damage) => {
    open().saveSync([payload(1)]);
    await abandon();
    damage(files()[0] ?? '');
    expect(await drain(open())).toEqual([expect.stringMatching(/ undefined$/)]);
    expect(warnings).toEqual([expect.stringContaining('a file is damaged')]);
  });

  test('a file that another process has taken is no loss', async () => {
    const buffer = open();
    buffer.saveSync([payload(1)]);
    rmSync(files()[0] ?? '');
    expect(await drain(buffer)).toEqual(['1 gone']);
    expect({ lost, warnings }).toEqual({ lost: [], warnings: [] });
  });

  test('strange files and folders are left as they are', async () => {
    mkdirSync(join(base, 'b', 'mine'), { recursive: true, mode: 0o700 });
    chmodSync(join(base, 'b'), 0o700);
    writeFileSync(join(base, 'b', 'mine', 'notes.txt'), 'hello');
    await open().store(payload(1));
    expect(existsSync(join(base, 'b', 'mine', 'notes.txt'))).toBe(true);
  });
});

describe('a folder that cannot be used is one warning', () => {
  const refused = (folder: string): string | undefined => {
    const buffer = createDiskBuffer({ folder, maxBytes: 1, maxAgeMillis: 1, onLost: () => {} });
    expect(buffer).toBeUndefined();
    expect(warnings).toHaveLength(1);
    return warnings[0];
  };

  test('others can write to it', () => {
    mkdirSync(join(base, 'open'));
    chmodSync(join(base, 'open'), 0o777);
    expect(refused(join(base, 'open'))).toContain('others can write to it');
  });

  test('it is a file', () => {
    writeFileSync(join(base, 'file'), '');
    expect(refused(join(base, 'file'))).toContain('EEXIST');
  });

  test('it cannot be made', () => {
    writeFileSync(join(base, 'file'), '');
    expect(refused(join(base, 'file', 'b'))).toContain('ENOTDIR');
  });
});

test('a folder that disappears is made again', async () => {
  const buffer = open();
  await buffer.store(payload(1));
  rmSync(join(base, 'b'), { recursive: true });
  expect(await buffer.store(payload(2))).toBe(true);
  expect(files()).toHaveLength(1);
});

test('the folder stays while another payload is on its way into it', async () => {
  const buffer = open();
  await buffer.store(payload(0));
  for (let i = 1; i <= 50; i++) {
    const storing = buffer.store(payload(i));
    // The folder was made, and its only file goes before the next one is there.
    await Promise.resolve();
    buffer.next(TRACES, true)?.remove();
    expect([i, await storing]).toEqual([i, true]);
  }
  expect(await drain(buffer)).toEqual(['50 body']);
  expect({ folders: folders(), warnings }).toEqual({ folders: [], warnings: [] });
});
