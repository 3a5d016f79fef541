import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide, parseMatcher, readAlertmanager } from '../../../src/monitoring/index.ts';
import { run } from '../../backends/run.ts';
import { answersOf, forestOf } from './forest.ts';
import {
  labelArguments,
  type RandomConfiguration,
  randomConfiguration,
  randomLabels,
} from './random-tree.ts';

interface Difference {
  readonly seed: number;
  readonly labels: readonly string[];
  readonly amtool: string;
  readonly ours: string;
  readonly configuration: string;
}

export interface Comparison {
  readonly trees: number;
  readonly alerts: number;
  /** Alerts that go to more than one receiver, or not to the root's. */
  readonly routed: number;
  /** Alerts whose tree both refuse. */
  readonly refused: number;
  readonly differences: readonly Difference[];
}

interface Tree {
  readonly seed: number;
  readonly configuration: RandomConfiguration;
}

/** A call of amtool costs about as much as ten trees do; fewer trees a file are more different alerts. */
const TREES_PER_FILE = 20;

/** Asks about alerts; an answer is the receivers with commas between, as amtool prints them, or what is wrong. */
type Ask = (labels: readonly string[]) => string;

const createOurs = (configuration: RandomConfiguration): Ask => {
  const { alertmanager, faults } = readAlertmanager(JSON.stringify(configuration));
  return (given) => {
    if (!alertmanager) return `refused: ${faults.map(({ message }) => message).join('; ')}`;
    const labels = Object.fromEntries(given.map(parseMatcher).map(({ name, value }) => [name, value]));
    const { deliveries } = decide(alertmanager, labels, { epochMillis: 0, firing: [] });
    return deliveries.map(({ receiver }) => receiver).join(',');
  };
};

/** Where amtool sends each alert in each tree: a list for each tree. */
const theirs = async (
  amtool: string,
  file: string,
  trees: readonly Tree[],
  alerts: readonly (readonly string[])[],
): Promise<readonly (readonly string[])[]> => {
  const forest = forestOf(trees.map(({ configuration }) => configuration));
  await writeFile(file, JSON.stringify(forest));
  try {
    const answers: (readonly string[])[] = [];
    for (const labels of alerts) {
      const text = await run(amtool, ['config', 'routes', 'test', `--config.file=${file}`, ...labels]);
      // Before that it warns of matchers that its two parsers read differently.
      answers.push(answersOf(text.trim().split('\n').at(-1) ?? '', trees.length));
    }
    return trees.map((_, tree) => answers.map((answer) => answer[tree] ?? ''));
  } catch (error) {
    // One tree that it refuses, and the whole file is: then each half alone.
    if (trees.length === 1) return [alerts.map(() => `refused: ${(error as Error).message}`)];
    const half = trees.length >> 1;
    return [
      ...(await theirs(amtool, file, trees.slice(0, half), alerts)),
      ...(await theirs(amtool, file, trees.slice(half), alerts)),
    ];
  }
};

const isEqual = (a: string, b: string): boolean =>
  a === b || (a.startsWith('refused') && b.startsWith('refused'));

/** Asks amtool and route-test the same: so many trees from a seed on, and so many alerts for each. */
export const compareWithAmtool = async (
  amtool: string,
  {
    seed,
    trees,
    alertsPerTree,
  }: { readonly seed: number; readonly trees: number; readonly alertsPerTree: number },
): Promise<Comparison> => {
  const directory = await mkdtemp(join(tmpdir(), 'binnacle-routes-'));
  const differences: Difference[] = [];
  let routed = 0;
  let refused = 0;
  try {
    for (let from = seed; from < seed + trees; from += TREES_PER_FILE) {
      const some = Array.from({ length: Math.min(TREES_PER_FILE, seed + trees - from) }, (_, index) => ({
        seed: from + index,
        configuration: randomConfiguration(from + index),
      }));
      const alerts = Array.from({ length: alertsPerTree }, (_, index) =>
        labelArguments(randomLabels(from * 1_000 + index)),
      );
      const answers = await theirs(amtool, join(directory, 'alertmanager.yml'), some, alerts);
      for (const [index, tree] of some.entries()) {
        const ours = createOurs(tree.configuration);
        for (const [alert, labels] of alerts.entries()) {
          const expected = answers[index]?.[alert] ?? '';
          const actual = ours(labels);
          if (expected.startsWith('refused')) refused++;
          else if (expected !== 'r0') routed++;
          if (!isEqual(expected, actual))
            differences.push({
              seed: tree.seed,
              labels,
              amtool: expected,
              ours: actual,
              configuration: JSON.stringify(tree.configuration),
            });
        }
      }
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return { trees, alerts: trees * alertsPerTree, routed, refused, differences };
};
