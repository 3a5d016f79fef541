import Module from 'node:module';
import { packageFileOf } from './package-file.ts';

/** A part of Node's module class that has no types: what was evaluated as CommonJS, by file name. */
const { _cache: cache } = Module as unknown as {
  readonly _cache: Readonly<Record<string, { readonly loaded?: boolean } | undefined>>;
};

/**
 * The packages of which a CommonJS file was evaluated by now, with their folders. What was loaded as an ES module
 * cannot be listed.
 */
export const loadedPackages = (): ReadonlyMap<string, string> => {
  const packages = new Map<string, string>();
  for (const [filename, module] of Object.entries(cache)) {
    // What an ES module imports is here as soon as it is linked, before any of it is evaluated.
    const file = module?.loaded ? packageFileOf(filename) : undefined;
    if (file) packages.set(file.packageName, file.folder);
  }
  return packages;
};
