import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { run } from '../../backends/run.ts';
import { checkRandomRoutings } from './check-routings.ts';
import { compareWithAmtool } from './differential.ts';
import { answersOf, forestOf } from './forest.ts';
import {
  labelArguments,
  type RandomConfiguration,
  randomConfiguration,
  randomLabels,
} from './random-tree.ts';

const amtool = await requireServer('amtool');
const withAmtool = amtool ? describe : describe.skip;

withAmtool('amtool', () => {
  test('sends alerts through a thousand random trees to the same receivers as route-test', async () => {
    const { alerts, routed, differences } = await compareWithAmtool(amtool ?? '', {
      seed: 7_000,
      trees: 1_000,
      alertsPerTree: 5,
    });
    expect(differences).toEqual([]);
    expect(alerts).toBe(5_000);
    expect(routed).toBeGreaterThan(alerts / 3);
  }, 180_000);

  test('is asked of a forest what it would be asked of each tree', async () => {
    const seeds = [7_000, 7_001, 7_002];
    const alerts = [11, 12, 13, 14].map((seed) => labelArguments(randomLabels(seed)));
    const directory = await mkdtemp(join(tmpdir(), 'binnacle-forest-'));
    const ask = async (configuration: RandomConfiguration, labels: readonly string[]): Promise<string> => {
      const file = join(directory, 'alertmanager.yml');
      await writeFile(file, JSON.stringify(configuration));
      const text = await run(amtool ?? '', ['config', 'routes', 'test', `--config.file=${file}`, ...labels]);
      return text.trim().split('\n').at(-1) ?? '';
    };
    try {
      for (const labels of alerts) {
        const trees = seeds.map(randomConfiguration);
        const alone: string[] = [];
        for (const tree of trees) alone.push(await ask(tree, labels));
        expect(answersOf(await ask(forestOf(trees), labels), trees.length)).toEqual(alone);
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 60_000);

  test('accepts what is written for random files routing.yaml', async () => {
    expect(await checkRandomRoutings(amtool ?? '', { seed: 7_000, count: 100 })).toEqual([]);
  }, 60_000);
});
