// `npm test`: builds, gets the real servers ready, runs the tests. Arguments go to Jest: `npm test -- test/core`.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Jest runs ES modules through Node's module of virtual machines. */
const JEST_NODE_OPTIONS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
/** How long a program takes to its end, or a search, is part of what these look at: they have the machine for themselves. */
const ALONE = '/test/node/|/scenarios\\.test|/linear-time\\.test';
const jestArguments = process.argv.slice(2);

const run = (file: string, args: readonly string[], nodeOptions: readonly string[] = []): number =>
  spawnSync(process.execPath, [...nodeOptions, file, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;

if (run('scripts/build.ts', []) !== 0) process.exit(1);

// Without a server its tests say that they are skipped; in CI that is a failure, and better now than in an hour.
const serversMissing = jestArguments.length === 0 && run('test/backends/install.ts', []) !== 0;
if (serversMissing && process.env.CI) process.exit(1);

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

const runJest = (
  name: string,
  args: readonly string[],
): { readonly status: number; readonly report: Report } => {
  const file = join(root, `build/${name}.json`);
  rmSync(file, { force: true });
  const status = run(
    'node_modules/jest/bin/jest.js',
    [...args, '--json', `--outputFile=${file}`],
    JEST_NODE_OPTIONS,
  );
  return { status, report: JSON.parse(readFileSync(file, 'utf8')) as Report };
};

const runs =
  jestArguments.length > 0
    ? [runJest('test-report', jestArguments)]
    : [
        runJest('test-report-together', ['--maxWorkers=2', '--testPathIgnorePatterns', ALONE]),
        runJest('test-report', ['--testPathPatterns', ALONE]),
      ];
const count = (key: keyof Report): number => runs.reduce((sum, { report }) => sum + report[key], 0);
console.log(
  `tests: ${count('numPassedTests')} passed, ${count('numFailedTests')} failed, ${count('numPendingTests')} skipped`,
);
process.exit(Math.max(...runs.map(({ status }) => status)));
