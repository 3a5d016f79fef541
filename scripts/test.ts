// `npm test`: builds, gets the real servers ready, runs the tests. Arguments go to Jest: `npm test -- test/core`.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const report = join(root, 'build/test-report.json');
/** Jest runs ES modules through Node's module of virtual machines. */
const JEST_NODE_OPTIONS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const jestArguments = process.argv.slice(2);

const run = (file: string, args: readonly string[], nodeOptions: readonly string[] = []): number =>
  spawnSync(process.execPath, [...nodeOptions, file, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;

if (run('scripts/build.ts', []) !== 0) process.exit(1);

// Without a server its tests say that they are skipped; in CI that is a failure, and better now than in an hour.
const serversMissing = jestArguments.length === 0 && run('test/backends/install.ts', []) !== 0;
if (serversMissing && process.env.CI) process.exit(1);

rmSync(report, { force: true });
const status = run(
  'node_modules/jest/bin/jest.js',
  [...jestArguments, '--json', `--outputFile=${report}`],
  JEST_NODE_OPTIONS,
);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
console.log(`tests: ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(status);
