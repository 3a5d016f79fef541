import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { optionalServer } from '../../backends/optional-server.ts';
import { schema } from '../validate/schema.ts';
import { AIMS } from './aim.ts';
import type { Assembled } from './assemble.ts';
import { snippetBases } from './cases.ts';
import { restrictSchema } from './collector-run.ts';
import { compare, reportOf } from './compare.ts';
import { aimCases, compareStarts, startReport } from './compare-starts.ts';
import { readCorpus, readMore } from './corpus.ts';
import { corpusCases } from './corpus-cases.ts';
import { createRandom } from './random.ts';
import { createSurroundings } from './surroundings.ts';

/** More of them: `npm run bench:collector-differential -- --full --count 5000 --seed 2`. */
const MUTATIONS = 600;
const MIXED = 40;
const SEED = 20_260_103;
const TIMEOUT_MILLIS = 900_000;

const fixtures = ['slim', 'full'].map((name) => join(import.meta.dirname, 'fixtures', name));
const binary = await optionalServer('otelcol-full');
const folder = await mkdtemp(join(tmpdir(), 'collector-full-'));
const surroundings = createSurroundings(folder);
afterAll(() => rm(folder, { recursive: true, force: true }));

const own = binary ? await restrictSchema(schema, binary) : schema;
const withCollector = binary ? test : test.skip;

withCollector('it has every component of the corpus, and some of those that less is known of', () => {
  expect(readCorpus(own).map(({ name }) => name)).toEqual(readCorpus(schema).map(({ name }) => name));
  expect(readMore(own).length).toBeGreaterThan(10);
});

withCollector(
  'ours and a Collector with every component accept and refuse the same configurations',
  async () => {
    const files = await Promise.all(
      fixtures.map(async (path) => (await readdir(path)).sort().map((name) => join(path, name))),
    );
    const counts = { files: files.flat(), mixed: MIXED, mutations: MUTATIONS, seed: SEED, more: true };
    const comparison = await compare(await corpusCases(own, counts), binary ?? '', own, surroundings);
    process.stdout.write(`${reportOf(comparison)}\n`);
    expect(comparison.wrong).toEqual([]);
    expect(comparison.refused).toBeGreaterThan(MUTATIONS / 4);
    expect(comparison.refused).toBeLessThan(MUTATIONS);
    expect(comparison.disagreements).toEqual([]);
  },
  TIMEOUT_MILLIS,
);

withCollector(
  'what it takes and then does not start is reported, and nothing else',
  async () => {
    const bases = snippetBases(readCorpus(own), own)
      // It waits for a cluster, and starts nothing after it before that answers.
      .filter(({ name, isRefused }) => !isRefused && !name.includes('k8s_attributes'))
      .map(({ name, document }) => ({ name, change: '', document: document as Assembled }));
    const cases = aimCases(bases, Object.keys(AIMS).length, createRandom(SEED));
    const comparison = await compareStarts(cases, binary ?? '', own, surroundings);
    process.stdout.write(`${startReport(comparison)}\n`);
    expect(comparison.disagreements).toEqual([]);
  },
  TIMEOUT_MILLIS,
);
