// Compares `binnacle monitoring route-test` with `amtool config routes test` on random routing trees, and asks amtool whether it
// accepts what is written for random routing files: node bench/routing.ts [trees] [seed]
import { parseArgs } from 'node:util';
import { requireServer } from '../test/backends/find-server.ts';
import { checkRandomRoutings } from '../test/monitoring/routing/check-routings.ts';
import { compareWithAmtool } from '../test/monitoring/routing/differential.ts';

const ALERTS_PER_TREE = 20;

const { positionals } = parseArgs({ allowPositionals: true });
const [trees = 1_000, seed = 1] = positionals.map(Number);
const amtool = await requireServer('amtool');
if (!amtool) process.exit(1);

const started = performance.now();
const {
  alerts,
  routed,
  refused: refusedTrees,
  differences,
} = await compareWithAmtool(amtool, { seed, trees, alertsPerTree: ALERTS_PER_TREE });
const seconds = ((performance.now() - started) / 1000).toFixed(0);
process.stdout.write(
  `${trees} trees, ${alerts} alerts (${routed} not to the root alone, ${refusedTrees} in trees that both refuse), ${differences.length} different answers, ${seconds} s\n`,
);
for (const difference of differences.slice(0, 5)) process.stdout.write(`${JSON.stringify(difference)}\n`);

const refused = await checkRandomRoutings(amtool, { seed, count: trees });
process.stdout.write(
  `${trees} random files routing.yaml, ${refused.length} refused by amtool check-config\n`,
);
for (const each of refused.slice(0, 5)) process.stdout.write(`${JSON.stringify(each)}\n`);
if (differences.length > 0 || refused.length > 0) process.exitCode = 1;
