import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decide, parseMatcher, readAlertmanager } from '../../../src/monitoring/index.ts';
import { run } from '../../backends/run.ts';
import { labelArguments, randomConfiguration, randomLabels } from './random-tree.ts';

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

/** The receivers with commas between, as amtool prints them, or what is wrong. */
const ours = (text: string, given: readonly string[]): string => {
  const { alertmanager, faults } = readAlertmanager(text);
  if (!alertmanager) return `refused: ${faults.map(({ message }) => message).join('; ')}`;
  const labels = Object.fromEntries(given.map(parseMatcher).map(({ name, value }) => [name, value]));
  const { deliveries } = decide(alertmanager, labels, { epochMillis: 0, firing: [] });
  return deliveries.map(({ receiver }) => receiver).join(',');
};

const theirs = (amtool: string, file: string, labels: readonly string[]): Promise<string> =>
  run(amtool, ['config', 'routes', 'test', `--config.file=${file}`, ...labels]).then(
    // Before that it warns of matchers that its two parsers read differently.
    (text) => text.trim().split('\n').at(-1) ?? '',
    (error: Error) => `refused: ${error.message}`,
  );

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
    for (let tree = 0; tree < trees; tree++) {
      const configuration = JSON.stringify(randomConfiguration(seed + tree));
      const file = join(directory, 'alertmanager.yml');
      await writeFile(file, configuration);
      const asked = Array.from({ length: alertsPerTree }, (_, index) =>
        labelArguments(randomLabels((seed + tree) * 1_000 + index)),
      );
      for (const labels of asked) {
        const [expected, actual] = [await theirs(amtool, file, labels), ours(configuration, labels)];
        if (expected.startsWith('refused')) refused++;
        else if (expected !== 'r0') routed++;
        if (!isEqual(expected, actual))
          differences.push({ seed: seed + tree, labels, amtool: expected, ours: actual, configuration });
      }
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return { trees, alerts: trees * alertsPerTree, routed, refused, differences };
};
