// For how long exports hold up the event loop: a full queue of spans with typical attributes is ended and exported,
// in the same program bare, with Binnacle and with OpenTelemetry's own distribution.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { bare, binnacle, type Candidate, upstream } from './requests/candidates.ts';
import { median } from './requests/measure.ts';
import { type Sink, startSink } from './requests/sink.ts';

/** Default of `OTEL_BSP_MAX_QUEUE_SIZE`. */
const QUEUE_SIZE = 2_048;
const FILLINGS = 5;
const GOAL_MILLIS = 2;
const MAX_ROUNDS = 100;

const HELP = `npm run bench:eventloop -- [--rounds N] [--json]

Fills the queue with ${QUEUE_SIZE} spans ${FILLINGS} times and exports them, bare, with binnacle/register and with
OpenTelemetry's auto-instrumentations-node/register, and prints the 99th percentile of the event loop's delay that
each adds: the median of N rounds (5).`;

interface Delays {
  readonly p99Millis: number;
  readonly maxMillis: number;
}

const run = async ({ name, cwd, args, env, spans }: Candidate, sink: Sink): Promise<Delays> => {
  sink.reset();
  const program = join(import.meta.dirname, 'eventloop/spans.mjs');
  const child = spawn(process.execPath, [...args, program, String(QUEUE_SIZE), String(FILLINGS)], {
    cwd,
    env: { PATH: process.env.PATH, OTEL_LOG_LEVEL: 'none', OTEL_BSP_SCHEDULE_DELAY: '500', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${stderr.slice(-1_000)}`);
  const expected = spans ? QUEUE_SIZE * (FILLINGS + 1) : 0;
  if (sink.spans() !== expected) throw new Error(`${name} sent ${sink.spans()} spans of ${expected}`);
  return JSON.parse(stdout) as Delays;
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
  console.error(
    `--rounds: ${values.rounds} is not accepted, expected a whole number from 1 to ${MAX_ROUNDS}`,
  );
  process.exit(2);
}
if (!existsSync(join(import.meta.dirname, '../dist/node/register.js'))) {
  console.error('dist is not there: npm run build');
  process.exit(1);
}

const sink = await startSink();
const candidates = [bare, binnacle(sink.url), upstream(sink.url)];
const measured = new Map<string, Delays[]>(candidates.map(({ name }) => [name, []]));
try {
  for (let round = 0; round < rounds; round++)
    for (const candidate of candidates) measured.get(candidate.name)?.push(await run(candidate, sink));
} finally {
  sink.close();
}
const of = (name: string): Delays => {
  const all = measured.get(name) ?? [];
  return {
    p99Millis: median(all.map(({ p99Millis }) => p99Millis)),
    maxMillis: median(all.map(({ maxMillis }) => maxMillis)),
  };
};
const rows = candidates.map(({ name }) => ({
  name,
  ...of(name),
  addedMillis: of(name).p99Millis - of('bare').p99Millis,
}));
const addedBy = (wanted: string): number =>
  rows.find(({ name }) => name === wanted)?.addedMillis ?? Number.NaN;
const added = addedBy('binnacle');
const ratio = added / addedBy('upstream');
if (values.json) console.log(JSON.stringify({ rounds, rows, ratio }));
else {
  for (const { name, p99Millis, maxMillis, addedMillis } of rows)
    console.log(
      `${name.padEnd(10)} p99 ${p99Millis.toFixed(2)} ms, max ${maxMillis.toFixed(1)} ms, added to p99 ${addedMillis.toFixed(2)} ms`,
    );
  console.log(
    `binnacle adds ${added.toFixed(2)} ms, goal ${GOAL_MILLIS} ms: ${added <= GOAL_MILLIS ? 'met' : 'NOT met'}`,
  );
  console.log(`binnacle against upstream: ${ratio.toFixed(2)}`);
}
