import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUILT = ['dist/cli/main.js', 'dist/node/register.js', 'dist/backend/page/index.html'];
const INPUTS = [
  'package.json',
  'package-lock.json',
  'scripts/build.ts',
  'scripts/build-bundles.ts',
  'scripts/build-page.ts',
];

const changedMillis = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const newestOf = (folder: string): number => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(0, ...files.map(({ parentPath, name }) => changedMillis(join(parentPath, name))));
};

/** Builds where something is missing or older than its sources. Throws where the build fails, which has said why. */
export const buildIfNeeded = (root: string, say: (line: string) => void): void => {
  const oldest = Math.min(...BUILT.map((file) => changedMillis(join(root, file))));
  const newest = Math.max(
    newestOf(join(root, 'src')),
    ...INPUTS.map((file) => changedMillis(join(root, file))),
  );
  if (oldest > newest) return;
  say('Building …');
  // Standard output is for what is asked for.
  const stdio = ['ignore', process.stderr, process.stderr] as const;
  const { status } = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: [...stdio] });
  if (status !== 0) throw new Error('the build failed');
};
