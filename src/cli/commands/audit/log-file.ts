import { createHash } from 'node:crypto';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** Read at once, at most. */
const CHUNK_BYTES = 524_288;
/** Of a line, at most: Loki takes 256 kB. */
const LINE_BYTES = 65_536;
const NEWLINE = 10;

interface LogLine {
  readonly text: string;
  /** Bytes of the file up to the end of the line. */
  readonly end: number;
}

/** A log that only grows, opened: it can be read on where another has taken its place. */
export interface LogFile {
  /** By its first line, which has a time; undefined until there is one. */
  name(): Promise<{ readonly name: string; readonly first: string } | undefined>;
  bytes(): Promise<number>;
  /** Whole lines from a place on, some at a time; one that is not ended yet waits. */
  lines(from: number): Promise<readonly LogLine[]>;
  /** Another file has its path now, and somebody writes to that one. */
  isReplaced(): Promise<boolean>;
  close(): Promise<void>;
}

const readFrom = async (handle: FileHandle, from: number, most: number): Promise<Buffer> => {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, from);
  return buffer.subarray(0, bytesRead);
};

const cutText = (line: Buffer): string => line.subarray(0, LINE_BYTES).toString();

const linesIn = (chunk: Buffer, from: number): readonly LogLine[] => {
  const lines: LogLine[] = [];
  let start = 0;
  for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
    lines.push({ text: cutText(chunk.subarray(start, at)), end: from + at + 1 });
    start = at + 1;
  }
  // Longer than all that is read at once: goes on as another line.
  if (lines.length === 0 && chunk.length === CHUNK_BYTES)
    lines.push({ text: cutText(chunk), end: from + chunk.length });
  return lines;
};

/** Throws where it cannot be opened. */
export const openLogFile = async (path: string): Promise<LogFile> => {
  const handle = await open(path, 'r');
  return {
    name: async () => {
      const [line] = linesIn(await readFrom(handle, 0, CHUNK_BYTES), 0);
      return (
        line && { name: createHash('sha256').update(line.text).digest('hex').slice(0, 32), first: line.text }
      );
    },
    bytes: async () => (await handle.stat()).size,
    lines: async (from) => linesIn(await readFrom(handle, from, CHUNK_BYTES), from),
    isReplaced: async () => {
      const own = await handle.stat();
      const other = await stat(path).catch(() => undefined);
      return other !== undefined && other.size > 0 && (other.ino !== own.ino || other.dev !== own.dev);
    },
    close: () => handle.close(),
  };
};
