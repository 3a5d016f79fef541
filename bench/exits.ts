/**
 * What is delivered at each kind of end of a process, whether its exit code or signal stays, and by how much the end is
 * delayed: with a live Collector, and without one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBlackHole } from '../test/node/black-hole.ts';
import { startOtlpReceiver } from '../test/node/otlp-receiver.ts';
import { KINDS, type Kind, WITHOUT_COLLECTOR } from './exits/kinds.ts';
import { type Candidate, type Delivery, deliver, end } from './exits/run.ts';
import { peerFolder } from './peers.ts';

const HELP = `npm run bench:exits [-- options]

Ends a program in each way, with a live Collector and without one, and prints what was delivered, whether the exit
code or signal is that of the bare program, and the median of the delays. Compares with OpenTelemetry's
auto-instrumentations-node/register, which is installed from the registry at the first run. Needs a build.

  --runs <n>   how often each, 1 to 100; 3
  --alone      without the comparison
  --json       print one line of JSON
  --help       print this
`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    alone: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1 || runs > 100) {
  console.error(`--runs: ${values.runs} is not accepted, expected a whole number from 1 to 100`);
  process.exit(2);
}
const root = join(import.meta.dirname, '..');
if (!existsSync(join(root, 'dist/node/register.js'))) {
  console.error('dist is not there: npm run build');
  process.exit(1);
}

const upstream = '@opentelemetry/auto-instrumentations-node';
const bare: Candidate = { name: 'bare', cwd: root, args: [] };
const candidates: readonly Candidate[] = [
  { name: 'binnacle', cwd: root, args: ['--import', 'binnacle/register'] },
  ...(values.alone
    ? []
    : [{ name: 'upstream', cwd: peerFolder(upstream), args: ['--import', `${upstream}/register`] }]),
];

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const repeat = async <T>(once: () => Promise<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for (let run = 0; run < runs; run++) all.push(await once());
  return all;
};

interface Row {
  readonly kind: string;
  readonly collector: string;
  readonly name: string;
  /** Undefined where there is no Collector. */
  readonly delivered?: Pick<Delivery, 'spans' | 'logs' | 'metrics' | 'error'>;
  /** Whether the exit code or signal is that of the bare program. */
  readonly isStatusKept: boolean;
  readonly delayMillis: number;
}

const liveRows = async (kind: Kind): Promise<readonly Row[]> => {
  const without = await repeat(() => end(bare, kind, ''));
  const rows: Row[] = [];
  for (const candidate of candidates) {
    const all = await repeat(() => deliver(candidate, kind));
    const isAlways = (what: 'spans' | 'logs' | 'metrics') => all.every((each) => each[what]);
    rows.push({
      kind: kind.title,
      collector: 'live',
      name: candidate.name,
      delivered: {
        spans: isAlways('spans'),
        logs: isAlways('logs'),
        metrics: isAlways('metrics'),
        error: kind.fails && all.every(({ error }) => error),
      },
      isStatusKept: all.every(({ status }) => status === without[0]?.status),
      delayMillis: median(all.map(({ millis }) => millis)) - median(without.map(({ millis }) => millis)),
    });
  }
  return rows;
};

const rowsWithout = async (kind: Kind, collector: string, endpoint: string): Promise<readonly Row[]> => {
  const without = await repeat(() => end(bare, kind, ''));
  const rows: Row[] = [];
  for (const candidate of candidates) {
    const all = await repeat(() => end(candidate, kind, endpoint));
    rows.push({
      kind: kind.title,
      collector,
      name: candidate.name,
      isStatusKept: all.every(({ status }) => status === without[0]?.status),
      delayMillis: median(all.map(({ millis }) => millis)) - median(without.map(({ millis }) => millis)),
    });
  }
  return rows;
};

const measure = async (): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const kind of KINDS) rows.push(...(await liveRows(kind)));
  const hanging = await startOtlpReceiver({ hangs: true });
  const hole = await startBlackHole();
  const states = { refused: 'http://127.0.0.1:1', hanging: hanging.url, 'black-holed': hole.url };
  for (const [state, endpoint] of Object.entries(states))
    for (const kind of WITHOUT_COLLECTOR) rows.push(...(await rowsWithout(kind, state, endpoint)));
  hole.close();
  await hanging.close();
  return rows;
};

const mark = (is: boolean | undefined): string => (is === undefined ? '' : is ? 'yes' : '**no**');
const cellsOf = ({ delivered, isStatusKept, delayMillis }: Row): readonly string[] => [
  ...(delivered ? [delivered.spans, delivered.logs, delivered.metrics, delivered.error].map(mark) : []),
  mark(isStatusKept),
  Number.isFinite(delayMillis) ? `${Math.round(delayMillis)} ms` : 'does not end',
];

const table = (rows: readonly Row[], head: readonly string[]): string => {
  const lines = candidates.map(({ name }) => {
    const own = rows.filter((row) => row.name === name);
    const body = own.map((row) => `| ${[row.kind, ...cellsOf(row)].join(' | ')} |`);
    return [
      `${name}, Collector ${rows[0]?.collector}:\n`,
      `| ${head.join(' | ')} |`,
      `|---|${head
        .slice(1)
        .map((title) => (title === 'delay' ? '--:' : '---'))
        .join('|')}|`,
      ...body,
    ].join('\n');
  });
  return lines.join('\n\n');
};

const rows = await measure();
if (values.json) console.log(JSON.stringify({ runs, rows }));
else {
  const inState = (state: string) => rows.filter(({ collector }) => collector === state);
  console.log(table(inState('live'), ['end', 'spans', 'logs', 'metrics', 'error', 'code kept', 'delay']));
  for (const state of ['refused', 'hanging', 'black-holed'])
    console.log(`\n${table(inState(state), ['end', 'code kept', 'delay'])}`);
}
