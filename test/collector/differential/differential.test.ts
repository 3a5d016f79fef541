import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { schema } from '../validate/schema.ts';
import { createCases, fileBases, snippetBases, textCases } from './cases.ts';
import { restrictSchema } from './collector-run.ts';
import { compare, ourVerdict, reportOf } from './compare.ts';
import { readCorpus, readMore } from './corpus.ts';
import { corpusCases } from './corpus-cases.ts';
import { coverageOf } from './coverage.ts';
import { createSurroundings } from './surroundings.ts';

/** More of them: `npm run bench:collector-differential -- --count 5000 --seed 2`. */
const MUTATIONS = 600;
const MIXED = 40;
/** More of them: `npm run bench:collector-differential -- --text --count 5000`. */
const TEXTS = 200;
const SEED = 20_260_101;
const TIMEOUT_MILLIS = 240_000;

const fixtures = join(import.meta.dirname, 'fixtures/slim');
const files = (await readdir(fixtures)).sort().map((name) => join(fixtures, name));
const binary = await requireServer('otelcol');
const folder = await mkdtemp(join(tmpdir(), 'collector-differential-'));
const surroundings = createSurroundings(folder);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the corpus has hundreds of configurations, and uses every key of every schema', () => {
  const corpus = readCorpus(schema);
  expect(corpus.length).toBeGreaterThan(500);
  expect(coverageOf(corpus, schema).unused).toEqual([]);
  expect(coverageOf(corpus.slice(0, 1), schema).unused).not.toEqual([]);
});

test('every configuration of the corpus is taken, but for those that are said to be refused', () => {
  const corpus = readCorpus(schema);
  const wrong = snippetBases(corpus, schema).flatMap(({ name, document, isRefused = false }) => {
    const said = ourVerdict([JSON.stringify(document)], schema, surroundings);
    return isRefused === (said !== undefined) ? [] : [`${name}: ${said ?? 'accepted'}`];
  });
  expect(wrong).toEqual([]);
});

test('what is known of more components is taken too', () => {
  const wrong = snippetBases(readMore(schema), schema).flatMap(({ name, document }) => {
    const said = ourVerdict([JSON.stringify(document)], schema, surroundings);
    return said === undefined ? [] : [`${name}: ${said}`];
  });
  expect(readMore(schema).length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

test('the same seed makes the same configurations, and another one others', async () => {
  const bases = await fileBases(files);
  const [one, same, other] = [1, 1, 2].map((seed) => createCases(bases, 20, seed));
  expect(same).toEqual(one);
  expect(other).not.toEqual(one);
});

test('a wrong verdict would be seen', () => {
  expect(ourVerdict(['receivers: {}'], schema, surroundings)).toContain('receivers: is missing');
});

(binary ? test : test.skip)(
  'ours and the real Collector accept and refuse the same configurations',
  async () => {
    const own = await restrictSchema(schema, binary ?? '');
    const cases = await corpusCases(own, { files, mixed: MIXED, mutations: MUTATIONS, seed: SEED });
    const comparison = await compare(cases, binary ?? '', own, surroundings);
    process.stdout.write(`${reportOf(comparison)}\n`);
    expect(comparison.wrong).toEqual([]);
    expect(comparison.refused).toBeGreaterThan(MUTATIONS / 4);
    expect(comparison.refused).toBeLessThan(MUTATIONS);
    expect(comparison.disagreements).toEqual([]);
  },
  TIMEOUT_MILLIS,
);

(binary ? test : test.skip)(
  'ours and the real Collector read the same texts',
  async () => {
    const cases = await textCases(files, TEXTS, SEED);
    const comparison = await compare(
      cases,
      binary ?? '',
      await restrictSchema(schema, binary ?? ''),
      surroundings,
    );
    process.stdout.write(`${reportOf(comparison)}\n`);
    expect(comparison.refused).toBeGreaterThan(TEXTS / 4);
    expect(comparison.refused).toBeLessThan(TEXTS);
    expect(comparison.disagreements).toEqual([]);
  },
  TIMEOUT_MILLIS,
);
