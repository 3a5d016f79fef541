import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
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

/** The Collector's file exporter writes each request of `format: proto` behind its length, in four bytes. */
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

export const parseJson = (text: string): { readonly document: unknown } | undefined => {
  try {
    return { document: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
};

/** Requests of OTLP in protobuf: one, or those of the Collector's file exporter. Undefined where it is something else. */
export const protobufDocuments = (bytes: Buffer): readonly unknown[] | undefined => {
  const one = otlpIn(bytes);
  const all = one ? [one] : framesOf(bytes)?.map(otlpIn);
  return all?.includes(undefined) ? undefined : all;
};

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What the file holds: unpacked, and out of the envelope of Binnacle's buffer on disk. */
export const contentOf = (name: string, bytes: Buffer): Buffer => {
  const buffered = parseName(basename(name)) && decodeFile(basename(name), bytes);
  const body = buffered ? Buffer.from(buffered) : bytes;
  return isGzip(body) ? gunzipSync(body, { maxOutputLength: MAX_WHOLE_BYTES }) : body;
};
