import type { ByteReader } from './byte-reader.ts';
import { MAX_DOCUMENT_BYTES, RecordingFault } from './recording-fault.ts';

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];
/** What may stand between objects: white space, and the marks of a list. */
const BETWEEN = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x5b, 0x5d, 0xef, 0xbb, 0xbf]);

/** The objects of a text in JSON, one after the other: a line each, or over several lines, or in a list. */
export async function* splitJson(reader: ByteReader): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  let [depth, isText, isEscaped] = [0, false, false];
  for (let piece = await reader.takeSome(); piece; piece = await reader.takeSome()) {
    let start = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] as number;
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isText = false;
      } else if (byte === OPEN) {
        if (depth === 0) start = at;
        depth++;
      } else if (byte === CLOSE && depth > 0) {
        depth--;
        if (depth > 0) continue;
        parts.push(piece.subarray(start, at + 1));
        yield parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
        parts = [];
        bytes = 0;
      } else if (depth === 0) {
        if (!BETWEEN.has(byte))
          throw new RecordingFault('is not OTLP: expected objects of JSON, or requests in protobuf');
      } else if (byte === QUOTE) isText = true;
    }
    if (depth === 0) continue;
    parts.push(piece.subarray(start));
    bytes += piece.length - start;
    if (bytes > MAX_DOCUMENT_BYTES)
      throw new RecordingFault(`has a request of more than ${MAX_DOCUMENT_BYTES / 1_048_576} MiB`);
  }
  if (depth > 0) throw new RecordingFault('ends in the middle of a request', true);
}
