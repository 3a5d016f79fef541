import Module, { createRequire } from 'node:module';
import { dirname, relative, sep } from 'node:path';
import { diag } from '@opentelemetry/api';
import { type PackageFile, packageFileOf } from './package-file.ts';

/**
 * One hook for every file that Node evaluates as CommonJS, whether it was required or imported: an ES module that
 * imports a CommonJS package comes through the same function. It is called once a file and not once a `require`,
 * and it takes the place of require-in-the-middle and import-in-the-middle, whose lexers cost more at start than
 * the rest of the SDK.
 */

/** Gets a file's exports and gives those that the program is to see. */
export type OnLoad = (exports: unknown, name: string, folder: string | undefined) => unknown;

interface NodeModule {
  exports: unknown;
}
type Evaluate = (this: unknown, module: NodeModule, filename: string) => void;

/** A part of Node's module class that has no types: what evaluates the files of an extension. */
const { _extensions: extensions } = Module as unknown as { readonly _extensions: Record<string, Evaluate> };

/** By package: what to do just before its first file is evaluated. */
const watched = new Map<string, () => void>();
/** By path: what an application's own file is known by. */
const watchedFiles = new Map<string, string>();
/** By a package's folder: its main file. */
const mainFiles = new Map<string, string | undefined>();
const listeners: OnLoad[] = [];

/** What came by of a watched package. */
export interface SeenPackage {
  /** The package's folder, or a text that stands for it where it comes out of a bundle. */
  readonly folder: string;
  /** Its main file was among the files. */
  hasMain: boolean;
}
const seen = new Map<string, SeenPackage>();

/** The watched packages that were evaluated since they are watched. */
export const seenPackages = (): ReadonlyMap<string, SeenPackage> => seen;

let installed = false;

const mainFileOf = (packageName: string, filename: string): string | undefined => {
  try {
    return createRequire(filename).resolve(packageName);
  } catch {
    return undefined;
  }
};

const isMainFile = ({ packageName, folder }: PackageFile, filename: string): boolean => {
  if (!mainFiles.has(folder)) mainFiles.set(folder, mainFileOf(packageName, filename));
  return mainFiles.get(folder) === filename;
};

/** What the listeners make of the exports. One that fails leaves them as they were, and the program goes on. */
export const patch = (exports: unknown, name: string, folder: string | undefined): unknown =>
  listeners.reduce((current, onLoad) => {
    try {
      return onLoad(current, name, folder);
    } catch (error) {
      diag.error(`${name} is not instrumented: ${error instanceof Error ? error.message : String(error)}`);
      return current;
    }
  }, exports);

/** @param isMain whether what was evaluated stands for the whole package */
export const notePackage = (packageName: string, folder: string, isMain: boolean): void => {
  const known = seen.get(packageName);
  if (known) known.hasMain ||= isMain;
  else seen.set(packageName, { folder, hasMain: isMain });
};

/** For a file of a watched package that was not evaluated by Node: one of a bundle. */
export const patchFile = (exports: unknown, packageName: string, name: string, folder: string): unknown => {
  const before = watched.get(packageName);
  if (!before) return exports;
  before();
  notePackage(packageName, folder, name === packageName);
  return patch(exports, name, folder);
};

/** Some modules, as those of undici, let nobody assign their exports. */
const patchExports = (module: { exports: unknown }, name: string, folder: string): void => {
  const { exports } = module;
  const patched = patch(exports, name, folder);
  if (patched !== exports) module.exports = patched;
};

const install = (): void => {
  installed = true;
  const evaluate = extensions['.js'];
  if (!evaluate) return;
  extensions['.js'] = function (module, filename) {
    const file = packageFileOf(filename);
    const before = file && watched.get(file.packageName);
    if (!before) {
      evaluate.call(this, module, filename);
      const ownName = watchedFiles.get(filename);
      if (ownName !== undefined) patchExports(module, ownName, dirname(filename));
      return;
    }
    before();
    evaluate.call(this, module, filename);
    const { packageName, folder } = file;
    const name = isMainFile(file, filename) ? packageName : packageName + sep + relative(folder, filename);
    notePackage(packageName, folder, name === packageName);
    patchExports(module, name, folder);
  };
};

/**
 * Watches packages. Costs a look at the path of each file that is evaluated.
 *
 * @param names the packages' names
 * @param before called once, before the first file of any of them is evaluated
 */
export const watchPackages = (names: readonly string[], before: () => void): void => {
  if (!installed) install();
  let told = false;
  const tell = (): void => {
    if (told) return;
    told = true;
    before();
  };
  for (const name of names) {
    const others = watched.get(name);
    watched.set(
      name,
      others
        ? () => {
            others();
            tell();
          }
        : tell,
    );
  }
};

/**
 * Watches a file that is in no package, such as the handler of a function.
 *
 * @param name what listeners are to know it by
 */
export const watchFile = (path: string, name: string): void => {
  if (!installed) install();
  watchedFiles.set(path, name);
};

/** Adds a listener for the files of watched packages. */
export const onPackageFile = (listener: OnLoad): void => {
  listeners.push(listener);
};

/**
 * Patches built-in modules where they stand. They never pass through the hook, but their exports are one object
 * for all, so patching it once is enough.
 */
export const patchBuiltins = (names: readonly string[]): void => {
  if (names.length === 0) return;
  for (const name of names) patch(process.getBuiltinModule(name), name, undefined);
  Module.syncBuiltinESMExports();
};
