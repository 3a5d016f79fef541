import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadedPackages } from '../hooks/loaded-packages.ts';

/** How much of a program's main file is looked at, in bytes. */
const MAX_HEAD_BYTES = 262_144;

/** Longest line that a person would write, in characters; a minified bundle has longer ones. */
const MAX_LINE_LENGTH = 5_000;

const headOf = (file: string): string => {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(MAX_HEAD_BYTES);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, MAX_HEAD_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
};

/** Whether a file looks like what esbuild, webpack, Rollup or one of their kind writes. */
export const looksBundled = (text: string): boolean =>
  /__webpack_require__|__webpack_modules__|__commonJS|__toESM|^\/\/ (?:\.\.\/)*node_modules\//m.test(text) ||
  text.split('\n', 1_000).some((line) => line.length > MAX_LINE_LENGTH);

/** The package.json that a file belongs to. */
const packageJsonOf = (folder: string): string | undefined => {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  return parent === folder ? undefined : packageJsonOf(parent);
};

const dependenciesOf = (file: string): readonly string[] => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
  return Object.keys({ ...dependencies, ...devDependencies });
};

/**
 * The instrumented packages that a program depends on, where it is a bundle that has them inside; otherwise none.
 *
 * @param packages those that are instrumented
 */
export const packagesInBundle = (packages: ReadonlySet<string>): readonly string[] => {
  const [, main] = process.argv;
  if (!main) return [];
  try {
    // A program that loads packages from node_modules is none.
    const loaded = [...loadedPackages().keys()].filter(
      (name) => name !== 'binnacle' && !name.startsWith('@opentelemetry/'),
    );
    if (loaded.length > 0) return [];
    const file = packageJsonOf(dirname(main));
    const found = file ? dependenciesOf(file).filter((name) => packages.has(name)) : [];
    return found.length > 0 && looksBundled(headOf(main)) ? found : [];
  } catch {
    return [];
  }
};
