// Validates and lints a configuration of 300 lines: the work alone, the whole commands, and `otelcol validate` beside
// them. Needs `npm run build`. Each round runs everything once, so that a busy machine is busy for all.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { parse, stringify } from 'yaml';
import { bundleSettings } from '../scripts/build-bundles.ts';
import { findPackageRoot } from '../src/cli/package-root.ts';
import { requireServer } from '../test/backends/find-server.ts';
import type { Measured, Work } from './collector/measured.ts';

const LINES = 300;
const RUNS = 15;
const WORK_LIMIT_MILLIS = 60;
const COMMAND_LIMIT_MILLIS = 200;

const { directory } = findPackageRoot(import.meta.dirname);
const fixture = join(directory, 'test/collector/differential/fixtures/slim/gateway.yaml');

/** The fixture in block style, with exporters added until it has enough lines. */
const configuration = (): string => {
  const document = parse(readFileSync(fixture, 'utf8'));
  const exporters: Record<string, unknown> = document.exporters;
  for (let index = 0; stringify(document).split('\n').length < LINES; index++) {
    exporters[`otlp_grpc/${index}`] = {
      ...(exporters.otlp_grpc as object),
      endpoint: `backend-${index}:4317`,
    };
    document.service.pipelines.traces.exporters.push(`otlp_grpc/${index}`);
  }
  return stringify(document);
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'collector-bench-'));
const file = join(folder, 'collector.yaml');
const text = configuration();
writeFileSync(file, text);

// In the form that users run, not as sources.
const work = join(folder, 'work.mjs');
await build({
  ...bundleSettings(directory),
  entryPoints: [join(directory, 'bench/collector/work.ts')],
  outfile: work,
  bundle: true,
});
const runWork = (): Work =>
  JSON.parse(execFileSync(process.execPath, [work, directory, file], { encoding: 'utf8' }));

const collector = await requireServer('otelcol');
const main = join(directory, 'dist/cli/main.js');
const commands: Readonly<Record<string, readonly [string, ...(readonly string[])]>> = {
  'node, an empty program': [process.execPath, '-e', '0'],
  'binnacle collector validate': [process.execPath, main, 'collector', 'validate', file],
  'binnacle collector lint': [process.execPath, main, 'collector', 'lint', file],
  ...(collector && { 'otelcol validate': [collector, 'validate', `--config=${file}`] as const }),
};
const runCommand = ([command, ...args]: readonly [string, ...(readonly string[])]): number => {
  const started = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  // 1 is a finding of lint.
  if (status !== 0 && status !== 1) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return performance.now() - started;
};

const works: Work[] = [];
const commandMillis: Record<string, number[]> = {};
for (let round = 0; round < RUNS; round++) {
  works.push(runWork());
  for (const [name, command] of Object.entries(commands))
    commandMillis[name] = [...(commandMillis[name] ?? []), runCommand(command)];
}
rmSync(folder, { recursive: true, force: true });

const print = (name: string, millis: number, note = ''): void =>
  console.log(`${name.padEnd(48)} ${millis.toFixed(1).padStart(7)} ms${note}`);
const printWork = (name: string, measured: readonly Measured[], limit = ''): number => {
  const wall = median(measured.map(({ wallMillis }) => wallMillis));
  const cpu = median(measured.map(({ cpuMillis }) => cpuMillis));
  print(name, wall, `  (${cpu.toFixed(1)} ms of processor time${limit})`);
  return wall;
};

console.log(`${text.split('\n').length} lines, median of ${RUNS}`);
const cold = printWork(
  'validate and lint, schema read, code cold',
  works.map((each) => each.cold),
  `, at most ${WORK_LIMIT_MILLIS} ms of time`,
);
printWork(
  'both again, schema read again, code warm',
  works.map((each) => each.warm),
);
const medians = Object.entries(commandMillis).map(([name, millis]) => [name, median(millis)] as const);
for (const [name, millis] of medians)
  print(
    `${name}, whole command`,
    millis,
    name.startsWith('binnacle') ? `  (at most ${COMMAND_LIMIT_MILLIS} ms)` : '',
  );
const slowest = Math.max(...medians.filter(([name]) => name.startsWith('binnacle')).map(([, ms]) => ms));
process.exitCode = cold <= WORK_LIMIT_MILLIS && slowest <= COMMAND_LIMIT_MILLIS ? 0 : 1;
