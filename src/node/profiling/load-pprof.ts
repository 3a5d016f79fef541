import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedFolder, programFolders } from '../installed-packages.ts';

const PACKAGE = '@datadog/pprof';

/**
 * The package with the types of what is used of it. Undefined where it is not installed, or has no build for this
 * platform.
 */
export const loadPprof = <T>(): T | undefined => {
  const folder = installedFolder(PACKAGE, [...programFolders(), dirname(fileURLToPath(import.meta.url))]);
  if (folder === undefined) return undefined;
  try {
    return createRequire(join(folder, 'index.js'))(folder) as T;
  } catch {
    return undefined;
  }
};
