import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { packageFileOf } from '../node/hooks/package-file.ts';
import { isCommonJs } from './module-kind.ts';

const versionOf = (folder: string): string =>
  String((JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: unknown }).version);

const isMainFile = (packageName: string, filename: string): boolean => {
  try {
    return createRequire(filename).resolve(packageName) === filename;
  } catch {
    return false;
  }
};

/**
 * At the end of the file, on a line of its own, so that the lines before keep their numbers. The names are those of
 * `src/node/hooks/bundled-file.ts`.
 */
const footerOf = (packageName: string, path: string, version: string): string => `
;(() => {
  const patch = globalThis[Symbol.for('binnacle.bundled')];
  if (patch) module.exports = patch(module.exports, ${JSON.stringify(packageName)}, ${JSON.stringify(path)}, ${JSON.stringify(version)});
  else (globalThis[Symbol.for('binnacle.missed')] ??= new Set()).add(${JSON.stringify(packageName)});
})();
`;

/** One file of a package that is to be traced from inside a bundle. */
export interface TraceableFile {
  readonly packageName: string;
  /** Undefined where the file is an ES module, which cannot be patched. */
  readonly contents: string | undefined;
}

/** The file as the bundle is to have it; undefined for a file that is of none of these packages. */
export const makeTraceable = (filename: string, packages: ReadonlySet<string>): TraceableFile | undefined => {
  const file = packageFileOf(filename);
  if (!file || !packages.has(file.packageName)) return undefined;
  const { packageName, folder } = file;
  const text = readFileSync(filename, 'utf8');
  if (!isCommonJs(filename, text, folder)) return { packageName, contents: undefined };
  const path = isMainFile(packageName, filename) ? '' : relative(folder, filename).replaceAll(sep, '/');
  return { packageName, contents: text + footerOf(packageName, path, versionOf(folder)) };
};
