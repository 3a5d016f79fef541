import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { restrictSchema } from '../differential/collector-run.ts';
import { compareTexts, textReport } from './compare-texts.ts';
import { type RandomText, takeTexts } from './random-texts.ts';
import { schema, table } from './table.ts';

/** More of them: `npm run bench:collector-differential -- --ottl --count 5000 --seed 2`. */
const TEXTS = 1500;
const SEED = 20_260;
const TIMEOUT_MILLIS = 120_000;

const collector = await requireServer('otelcol');
const folder = await mkdtemp(join(tmpdir(), 'ottl-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the same seed makes the same texts', () => {
  const take = (seed: number): readonly RandomText[] => takeTexts(table, seed, 50);
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
});

(collector ? test : test.skip)(
  `${TEXTS} random statements and conditions are accepted and rejected as by the real Collector`,
  async () => {
    const own = await restrictSchema(schema, collector ?? '');
    const isKnown = ({ kind, component }: RandomText): boolean => own[kind][component] !== undefined;
    const texts = takeTexts(table, SEED, TEXTS, isKnown);
    const comparison = await compareTexts(texts, collector ?? '', own, folder);
    process.stdout.write(`${textReport(comparison)}\n`);
    expect(comparison.refused).toBeGreaterThan(TEXTS / 4);
    expect(comparison.refused).toBeLessThan((3 * TEXTS) / 4);
    expect(comparison.misses).toEqual([]);
    expect(comparison.falseAlarms).toEqual([]);
    // Where they differ, the Collector gave up further on, or went back to the beginning.
    expect(comparison.otherPositions.length).toBeLessThan(comparison.positions / 2);
  },
  TIMEOUT_MILLIS,
);
