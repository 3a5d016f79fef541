import { basename } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { decodeProtobuf } from '../backend/receiver/protobuf.ts';
import { logsRequest, metricsRequest, traceRequest } from '../backend/receiver/schema.ts';
import { decodeFile, parseName } from '../node/buffer/buffer-file.ts';

/** Largest file that is read whole, in bytes. */
export const MAX_WHOLE_BYTES = 256 * 1_048_576;

const MESSAGES = [traceRequest, metricsRequest, logsRequest] as const;
const HEX_IDS = new Set(['traceId', 'spanId']);
const ID_LENGTHS = new Set([32, 16, 0]);

/** Any bytes may be read as some message; identifiers of a wrong length show that it is another one. */
const isPlausible = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isPlausible);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) =>
    HEX_IDS.has(key) ? typeof item === 'string' && ID_LENGTHS.has(item.length) : isPlausible(item),
  );
};

const otlpIn = (bytes: Buffer): unknown => {
  for (const message of MESSAGES)
    try {
      const decoded = decodeProtobuf(bytes, message);
      if (Object.keys(decoded).length > 0 && isPlausible(decoded)) return decoded;
    } catch {
      // It is another message, or none.
    }
  return undefined;
};

export const parseJson = (text: string): { readonly document: unknown } | undefined => {
  try {
    return { document: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
};

export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1 */
export const isZstd = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE() === 0xfd2fb528;

/** A request as the Collector's file exporter writes it: in protobuf, or in JSON where it is packed. */
export const documentOf = (frame: Buffer): unknown => {
  if (!isZstd(frame)) return otlpIn(frame);
  try {
    const bytes = zstdDecompressSync(frame, { maxOutputLength: MAX_WHOLE_BYTES });
    return otlpIn(bytes) ?? parseJson(bytes.toString('utf8'))?.document;
  } catch {
    return undefined;
  }
};

/** The Collector's file exporter writes each request of `format: proto`, or packed, behind its length, in four bytes. */
const framesOf = (bytes: Buffer): readonly Buffer[] | undefined => {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) return undefined;
    const length = bytes.readUInt32BE(at);
    if (length === 0 || at + 4 + length > bytes.length) return undefined;
    frames.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return frames.length > 0 ? frames : undefined;
};

/** Requests of OTLP in protobuf: one, or those of the Collector's file exporter. Undefined where it is something else. */
export const protobufDocuments = (bytes: Buffer): readonly unknown[] | undefined => {
  const one = otlpIn(bytes);
  const all = one ? [one] : framesOf(bytes)?.map(documentOf);
  return all?.includes(undefined) ? undefined : all;
};

/** What the file holds: unpacked, and out of the envelope of Binnacle's buffer on disk. */
export const contentOf = (name: string, bytes: Buffer): Buffer => {
  const buffered = parseName(basename(name)) && decodeFile(basename(name), bytes);
  const body = buffered ? Buffer.from(buffered) : bytes;
  if (isZstd(body)) return zstdDecompressSync(body, { maxOutputLength: MAX_WHOLE_BYTES });
  return isGzip(body) ? gunzipSync(body, { maxOutputLength: MAX_WHOLE_BYTES }) : body;
};

/** Whether the beginning of a file is that of a text. */
export const isTextual = (bytes: Buffer): boolean => !bytes.subarray(0, 4096).includes(0);

/** The text that bytes are, in UTF-8, or in UTF-16 as Windows writes it; undefined where they are none. */
export const textOf = (bytes: Buffer): string | undefined => {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!isUtf16 && !isTextual(bytes)) return undefined;
  return bytes.toString(isUtf16 ? 'utf16le' : 'utf8').replace(/^\ufeff/, '');
};
