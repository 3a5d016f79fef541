import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findTexts } from '../canaries/canaries.ts';

const CHUNK_BYTES = 4 * 2 ** 20;
/** Longer than any form of a text that is looked for. */
const OVERLAP_BYTES = 512;
const EMPTY = Buffer.alloc(CHUNK_BYTES);

/** Databases reserve files of gigabytes that are empty but for their start: what is all zeros is skipped. */
const findInFile = async (path: string, texts: readonly string[]): Promise<Set<string>> => {
  const found = new Set<string>();
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (let position = 0; ; position += CHUNK_BYTES - OVERLAP_BYTES) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
      const chunk = buffer.subarray(0, bytesRead);
      if (!chunk.equals(EMPTY.subarray(0, bytesRead)))
        for (const text of findTexts(chunk, texts)) found.add(text);
      if (bytesRead < CHUNK_BYTES) return found;
    }
  } finally {
    await file.close();
  }
};

/** Which of the texts are in the raw bytes of any file below a folder. */
export const findInFolder = async (folder: string, texts: readonly string[]): Promise<string[]> => {
  const found = new Set<string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    for (const text of await findInFile(join(entry.parentPath, entry.name), texts)) found.add(text);
  }
  return [...found];
};
