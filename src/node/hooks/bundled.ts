import { sep } from 'node:path';
import { InstrumentationBase } from '@opentelemetry/instrumentation';
import { type BundledFile, folderOf } from './bundled-file.ts';
import { patchFile } from './module-hook.ts';

// What the files of a bundle go through. A chunk of its own, loaded with the first of them.

interface ReadsVersion {
  _extractPackageVersion(folder: string): string | undefined;
}

const versions = new Map<string, string>();

/** Instrumentations read a package's version from its folder; a bundle has none, but its plugin wrote them down. */
const prototype = InstrumentationBase.prototype as unknown as ReadsVersion;
const readVersion = prototype._extractPackageVersion;
prototype._extractPackageVersion = function (folder) {
  return versions.get(folder) ?? readVersion.call(this, folder);
};

/** Gets a file's exports and gives those that the program is to see. */
export const patchBundled = (exports: unknown, file: BundledFile): unknown => {
  const [packageName, path, version] = file;
  const folder = folderOf(file);
  versions.set(folder, version);
  const name = path === '' ? packageName : packageName + sep + path.replaceAll('/', sep);
  return patchFile(exports, packageName, name, folder);
};
