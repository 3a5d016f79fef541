import type { Socket } from 'node:net';

// https://github.com/apache/cassandra/blob/trunk/doc/native_protocol_v4.spec

export const VERSION = 4;
const IS_RESPONSE = 0x80;
const HEADER_BYTES = 9;

export const REQUESTS = {
  startup: 0x01,
  options: 0x05,
  query: 0x07,
  prepare: 0x09,
  execute: 0x0a,
  register: 0x0b,
  batch: 0x0d,
};
export const RESPONSES = { error: 0x00, ready: 0x02, supported: 0x06, result: 0x08 };

export interface Frame {
  readonly version: number;
  readonly stream: number;
  readonly opcode: number;
  readonly body: Buffer;
}

export async function* framesOf(socket: Socket): AsyncGenerator<Frame> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    while (bytes.length >= HEADER_BYTES && bytes.length >= HEADER_BYTES + bytes.readUInt32BE(5)) {
      const end = HEADER_BYTES + bytes.readUInt32BE(5);
      yield {
        version: bytes.readUInt8(0),
        stream: bytes.readInt16BE(2),
        opcode: bytes.readUInt8(4),
        body: bytes.subarray(HEADER_BYTES, end),
      };
      bytes = bytes.subarray(end);
    }
  }
}

export const frameOf = (stream: number, opcode: number, body: Buffer): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = IS_RESPONSE | VERSION;
  header.writeInt16BE(stream, 2);
  header[4] = opcode;
  header.writeUInt32BE(body.length, 5);
  return Buffer.concat([header, body]);
};
