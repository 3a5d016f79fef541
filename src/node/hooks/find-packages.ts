import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { programFolders } from '../installed-packages.ts';

const foldersAbove = (start: string): readonly string[] => {
  const above = dirname(start);
  return above === start ? [start] : [start, ...foldersAbove(above)];
};

/** Where packages of the program may be: next to its main file and the current folder, and above. */
const packageFolders = (): readonly string[] => {
  const folders = new Set(programFolders().flatMap(foldersAbove));
  return [...folders].flatMap((folder) => {
    const modules = join(folder, 'node_modules');
    // pnpm links what only dependencies depend on into a folder of its own.
    return existsSync(modules) ? [modules, join(modules, '.pnpm', 'node_modules')] : [];
  });
};

/**
 * The installed packages among those that are asked for: a few calls for each, so that a program without them needs
 * no hook for ES modules, which would cost it some time with every file.
 *
 * @returns by name the folder, which may be a link
 */
export const findPackages = (names: readonly string[]): ReadonlyMap<string, string> => {
  const wanted = new Set(names);
  // Yarn keeps packages in archives; only it knows which there are.
  if (process.versions.pnp) return new Map([...wanted].map((name) => [name, '']));
  const found = new Map<string, string>();
  const folders = wanted.size > 0 ? packageFolders() : [];
  for (const name of wanted) {
    const folder = folders.find((each) => existsSync(join(each, name)));
    if (folder) found.set(name, join(folder, name));
  }
  return found;
};
