import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findTexts } from '../canaries/canaries.ts';

const CHUNK_BYTES = 4 * 2 ** 20;
/** Longer than any form of a text that is looked for. */
const OVERLAP_BYTES = 512;
const EMPTY = Buffer.alloc(CHUNK_BYTES);

/** https://github.com/prometheus/prometheus/blob/main/tsdb/docs/format/wal.md */
const WAL_FILE = /[/\\]wal[/\\]\d+$/;
const WAL_PAGE_BYTES = 32 * 2 ** 10;
const WAL_HEADER_BYTES = 7;

/**
 * Prometheus cuts a record where a page ends and goes on in the next one behind another header, so a text may lie
 * around it: those headers are left out.
 */
const withoutPageHeaders = (bytes: Buffer): Buffer => {
  const pages: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += WAL_PAGE_BYTES)
    pages.push(bytes.subarray(start + WAL_HEADER_BYTES, start + WAL_PAGE_BYTES));
  return Buffer.concat(pages);
};

/** Databases reserve files of gigabytes that are empty but for their start: what is all zeros is skipped. */
const findInFile = async (path: string, texts: readonly string[]): Promise<Set<string>> => {
  const found = new Set<string>();
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    const step = WAL_FILE.test(path) ? CHUNK_BYTES - WAL_PAGE_BYTES : CHUNK_BYTES - OVERLAP_BYTES;
    for (let position = 0; ; position += step) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
      const chunk = buffer.subarray(0, bytesRead);
      if (!chunk.equals(EMPTY.subarray(0, bytesRead)))
        for (const text of findTexts(WAL_FILE.test(path) ? withoutPageHeaders(chunk) : chunk, texts))
          found.add(text);
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
