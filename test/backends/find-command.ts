import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The path of a program on the PATH. */
export const findCommand = async (name: string): Promise<string | undefined> => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (await isExecutable(path)) return path;
  }
  return undefined;
};

/**
 * The path of a program that a system package brings. Undefined where there is none, which is said in one line; in CI,
 * where scripts/install-system-packages.sh has run, that is an error.
 */
export const requireCommand = async (name: string): Promise<string | undefined> => {
  const path = await findCommand(name);
  if (path !== undefined) return path;
  const message = `${name} is not installed; scripts/install-system-packages.sh does that`;
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`skipped: ${message}\n`);
  return undefined;
};
