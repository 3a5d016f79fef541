import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface PackageRoot {
  readonly directory: string;
  readonly version: string;
}

const readPackage = (file: string): { name?: unknown; version?: unknown } =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

/** Finds this package from one of its directories: the code runs from the sources and from one bundle. */
export const findPackageRoot = (from: string): PackageRoot => {
  const { name, version } = readPackage(join(from, 'package.json'));
  if (name === 'binnacle') return { directory: from, version: String(version) };
  const parent = dirname(from);
  if (parent === from) throw new Error('the package.json of binnacle was not found');
  return findPackageRoot(parent);
};
