import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { schema } from '../validate/schema.ts';
import { AIMS } from './aim.ts';
import type { Assembled } from './assemble.ts';
import { snippetBases } from './cases.ts';
import { restrictSchema } from './collector-run.ts';
import { aimCases, compareStarts, startReport } from './compare-starts.ts';
import { readCorpus } from './corpus.ts';
import { createRandom } from './random.ts';
import { createSurroundings } from './surroundings.ts';

/** The whole corpus, and more aims: `npm run bench:collector-differential -- --start --count 300 --seed 2`. */
const SEED = 20_260_102;
const TIMEOUT_MILLIS = 120_000;

const binary = await requireServer('otelcol');
const folder = await mkdtemp(join(tmpdir(), 'collector-starts-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

(binary ? test : test.skip)(
  'what the real Collector takes and then does not start is reported, and nothing else',
  async () => {
    const own = await restrictSchema(schema, binary ?? '');
    const bases = snippetBases(readCorpus(own), own)
      .filter(({ isRefused }) => !isRefused)
      .map(({ name, document }) => ({ name, change: '', document: document as Assembled }));
    // One of each aim.
    const cases = aimCases(bases, Object.keys(AIMS).length, createRandom(SEED));
    const comparison = await compareStarts(cases, binary ?? '', own, createSurroundings(folder));
    process.stdout.write(`${startReport(comparison)}\n`);
    expect(comparison.failed).toBeGreaterThan(cases.length / 4);
    expect(comparison.failed).toBeLessThan(cases.length);
    expect(comparison.disagreements).toEqual([]);
  },
  TIMEOUT_MILLIS,
);
