import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folders that a program's packages are looked for from: its own, and where it was started. */
export const programFolders = (): readonly string[] => {
  const [, main] = process.argv;
  return [...new Set([...(main ? [dirname(main)] : []), process.cwd()])];
};

/**
 * The folder in which a package is installed for programs of these folders; undefined where it is not. Looks for the
 * folder alone: resolving runs into an exception for each package that is not there, which costs more.
 */
export const installedFolder = (packageName: string, folders: readonly string[]): string | undefined =>
  folders
    .flatMap((folder) => createRequire(join(folder, 'index.js')).resolve.paths(packageName) ?? [])
    .map((path) => join(path, packageName))
    .find((path) => existsSync(join(path, 'package.json')));
