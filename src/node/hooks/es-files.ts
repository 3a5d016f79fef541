import { realpathSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { diag } from '@opentelemetry/api';
import type { EsFile } from '../instrumentation.ts';
import { notePackage, patch } from './module-hook.ts';
import { packageFileOf, packageNameOf } from './package-file.ts';

/**
 * The hook for ES modules. Exports of an ES module cannot be replaced from outside, so the file is loaded under a
 * second address and takes its place as a small module that exports the same, and what was patched instead. Only the
 * files that are named, and a chunk that is only loaded where one of their packages is installed.
 */

export interface WatchedEsFile extends EsFile {
  /** Called before the file is evaluated, each time. */
  readonly before: () => void;
}

interface Target extends WatchedEsFile {
  /** Undefined for a file of the application. */
  readonly packageName: string | undefined;
  readonly folder: string;
}

type Namespace = Record<string, unknown>;

/** Of the address under which the file itself is loaded. */
const ORIGINAL = 'binnacle-original';
const KEY = Symbol.for('binnacle.patch-es-file');
const NODE_MODULES = '/node_modules/';

/** By name from the package on, or by address. */
const watched = new Map<string, WatchedEsFile>();
const targets = new Map<string, Target>();
let installed = false;

/** Since which patch of a release `registerHooks` leaves CommonJS alone: https://github.com/nodejs/node/pull/59929 */
const FIRST_VERSIONS: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
  22: [22, 3],
  24: [11, 1],
  25: [1, 0],
};

/** Before that, an ES module that imports CommonJS would no longer come through the module hook. */
export const canHookEsFiles = (version: string): boolean => {
  const [major = 0, minor = 0, patchLevel = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const first = FIRST_VERSIONS[major];
  if (!first) return major > 25;
  return minor > first[0] || (minor === first[0] && patchLevel >= first[1]);
};

/** A copy that patches may write to; the exports of the module itself cannot be written. */
const copyOf = (original: Namespace): Namespace =>
  Object.assign(Object.create(null, { [Symbol.toStringTag]: { value: 'Module' } }), original);

const patchEsFile = (url: string, original: Namespace): Namespace => {
  const target = targets.get(url);
  if (!target) return original;
  try {
    const copy = copyOf(original);
    const name = sep === '/' ? target.name : target.name.replaceAll('/', sep);
    if (target.packageName !== undefined) notePackage(target.packageName, target.folder, true);
    patch(copy, name, target.folder);
    return copy;
  } catch (error) {
    diag.error(
      `${target.name} is not instrumented: ${error instanceof Error ? error.message : String(error)}`,
    );
    return original;
  }
};

const sourceOf = (url: string, names: readonly string[]): string => {
  const original = JSON.stringify(`${url}${url.includes('?') ? '&' : '?'}${ORIGINAL}`);
  return [
    `import * as original from ${original};`,
    `export * from ${original};`,
    `const patched = globalThis[Symbol.for('binnacle.patch-es-file')](${JSON.stringify(url)}, original);`,
    ...names.map(
      (name, at) => `let $${at} = patched[${JSON.stringify(name)}]; export { $${at} as ${name} };`,
    ),
  ].join('\n');
};

const targetOf = (url: string): Target | undefined => {
  if (url.includes(ORIGINAL)) return undefined;
  const at = url.lastIndexOf(NODE_MODULES);
  const plain = url.replace(/[?#].*$/s, '');
  const file = watched.get(at < 0 ? plain : plain.slice(at + NODE_MODULES.length));
  if (!file) return undefined;
  const path = fileURLToPath(plain);
  const { packageName, folder = dirname(path) } = packageFileOf(path) ?? {};
  const target = { ...file, packageName, folder };
  targets.set(url, target);
  return target;
};

const install = (): void => {
  installed = true;
  (globalThis as { [KEY]?: typeof patchEsFile })[KEY] = patchEsFile;
  registerHooks({
    load: (url, context, nextLoad) => {
      const target = url.startsWith('file:') ? targetOf(url) : undefined;
      const result = nextLoad(url, context);
      if (!target || result.format !== 'module') return result;
      target.before();
      return { ...result, source: sourceOf(url, target.exports) };
    },
  });
};

const realPathOf = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** The file under this address if it is loaded already, linked or evaluated; it is evaluated then. */
const loadedEsFile = (path: string): Namespace | undefined => {
  const url = pathToFileURL(path).href;
  // What was not loaded would be loaded now; a source that cannot be read prevents it, and is looked at by nobody else.
  const hooks = registerHooks({
    load: (each, context, nextLoad) =>
      each === url ? { format: 'module', source: '(', shortCircuit: true } : nextLoad(each, context),
  });
  try {
    return createRequire(path)(path) as Namespace;
  } catch {
    return undefined;
  } finally {
    hooks.deregister();
  }
};

/**
 * Where the program imports Binnacle itself, the ES modules that it imports too are linked already and wait for their
 * turn. They can still be evaluated before it, and patched in place.
 */
const patchLinkedFiles = (files: readonly WatchedEsFile[], found: ReadonlyMap<string, string>): void => {
  for (const file of files) {
    const name = packageNameOf(file.file);
    const folder = found.get(name);
    if (!folder) continue;
    const path = realPathOf(join(folder, ...file.file.slice(name.length + 1).split('/')));
    const original = path && loadedEsFile(path);
    if (!original) continue;
    file.before();
    const url = pathToFileURL(path).href;
    targets.set(url, { ...file, packageName: name, folder });
    patchEsFile(url, original);
  }
};

/** Watches one file of an ES module that is in no package. */
export const watchEsFile = (path: string, file: Omit<WatchedEsFile, 'file'>): void => {
  if (!canHookEsFiles(process.versions.node)) return;
  const url = pathToFileURL(path).href;
  watched.set(url, { ...file, file: url });
  if (!installed) install();
};

/** Watches files of ES modules. Where Node.js is too old for it, they stay as they are. */
export const watchEsFiles = (files: readonly WatchedEsFile[], found: ReadonlyMap<string, string>): void => {
  if (!canHookEsFiles(process.versions.node)) return;
  patchLinkedFiles(files, found);
  for (const file of files) watched.set(file.file, file);
  if (!installed) install();
};
