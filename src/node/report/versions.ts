import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seenPackages } from '../hooks/module-hook.ts';

/** `bundle:node_modules/express@5.3.0` */
const BUNDLED = /^bundle:.*@([^@]+)$/;

/** The version of the package in a folder; undefined where its package.json tells none. */
const versionIn = (folder: string): string | undefined => {
  const bundled = BUNDLED.exec(folder)?.[1];
  if (bundled !== undefined) return bundled;
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version?: unknown;
    };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
};

/** `express 5.3.0` */
export const nameAndVersion = (name: string, folder: string | undefined): string => {
  const version = folder === undefined ? undefined : versionIn(folder);
  return version === undefined ? name : `${name} ${version}`;
};

/** The same for a package that came by. */
export const seenVersion = (name: string): string => nameAndVersion(name, seenPackages().get(name)?.folder);
