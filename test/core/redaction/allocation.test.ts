// Zero allocation where there is nothing to hide: in a process of its own, in which nothing else takes memory.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import type { Allocated } from './fixtures/allocation.ts';

/** In MB: more than is allocated in a round, so that nothing is collected during one. */
const YOUNG = 256;
/** The smallest object takes 16; of what comes again a few texts are kept, so that it is known at once. */
const MOST_BYTES = 8;

type Kind = 'numbers' | 'words' | 'paths' | 'urls' | 'records' | 'control';
let allocated: Readonly<Record<Kind, Allocated>>;

beforeAll(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    `--max-semi-space-size=${YOUNG}`,
    `--min-semi-space-size=${YOUNG}`,
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'fixtures/allocation.ts'),
  ]);
  allocated = JSON.parse(stdout);
}, 180_000);

test.each(['numbers', 'words', 'paths', 'urls', 'records'] as const)(
  '%s: the same comes back, and nothing is made for it',
  (kind) => {
    expect(allocated[kind].isSame).toBe(true);
    expect(allocated[kind].bytes).toBeGreaterThanOrEqual(0);
    expect(allocated[kind].bytes).toBeLessThan(MOST_BYTES);
  },
);

test('one object for each would be seen', () => {
  expect(allocated.control.bytes).toBeGreaterThanOrEqual(16);
});
