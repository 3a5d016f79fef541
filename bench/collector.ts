// Validates a configuration of about 300 lines: the work alone, the whole command, and `otelcol validate` beside it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { loadSchema } from '../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../src/cli/package-root.ts';
import { validateConfiguration } from '../src/collector/validate/validate.ts';
import { requireServer } from '../test/backends/find-server.ts';

const LINES = 300;
const RUNS = 15;
const WORK_LIMIT_MILLIS = 60;
const COMMAND_LIMIT_MILLIS = 200;

const root = findPackageRoot(import.meta.dirname);
const fixture = join(root.directory, 'test/collector/differential/fixtures/slim/gateway.yaml');

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

const timed = (run: () => void): number => {
  const started = performance.now();
  run();
  return performance.now() - started;
};

const folder = mkdtempSync(join(tmpdir(), 'collector-bench-'));
const file = join(folder, 'collector.yaml');
const text = configuration();
writeFileSync(file, text);

// A process of its own each time: what counts is the first run, with cold code.
const coldWork = (): number => {
  const code = `
    import { readFileSync } from 'node:fs';
    import { loadSchema } from ${JSON.stringify(join(root.directory, 'src/cli/commands/collector/load-schema.ts'))};
    import { validateConfiguration } from ${JSON.stringify(join(root.directory, 'src/collector/validate/validate.ts'))};
    const text = readFileSync(${JSON.stringify(file)}, 'utf8');
    const started = performance.now();
    const schema = loadSchema({ directory: ${JSON.stringify(root.directory)}, version: '' });
    validateConfiguration([{ name: 'collector.yaml', text }], { schema, env: {}, readFile: () => '' });
    console.log(performance.now() - started);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }));
};

const schema = loadSchema(root);
const warm = median(
  Array.from({ length: RUNS }, () =>
    timed(() =>
      validateConfiguration([{ name: 'collector.yaml', text }], { schema, env: {}, readFile: () => '' }),
    ),
  ),
);
const cold = median(Array.from({ length: RUNS }, coldWork));
const main = join(root.directory, 'dist/cli/main.js');
const command = median(
  Array.from({ length: RUNS }, () =>
    timed(() => spawnSync(process.execPath, [main, 'collector', 'validate', file])),
  ),
);
const collector = await requireServer('otelcol');
const theirs = collector
  ? median(
      Array.from({ length: RUNS }, () =>
        timed(() => spawnSync(collector, ['validate', `--config=${file}`], { cwd: folder })),
      ),
    )
  : undefined;
rmSync(folder, { recursive: true, force: true });

const line = (name: string, millis: number, limit?: number): void =>
  console.log(
    `${name.padEnd(44)} ${millis.toFixed(1).padStart(8)} ms${limit ? `  (at most ${limit} ms)` : ''}`,
  );
console.log(`${text.split('\n').length} lines, median of ${RUNS}`);
line('validate, schema read, code cold', cold, WORK_LIMIT_MILLIS);
line('validate again, everything warm', warm);
line('binnacle collector validate, whole command', command, COMMAND_LIMIT_MILLIS);
if (theirs !== undefined) {
  line('otelcol validate, whole command', theirs);
  console.log(`ratio of the commands: ${(command / theirs).toFixed(2)}`);
}
process.exitCode = cold <= WORK_LIMIT_MILLIS && command <= COMMAND_LIMIT_MILLIS ? 0 : 1;
