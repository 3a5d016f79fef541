import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress, constants as zlib } from 'node:zlib';
import { isGzip, isZstd } from '../../../otlp-content.ts';
import type { Auditor } from './auditor.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { auditReader, type Read } from './content.ts';

/** Is told how far a large file was read, in bytes. */
export type Progress = (readBytes: number, allBytes: number) => void;

const CHUNK_BYTES = 1_048_576;
const PROGRESS_BYTES = 64 * 1_048_576;

/** Of an error, what says nothing of the content. */
const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** The bytes unpacked, where they are packed. One that is still being written ends where it ends. */
const unpacked = async (bytes: AsyncIterable<Buffer>): Promise<ByteReader> => {
  const reader = createByteReader(bytes);
  const head = await reader.peek(4);
  const unpack = isGzip(head)
    ? createGunzip({ finishFlush: zlib.Z_SYNC_FLUSH })
    : isZstd(head)
      ? createZstdDecompress({ finishFlush: zlib.ZSTD_e_flush })
      : undefined;
  if (!unpack) return reader;
  const packed = Readable.from(reader.rest());
  packed.once('error', (error) => unpack.destroy(error));
  return createByteReader(packed.pipe(unpack));
};

/** Looks through bytes as they arrive. What cannot be read is said, and never thrown. */
export const auditStream = async (
  auditor: Auditor,
  source: string,
  name: string,
  bytes: AsyncIterable<Buffer>,
): Promise<Read> => {
  try {
    return await auditReader(auditor, source, name, await unpacked(bytes));
  } catch (error) {
    return { source, error: `cannot be read (${reasonOf(error)})` };
  }
};

async function* counted(
  bytes: AsyncIterable<Buffer>,
  all: number,
  progress: Progress,
): AsyncIterable<Buffer> {
  let read = 0;
  for await (const part of bytes) {
    if (Math.floor((read + part.length) / PROGRESS_BYTES) > Math.floor(read / PROGRESS_BYTES))
      progress(read + part.length, all);
    read += part.length;
    yield part;
  }
}

/**
 * Looks through a file, or through every file of a directory. A name may be what should not be there, so names are
 * shown redacted. What cannot be read does not keep the rest from being looked at.
 */
export const auditPath = async (
  auditor: Auditor,
  path: string,
  progress: Progress,
): Promise<readonly Read[]> => {
  const seen = new Set<string>();

  const visit = async (at: string): Promise<readonly Read[]> => {
    const isGiven = at === path;
    const source = auditor.name(at);
    try {
      const stats = await stat(at);
      const id = `${stats.dev}:${stats.ino}`;
      // Links may lead in circles.
      if (seen.has(id)) return [];
      seen.add(id);
      if (stats.isDirectory()) {
        const reads: Read[] = [];
        for (const name of (await readdir(at)).sort()) reads.push(...(await visit(join(at, name))));
        return reads;
      }
      // A pipe of the shell, `<(zcat …)`, is one too.
      const isReadable = stats.isFile() || (isGiven && (stats.isFIFO() || stats.isCharacterDevice()));
      if (!isReadable) return isGiven ? [{ source, error: 'is neither a file nor a directory' }] : [];
      const bytes = counted(createReadStream(at, { highWaterMark: CHUNK_BYTES }), stats.size, progress);
      return [await auditStream(auditor, source, basename(at), bytes)];
    } catch (error) {
      // Queues and logs lose files while they are read.
      if (!isGiven && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      return [{ source, error: `cannot be read (${reasonOf(error)})` }];
    }
  };
  return visit(path);
};
