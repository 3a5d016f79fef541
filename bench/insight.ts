// How well faults in what requests ask are told from what looks like them: `npm run bench:insight -- --count 20000 --seed 3`.
import { parseArgs } from 'node:util';
import { generateRequests, MADE_FAULTS, scoreOf } from './insight/generate-requests.ts';

const HELP = `npm run bench:insight -- [--count N] [--seed N]

For each fault makes N requests (20000) from a seed (1): half of them with it, half with what looks like it and is none.
Prints precision and recall of what is found, the kinds of requests that were judged wrongly, and the time an operation
takes. Exit status: 0, or 1 where one of them is below the goal.`;

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
let isMet = true;
for (const fault of MADE_FAULTS) {
  const requests = generateRequests(Number(values.count), Number(values.seed), fault);
  const operations = requests.reduce((total, each) => total + each.operations.length, 0);
  const started = performance.now();
  const { precision, recall, wrong } = scoreOf(requests);
  const micros = ((performance.now() - started) * 1_000) / operations;
  console.log(
    `${fault}: ${requests.length} requests, ${operations} operations, ${micros.toFixed(1)} µs an operation`,
  );
  for (const [kind, count] of Object.entries(wrong)) console.log(`  judged wrongly: ${kind}, ${count} times`);
  for (const [name, value] of Object.entries({ precision, recall })) {
    console.log(
      `  ${name.padEnd(10)} ${value.toFixed(4)}  goal ${GOAL}: ${value >= GOAL ? 'met' : 'NOT met'}`,
    );
    isMet &&= value >= GOAL;
  }
}
if (!isMet) process.exitCode = 1;
