import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodePprof } from '../../../src/core/profiling/decode-pprof.ts';
import type { Profile } from '../../../src/core/profiling/profile.ts';

/** A profile as it is written. */
export const parsePprof = (compressed: Uint8Array): Profile =>
  decodePprof(gunzipSync(compressed), (bytes) => Buffer.from(bytes).toString());

/** The files of one kind in a folder, the oldest first. */
export const filesOf = (folder: string, kind: 'cpu' | 'heap'): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.includes(`-${kind}-`))
    .sort()
    .map((name) => join(folder, name));

export const readFirst = (folder: string, kind: 'cpu' | 'heap'): Profile => {
  const [file] = filesOf(folder, kind);
  if (file === undefined)
    throw new Error(
      `no ${kind} profile in ${folder}; there are: ${readdirSync(folder).join(', ') || 'none'}`,
    );
  return parsePprof(readFileSync(file));
};
