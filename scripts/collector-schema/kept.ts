import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dump } from './dump.ts';

/** What a release printed in an earlier run. */
export const keptDump = (folder: string, version: string): Dump | undefined => {
  const file = join(folder, `${version}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Dump) : undefined;
};

export const keepDump = (folder: string, version: string, dump: Dump): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${version}.json`), JSON.stringify(dump));
};
