import { crc32 } from 'node:zlib';
import type { Encoding, Payload } from '../exporters/payload.ts';

/** What the name of a file says of the batch in it. */
export interface FileMeta extends Omit<Payload, 'body'> {
  readonly createdMillis: number;
  /** Tells files of one moment apart. */
  readonly sequence: number;
  /** Size of the file. */
  readonly bytes: number;
}

const MAGIC = 'BNC1';

/** Magic, length of the body, checksum of name and body. */
const HEADER_BYTES = 12;

export const fileBytesOf = ({ body }: Payload): number => HEADER_BYTES + body.length;

/** In the order of the alphabet the names are in the order of their batches. */
export const nameOf = ({ createdMillis, sequence, signal, lane, encoding, items, bytes }: FileMeta): string =>
  `${String(createdMillis).padStart(14, '0')}-${String(sequence).padStart(9, '0')}-${signal}-${lane}-${encoding}-${items}-${bytes}.otlp`;

const NAME = /^(\d{14})-(\d{9})-(traces|metrics|logs)-(\d{1,3})-(protobuf|json)-(\d{1,9})-(\d{1,12})\.otlp$/;

/** Undefined where no process of this kind has given the name. */
export const parseName = (name: string): FileMeta | undefined => {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const [, created, sequence, signal, lane, encoding, items, bytes] = match;
  return {
    createdMillis: Number(created),
    sequence: Number(sequence),
    signal: signal as Payload['signal'],
    lane: Number(lane),
    encoding: encoding as Encoding,
    items: Number(items),
    bytes: Number(bytes),
  };
};

export const encodeFile = (name: string, body: Uint8Array): Buffer => {
  const file = Buffer.alloc(HEADER_BYTES + body.length);
  file.write(MAGIC, 0, 'latin1');
  file.writeUInt32BE(body.length, 4);
  file.writeUInt32BE(crc32(body, crc32(name)), 8);
  file.set(body, HEADER_BYTES);
  return file;
};

/** The body, or undefined where the file is not as it was written. */
export const decodeFile = (name: string, file: Buffer): Uint8Array | undefined => {
  if (file.length < HEADER_BYTES || file.toString('latin1', 0, 4) !== MAGIC) return undefined;
  const body = file.subarray(HEADER_BYTES);
  const isWhole = file.readUInt32BE(4) === body.length && file.readUInt32BE(8) === crc32(body, crc32(name));
  return isWhole ? body : undefined;
};
