import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Budget, MalformedError } from '../../../../backend/receiver/budget.ts';
import { decodeJson } from '../../../../backend/receiver/json.ts';
import { decodeProtobuf } from '../../../../backend/receiver/protobuf.ts';
import { traceRequest } from '../../../../backend/receiver/schema.ts';
import type { ResourceSpans } from '../../../../collector/otlp/model.ts';
import { UsageError } from '../../../io.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { RecordingFault } from './recording-fault.ts';
import { splitJson } from './split-json.ts';
import { splitFrames, splitRequest, ZSTD_MAGIC } from './split-protobuf.ts';
import { toModel } from './to-model.ts';

/** Most values of one request: a file may be one request. */
const MAX_VALUES = 50_000_000;
const PIECE_BYTES = 1_048_576;

const RESOURCE_SPANS_TAG = 0x0a;
const GZIP_MAGIC = 0x1f8b;

const SIZES = { highWaterMark: PIECE_BYTES };

/** The recordings below paths, in the order of their names. Throws UsageError where one cannot be read. */
export const filesOf = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => {
    if (path === '-') return [path];
    try {
      if (!statSync(path).isDirectory()) return [path];
      const names = readdirSync(path).sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
      return filesOf(names.map((name) => join(path, name)));
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`);
    }
  });

export interface Progress {
  /** Bytes that were read, as they are in the files. */
  bytes: number;
}

const counted = async function* (file: Readable, progress: Progress): AsyncGenerator<Buffer> {
  for await (const piece of file as AsyncIterable<Buffer>) {
    progress.bytes += piece.length;
    yield piece;
  }
};

const unpacked = async (pieces: AsyncIterable<Buffer>): Promise<ByteReader> => {
  const reader = createByteReader(pieces);
  const head = await reader.peek(4);
  const isGzip = head.length >= 2 && head.readUInt16BE(0) === GZIP_MAGIC;
  const isZstd = head.length >= 4 && head.readUInt32LE(0) === ZSTD_MAGIC;
  if (!isGzip && !isZstd) return reader;
  const rest = async function* () {
    for (let piece = await reader.takeSome(); piece; piece = await reader.takeSome()) yield piece;
  };
  // What fails on the way comes out where the result is read.
  const target = isGzip ? createGunzip() : createZstdDecompress();
  return createByteReader(pipeline(rest, target, () => undefined) as AsyncIterable<Buffer>);
};

const isJson = (head: Buffer): boolean => /^(?:\xef\xbb\xbf)?[\s]*[{[]/.test(head.toString('latin1'));

interface Requests {
  readonly isJson: boolean;
  readonly requests: AsyncIterable<Buffer>;
}

const requestsIn = async (reader: ByteReader): Promise<Requests> => {
  const head = await reader.peek(64);
  if (isJson(head)) return { isJson: true, requests: splitJson(reader) };
  const isPlain = head[0] === RESOURCE_SPANS_TAG;
  return { isJson: false, requests: isPlain ? splitRequest(reader) : splitFrames(reader) };
};

const decode = (payload: Buffer, isText: boolean): readonly ResourceSpans[] => {
  // What is packed in frames may be JSON too.
  const decoder = isText || payload[0] === 0x7b ? decodeJson : decodeProtobuf;
  return toModel(decoder(payload, traceRequest, new Budget(MAX_VALUES)));
};

/** Why a file can no longer be read, in the words of a message. */
const faultOf = (error: unknown): string | undefined => {
  if (error instanceof RecordingFault || error instanceof MalformedError) return error.message;
  const code = (error as NodeJS.ErrnoException)?.code;
  if (typeof code !== 'string') return undefined;
  return /^(?:Z_|ZSTD|ERR_)/.test(code) ? `cannot be unpacked (${code})` : `cannot be read (${code})`;
};

/**
 * The requests of one file, one after the other. A file that ends in the middle of a request is read up to there.
 * Throws UsageError where it is no recording of traces.
 */
export async function* readRecording(
  file: string,
  progress: Progress,
  note: (text: string) => void,
): AsyncGenerator<readonly ResourceSpans[]> {
  const name = file === '-' ? '<stdin>' : file;
  const stream = file === '-' ? createReadStream('', { fd: 0, ...SIZES }) : createReadStream(file, SIZES);
  let [others, number] = [0, 0];
  try {
    const { isJson: isText, requests } = await requestsIn(await unpacked(counted(stream, progress)));
    for await (const payload of requests) {
      number++;
      const batches = decode(payload, isText);
      if (batches.length > 0) yield batches;
      else others++;
    }
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) throw error;
    const isCut = error instanceof RecordingFault && error.isCut;
    if (isCut && number === 0) throw new UsageError(`${name}: is not OTLP, or ${fault}`);
    if (!isCut) throw new UsageError(`${name}: ${number > 0 ? `request ${number}: ` : ''}${fault}`);
    note(`${name}: ${fault}, which is left out`);
  } finally {
    stream.destroy();
  }
  if (others > 0) note(`${name}: ${others} requests without spans are left out`);
}
