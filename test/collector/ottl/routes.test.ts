import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { optionalServer } from '../../backends/optional-server.ts';
import { restrictSchema } from '../differential/collector-run.ts';
import { compareTexts, textReport } from './compare-texts.ts';
import { takeTexts } from './random-texts.ts';
import { schema, table } from './table.ts';

const TEXTS = { routing: 300, sum: 1000 };
const SEED = 20_261;
const TIMEOUT_MILLIS = 300_000;

const collector = await optionalServer('otelcol-full');
const folder = await mkdtemp(join(tmpdir(), 'ottl-routes-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

(collector ? test : test.skip).each(['routing', 'sum'] as const)(
  'texts of %s are accepted and rejected as by the real Collector',
  async (name) => {
    const own = await restrictSchema(schema, collector ?? '');
    const count = TEXTS[name];
    const texts = takeTexts(table, SEED, count, ({ component }) => component === name);
    const comparison = await compareTexts(texts, collector ?? '', own, folder);
    process.stdout.write(`${textReport(comparison)}\n`);
    expect(comparison.refused).toBeGreaterThan(count / 4);
    expect(comparison.refused).toBeLessThan((4 * count) / 5);
    expect(comparison.misses).toEqual([]);
    expect(comparison.falseAlarms).toEqual([]);
  },
  TIMEOUT_MILLIS,
);
