import { sep } from 'node:path';
import { onPackageFile } from './module-hook.ts';

/**
 * By name of a file, `koa` for the package's main file or `koa/lib/context.js`: what is done with its exports. What is
 * given back takes their place.
 */
export type FilePatches = Readonly<Record<string, (exports: never) => unknown>>;

/** Patches files of packages: the light way, without the versions and switches of an upstream instrumentation. */
export const patchFiles = (patches: FilePatches): void =>
  onPackageFile((exports, name) => {
    const patch = patches[sep === '/' ? name : name.replaceAll(sep, '/')];
    return patch ? (patch(exports as never) ?? exports) : exports;
  });
