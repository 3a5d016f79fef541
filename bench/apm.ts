// What all of the inside view costs a request, against the distribution without it: CPU time on a service with a
// database. All run at the same time and get their requests in turns, so that a slow moment of the machine meets all
// alike; the ratio counts.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { measureTogether } from './apm/measure.ts';
import { partsIn } from './apm/parts.ts';
import { bare, binnacle, type Candidate } from './requests/candidates.ts';
import { startSink } from './requests/sink.ts';
import { meanOf, standardErrorOf } from './standard-error.ts';
import { wholeNumber } from './whole-number.ts';

const HELP = `npm run bench:apm -- [--rounds N] [--periods N] [--each] [--json]

Serves a route of Express that asks SQLite four times, with every tenth request a business transaction and every
hundredth with an error: bare, with Binnacle and all of the inside view off, and with all of it on. Prints the CPU time
that is added to a request: means of N rounds (8), and by how much they are off as a rule. Each has processes of its own,
because two of the same program differ by as much as is looked for, and is as long as N periods of profiling (2, each a
minute: such a service has a window in every other), so that what profiling takes in its window, and to begin and to end,
counts as often as it comes. A heap is read once in ten minutes or more, which no round has (0.02 % of the time, and what
code takes that is optimised anew). --each adds a candidate for each part alone; a service has fewer requests then, and
what is done once a minute weighs more. Exit status 1 where the goal is not met. Takes 135 seconds a round.`;

/** More often than by default, so that nobody waits a minute for what is to be seen. */
const METRIC_INTERVAL_MILLIS = '10000';
/** Default of `BINNACLE_PROFILING_PERIOD`. */
const PERIOD_MILLIS = 60_000;
/** Of what the distribution without it adds to a request. */
const GOAL = 0.15;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    periods: { type: 'string', default: '2' },
    each: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const rounds = wholeNumber('rounds', values.rounds, 100);
const periods = wholeNumber('periods', values.periods, 60);
if (!existsSync(join(import.meta.dirname, '../dist/node/register.js'))) {
  console.error('dist is not there: npm run build');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'binnacle-apm-'));
const parts = partsIn(folder);
const proofs = parts.flatMap(({ proof }) => proof ?? []);
const sink = await startSink(proofs);
const script = join(import.meta.dirname, 'apm/server.cjs');

/** @param on names of the parts that are on */
const candidate = (name: string, on: readonly string[]): Candidate => {
  const base = binnacle(sink.url);
  const switches = parts.map((part) => (on.includes(part.name) ? part.on : part.off));
  return {
    ...base,
    name,
    script,
    env: Object.assign({}, base.env, { OTEL_METRIC_EXPORT_INTERVAL: METRIC_INTERVAL_MILLIS }, ...switches),
    spans: [1, 20],
  };
};
const alone: Candidate = { ...bare, script, env: { BENCH_BARE: 'true' } };
const without = candidate('without', []);
const all = candidate(
  'all',
  parts.map(({ name }) => name),
);
const candidates = [
  alone,
  without,
  all,
  ...(values.each ? parts.map(({ name }) => candidate(name, [name])) : []),
];

/** Throws where a part that is on is not seen to be: its cost would be that of nothing. */
const expectSeen = (when: 'running' | 'ended'): void => {
  const unseen = parts.filter(({ isSeen }) => isSeen?.when === when && !isSeen.ask());
  if (unseen.length > 0)
    throw new Error(`nothing shows that it is on (${when}): ${unseen.map(({ name }) => name).join(', ')}`);
};

const ARRIVED_MILLIS = 30_000;

/** What is on has been sent, or comes with the next export. */
const expectAllOn = async (): Promise<void> => {
  expectSeen('running');
  const until = performance.now() + ARRIVED_MILLIS;
  while (sink.missing(proofs).length > 0 && performance.now() < until) await delay(50);
  const missing = sink.missing(proofs);
  if (missing.length > 0) throw new Error(`nobody sent ${missing.join(', ')}`);
};

const samples = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
try {
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another, so that nobody is always first.
    const turn = round % candidates.length;
    const order = [...candidates.slice(turn), ...candidates.slice(0, turn)];
    sink.reset();
    const measured = await measureTogether(order, periods * PERIOD_MILLIS, expectAllOn);
    expectSeen('ended');
    if (!sink.sawRoute()) throw new Error('nobody named a span by its route');
    for (const [name, micros] of measured) samples.get(name)?.push(micros);
    if (process.stderr.isTTY) process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  sink.close();
  rmSync(folder, { recursive: true, force: true });
}

const NONE: readonly number[] = [];

/** Within each round, because rounds differ more than candidates do. */
const added = (name: string, to: string): readonly number[] => {
  const base = samples.get(to) ?? NONE;
  return (samples.get(name) ?? NONE).map((micros, round) => micros - (base[round] ?? Number.NaN));
};
const distribution = added('without', 'bare');
const whole = added('all', 'without');
const ratio = meanOf(whole) / meanOf(distribution);
/** Both have the same process in them. */
const ratioError =
  standardErrorOf(whole.map((micros, round) => micros - ratio * (distribution[round] ?? Number.NaN))) /
  meanOf(distribution);

if (values.json) {
  console.log(
    JSON.stringify({
      rounds,
      periods,
      samples: Object.fromEntries(samples),
      distribution: meanOf(distribution),
      ratio,
      ratioError,
    }),
  );
} else {
  const show = (name: string, micros: readonly number[]): void => {
    const mean = meanOf(micros);
    const error = standardErrorOf(micros);
    console.log(
      `${name.padEnd(28)} +${mean.toFixed(1).padStart(6)} ± ${error.toFixed(1)} µs  ${(mean / meanOf(distribution)).toFixed(2)}`,
    );
  };
  console.log(
    `bare: ${meanOf(samples.get('bare') ?? NONE).toFixed(0)} µs of CPU a request; means of ${rounds} rounds of ${periods} min`,
  );
  show('Binnacle without it', distribution);
  for (const { name } of candidates.slice(3)) show(`  and ${name}`, added(name, 'without'));
  show('  and all of it', whole);
  console.log(
    `all of it against Binnacle without it  ${ratio.toFixed(3)} ± ${ratioError.toFixed(3)}  goal ${GOAL}: ${ratio <= GOAL ? 'met' : 'NOT met'}`,
  );
}
process.exitCode = ratio <= GOAL ? 0 : 1;
