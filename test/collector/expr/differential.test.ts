import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { faultOfExpr } from '../../../src/collector/expr/fault-of-expr.ts';
import { requireServer } from '../../backends/find-server.ts';
import { collectorRun } from '../differential/collector-run.ts';
import { createRandom } from '../differential/random.ts';
import { randomExprs } from './random-exprs.ts';

const TEXTS = 120;
const SEED = 7;
const TIMEOUT_MILLIS = 120_000;

const collector = await requireServer('otelcol');
const folder = await mkdtemp(join(tmpdir(), 'expr-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const take = (seed: number): readonly string[] => {
  const texts = randomExprs(createRandom(seed));
  return Array.from({ length: TEXTS }, () => texts.next().value);
};

/** One filter for each expression. */
const configure = (texts: readonly string[]): string => {
  const filters = texts.map((text, index) => [
    `filter/${index}`,
    { metrics: { include: { match_type: 'expr', expressions: [text.replaceAll('$', '$$$$')] } } },
  ]);
  return stringify({
    receivers: { otlp: { protocols: { grpc: null } } },
    processors: Object.fromEntries(filters),
    exporters: { debug: null },
    service: {
      pipelines: {
        metrics: { receivers: ['otlp'], processors: filters.map(([id]) => id), exporters: ['debug'] },
      },
    },
  });
};

(collector ? test : test.skip)(
  `${TEXTS} expressions are compiled and refused as by the real Collector`,
  async () => {
    const file = join(folder, 'expr.yaml');
    const ask = async (texts: readonly string[]): Promise<string | undefined> => {
      await writeFile(file, configure(texts));
      return collectorRun(collector ?? '', { folder, env: {} })([file]);
    };
    const texts = take(SEED);
    const right = texts.filter((text) => faultOfExpr(text) === undefined);
    const wrong = texts.filter((text) => !right.includes(text));
    expect(right.length).toBeGreaterThan(TEXTS / 5);
    expect(wrong.length).toBeGreaterThan(TEXTS / 5);
    expect(await ask(right)).toBeUndefined();
    const falseAlarms: string[] = [];
    for (const text of wrong) if ((await ask([text])) === undefined) falseAlarms.push(text);
    expect(falseAlarms).toEqual([]);
  },
  TIMEOUT_MILLIS,
);
