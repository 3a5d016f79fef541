/**
 * Start-up: time and memory that each adds to a bare `node` with an empty program. Runs are interleaved, so that a
 * slow moment of the machine meets all alike; the ratio counts, the times do not.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { peerFolder } from './peers.ts';

const HELP = `npm run bench:startup -- [--runs N] [--json]

Starts an empty program N times (15) bare, with binnacle/register, with OpenTelemetry's
auto-instrumentations-node/register and with dd-trace/initialize.mjs, and prints medians.
The peers are installed from the registry at the first run.`;

/** What the ratios are to be at most. */
const GOALS = { time: 0.08, timeDatadog: 0.2, memory: 0.3 } as const;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '15' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1 || runs > 1_000) {
  console.error(`--runs: ${values.runs} is not accepted, expected a whole number from 1 to 1000`);
  process.exit(2);
}

const root = join(import.meta.dirname, '..');
if (!existsSync(join(root, 'dist/node/register.js'))) {
  console.error('dist is not there: npm run build');
  process.exit(1);
}

/**
 * Says its peak of resident memory in kilobytes and ends without a last word of anybody, because the start is
 * measured and not the end.
 */
const PROGRAM =
  'process.stdout.write(String(process.resourceUsage().maxRSS)); process.kill(process.pid, "SIGKILL")';

interface Candidate {
  readonly name: string;
  readonly cwd: string;
  readonly args: readonly string[];
}

/** A folder with nothing but Binnacle, as the peers have one each. */
const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-startup-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/binnacle'), 'junction');
  return folder;
};
const upstream = '@opentelemetry/auto-instrumentations-node';
const candidates: readonly Candidate[] = [
  { name: 'bare', cwd: root, args: [] },
  { name: 'binnacle', cwd: ownFolder(), args: ['--import', 'binnacle/register'] },
  { name: 'upstream', cwd: peerFolder(upstream), args: ['--import', `${upstream}/register`] },
  { name: 'dd-trace', cwd: peerFolder('dd-trace'), args: ['--import', 'dd-trace/initialize.mjs'] },
];

const measure = ({ cwd, args, name }: Candidate): { millis: number; megabytes: number } => {
  const started = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, [...args, '--input-type=module', '-e', PROGRAM], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, OTEL_LOG_LEVEL: 'none', DD_TRACE_STARTUP_LOGS: 'false' },
    timeout: 60_000,
  });
  const millis = performance.now() - started;
  const kilobytes = /\d+$/.exec(stdout)?.[0];
  if (kilobytes === undefined) throw new Error(`${name} did not run: ${stderr.slice(0, 500)}`);
  return { millis, megabytes: Number(kilobytes) / 1024 };
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const samples = new Map(
  candidates.map(({ name }) => [name, { millis: [] as number[], megabytes: [] as number[] }]),
);
for (const candidate of candidates) measure(candidate); // warm-up
for (let run = 0; run < runs; run++) {
  for (const candidate of candidates) {
    const { millis, megabytes } = measure(candidate);
    samples.get(candidate.name)?.millis.push(millis);
    samples.get(candidate.name)?.megabytes.push(megabytes);
  }
}

const of = (name: string) => {
  const { millis = [], megabytes = [] } = samples.get(name) ?? {};
  return { millis: median(millis), megabytes: median(megabytes) };
};
const bare = of('bare');
const added = candidates.slice(1).map(({ name }) => ({
  name,
  addedMillis: of(name).millis - bare.millis,
  addedMegabytes: of(name).megabytes - bare.megabytes,
}));
const binnacle = added.find(({ name }) => name === 'binnacle') ?? {
  addedMillis: Number.NaN,
  addedMegabytes: Number.NaN,
};
const rows = added.map((row) => ({
  ...row,
  timeRatio: binnacle.addedMillis / row.addedMillis,
  memoryRatio: binnacle.addedMegabytes / row.addedMegabytes,
}));

if (values.json) {
  console.log(JSON.stringify({ runs, bare, rows }));
} else {
  console.log(
    `bare node: ${bare.millis.toFixed(0)} ms, ${bare.megabytes.toFixed(0)} MB; median of ${runs} runs`,
  );
  for (const row of rows) {
    console.log(
      `${row.name.padEnd(10)} +${row.addedMillis.toFixed(0)} ms  +${row.addedMegabytes.toFixed(0)} MB   ` +
        `binnacle against it: time ${row.timeRatio.toFixed(2)}, memory ${row.memoryRatio.toFixed(2)}`,
    );
  }
  const ratioTo = (what: 'timeRatio' | 'memoryRatio', peer: string): number =>
    rows.find(({ name }) => name === peer)?.[what] ?? Number.NaN;
  const line = (what: string, ratio: number, goal: number): string =>
    `${what.padEnd(44)} ${ratio.toFixed(3)}  goal ${goal.toFixed(2)}: ${ratio <= goal ? 'met' : 'NOT met'}`;
  console.log(line('time, binnacle against dd-trace', ratioTo('timeRatio', 'dd-trace'), GOALS.timeDatadog));
  console.log(line('memory, binnacle against upstream', ratioTo('memoryRatio', 'upstream'), GOALS.memory));
  console.log(line('time, binnacle against upstream', ratioTo('timeRatio', 'upstream'), GOALS.time));
}
