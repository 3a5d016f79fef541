import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Debian keeps servers where no user's PATH leads. */
const FOLDERS = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/lib/postgresql/15/bin',
  '/usr/lib/postgresql/16/bin',
  '/usr/lib/postgresql/17/bin',
];

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * The path of a command of a system package. Without one, a test skips with this one line; in CI that is a failure.
 *
 * @param names names of the command, the first that is there wins
 */
export const requireCommand = async (...names: readonly string[]): Promise<string | undefined> => {
  for (const name of names) {
    for (const folder of FOLDERS) {
      const path = join(folder, name);
      if (await isExecutable(path)) return path;
    }
  }
  const missing = `${names.join(' or ')} is missing: scripts/install-system-packages.sh installs it`;
  if (process.env.CI && process.env.CI !== 'false') throw new Error(missing);
  process.stderr.write(`skipped: ${missing}\n`);
  return undefined;
};
