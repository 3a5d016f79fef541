import { zstdDecompressSync } from 'node:zlib';
import type { ByteReader } from './byte-reader.ts';
import { MAX_DOCUMENT_BYTES, RecordingFault } from './recording-fault.ts';

const LENGTH_BYTES = 4;
const MAX_VARINT_BYTES = 10;
/** Field 1 of the request, resourceSpans. */
const RESOURCE_SPANS_TAG = 0x0a;

export const ZSTD_MAGIC = 0xfd2fb528;

const checkLength = (length: number): void => {
  if (length > MAX_DOCUMENT_BYTES)
    throw new RecordingFault(
      `is not OTLP, or has a request of more than ${MAX_DOCUMENT_BYTES / 1_048_576} MiB`,
    );
};

const cut = (): never => {
  throw new RecordingFault('ends in the middle of a request', true);
};

const unpacked = (message: Buffer): Buffer => {
  if (message.length < LENGTH_BYTES || message.readUInt32LE(0) !== ZSTD_MAGIC) return message;
  try {
    return zstdDecompressSync(message, { maxOutputLength: MAX_DOCUMENT_BYTES });
  } catch (error) {
    throw new RecordingFault(`has a request that is not zstd: ${(error as Error).message}`);
  }
};

/** Requests behind their lengths, in four bytes, as the file exporter writes them with `format: proto` or compressed. */
export async function* splitFrames(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const head = await reader.take(LENGTH_BYTES);
    if (head.length === 0) return;
    if (head.length < LENGTH_BYTES) cut();
    const length = head.readUInt32BE(0);
    checkLength(length);
    const message = await reader.take(length);
    if (message.length < length) cut();
    if (length > 0) yield unpacked(message);
  }
}

/** One request without a length, in parts: each of its ResourceSpans as a request of its own. */
export async function* splitRequest(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const head = await reader.peek(1 + MAX_VARINT_BYTES);
    if (head.length === 0) return;
    if (head[0] !== RESOURCE_SPANS_TAG) throw new RecordingFault('is not OTLP: not a request of traces');
    let [length, size] = [0, 1];
    for (let byte = 0x80; byte >= 0x80; size++) {
      if (size >= head.length) cut();
      byte = head[size] as number;
      length += (byte & 0x7f) * 2 ** (7 * (size - 1));
    }
    checkLength(length);
    const part = await reader.take(size + length);
    if (part.length < size + length) cut();
    yield part;
  }
}
