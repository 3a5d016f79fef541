// `npm test`: builds, gets the real servers ready, runs the tests. Arguments go to Jest: `npm test -- test/core`.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Jest runs ES modules through Node's module of virtual machines. */
const JEST_NODE_OPTIONS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
/** How long a program takes to its end, or a search, is part of what these look at: they have the machine for themselves. */
const ALONE = [
  '/test/node/(?:crash|exit|profiling)/',
  '/test/node/data/(?:pools|realistic|slow)\\.test',
  '/test/node/(?:exits|faults|heartbeat|later-signals|lifecycle|off|outage|queue-full)[\\w-]*\\.test',
  '/scenarios\\.test|/linear-time\\.test',
].join('|');
/** Many of the others wait for servers most of the time; servers take memory too. */
const TOGETHER = Math.min(8, availableParallelism() + 1);
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
  readonly testResults: readonly { readonly name: string; readonly status: 'passed' | 'failed' }[];
}

interface Run {
  readonly status: number;
  readonly report: Report;
}

const runJest = (name: string, args: readonly string[]): Run => {
  const file = join(root, `build/${name}.json`);
  rmSync(file, { force: true });
  const status = run(
    'node_modules/jest/bin/jest.js',
    [...args, '--json', `--outputFile=${file}`],
    JEST_NODE_OPTIONS,
  );
  return { status, report: JSON.parse(readFileSync(file, 'utf8')) as Report };
};

const count = (runs: readonly Run[], key: 'numPassedTests' | 'numFailedTests' | 'numPendingTests'): number =>
  runs.reduce((sum, { report }) => sum + report[key], 0);

const tell = (runs: readonly Run[]): void =>
  console.log(
    `tests: ${count(runs, 'numPassedTests')} passed, ${count(runs, 'numFailedTests')} failed, ${count(runs, 'numPendingTests')} skipped`,
  );

/**
 * Browsers, databases and a dozen servers share the machine in a whole run. A file that failed in it runs again with the
 * machine for itself, and this second result counts; more than a few are no accident.
 */
const MOST_TO_REPEAT = 5;

const repeatFailed = (runs: readonly Run[]): number => {
  const failed = runs.flatMap(({ report }) =>
    report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name),
  );
  const status = Math.max(...runs.map((one) => one.status));
  if (status === 0 || failed.length === 0 || failed.length > MOST_TO_REPEAT) return status;
  console.log(`\nAgain, one at a time:\n${failed.map((name) => `  ${relative(root, name)}\n`).join('')}`);
  const again = runJest('test-report-again', ['--runInBand', '--runTestsByPath', ...failed]);
  for (const { name, status: second } of again.report.testResults)
    console.log(`${relative(root, name)}: failed among others, ${second} alone`);
  return again.status;
};

if (jestArguments.length > 0) process.exit(runJest('test-report', jestArguments).status);

const runs = [
  runJest('test-report-together', [`--maxWorkers=${TOGETHER}`, '--testPathIgnorePatterns', ALONE]),
  runJest('test-report', ['--testPathPatterns', ALONE]),
];
tell(runs);
process.exit(repeatFailed(runs));
