import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { schema } from '../validate/schema.ts';
import { restrictSchema } from './collector-run.ts';
import { compare, createCases, ourVerdict, reportOf } from './compare.ts';

/** More of them: `npm run bench:collector-differential -- --count 5000 --seed 2`. */
const MUTATIONS = 500;
const SEED = 20_260_101;
const TIMEOUT_MILLIS = 240_000;

const fixtures = join(import.meta.dirname, 'fixtures/slim');
const files = (await readdir(fixtures)).sort().map((name) => join(fixtures, name));
const binary = await requireServer('otelcol');
const folder = await mkdtemp(join(tmpdir(), 'collector-differential-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the same seed makes the same configurations, and another one others', async () => {
  const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => createCases(files, 20, seed)));
  expect(same).toEqual(one);
  expect(other).not.toEqual(one);
});

test('a wrong verdict would be seen', () => {
  expect(ourVerdict('receivers: {}', schema)).toContain('receivers: is missing');
});

(binary ? test : test.skip)(
  'ours and the real Collector accept and refuse the same configurations',
  async () => {
    const own = await restrictSchema(schema, binary ?? '');
    const comparison = await compare(
      await createCases(files, MUTATIONS, SEED),
      binary ?? '',
      own,
      join(folder, 'cases'),
    );
    process.stdout.write(`${reportOf(comparison)}\n`);
    expect(comparison.refused).toBeGreaterThan(MUTATIONS / 4);
    expect(comparison.refused).toBeLessThan(MUTATIONS);
    expect(comparison.disagreements).toEqual([]);
  },
  TIMEOUT_MILLIS,
);
