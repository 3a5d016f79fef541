// How well N+1 queries are told from what looks like them: `npm run bench:insight -- --count 20000 --seed 3`.
import { parseArgs } from 'node:util';
import { findFaults } from '../src/core/insight/find-faults.ts';
import { generateRequests, scoreOf } from './insight/generate-requests.ts';

const HELP = `npm run bench:insight -- [--count N] [--seed N]

Makes N requests (20000) from a seed (1): half of them with an N+1, half with what looks like one and is none. Prints
precision and recall of what is found, the kinds of requests that were judged wrongly, and the time a request takes.`;

/** Both are to be at least this. */
const GOAL = 0.99;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const requests = generateRequests(Number(values.count), Number(values.seed));
const operations = requests.reduce((total, each) => total + each.operations.length, 0);
const started = performance.now();
const { precision, recall, wrong } = scoreOf(requests, (all) =>
  findFaults(all).some(({ kind }) => kind === 'n_plus_one'),
);
const micros = ((performance.now() - started) * 1_000) / operations;
for (const [kind, count] of Object.entries(wrong)) console.log(`judged wrongly: ${kind}, ${count} times`);
console.log(`${requests.length} requests, ${operations} operations, ${micros.toFixed(1)} µs an operation`);
for (const [name, value] of Object.entries({ precision, recall }))
  console.log(`${name.padEnd(10)} ${value.toFixed(4)}  goal ${GOAL}: ${value >= GOAL ? 'met' : 'NOT met'}`);
