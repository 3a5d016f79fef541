import type { Socket } from 'node:net';

/** Types of packets: https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-tds/9b4a463c-2634-4a4b-ac35-bebfff2fb0f7 */
export const TYPES = { batch: 0x01, rpc: 0x03, response: 0x04, bulkLoad: 0x07, login: 0x10, preLogin: 0x12 };

const HEADER_BYTES = 8;
const LAST_OF_MESSAGE = 0x01;
/** What both sides begin with. */
const PACKET_BYTES = 4_096;

export interface Message {
  readonly type: number;
  readonly body: Buffer;
}

/** The messages of a client, put together from their packets. */
export async function* messagesOf(socket: Socket): AsyncGenerator<Message> {
  let bytes = Buffer.alloc(0);
  let parts: Buffer[] = [];
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    while (bytes.length >= HEADER_BYTES && bytes.length >= bytes.readUInt16BE(2)) {
      const length = bytes.readUInt16BE(2);
      parts.push(bytes.subarray(HEADER_BYTES, length));
      const [type = 0, status = 0] = bytes;
      bytes = bytes.subarray(length);
      if (!(status & LAST_OF_MESSAGE)) continue;
      yield { type, body: Buffer.concat(parts) };
      parts = [];
    }
  }
}

/** An answer as packets. */
export const packetsOf = (body: Buffer): Buffer => {
  const packets: Buffer[] = [];
  const room = PACKET_BYTES - HEADER_BYTES;
  for (let at = 0; at < body.length; at += room) {
    const part = body.subarray(at, at + room);
    const header = Buffer.alloc(HEADER_BYTES);
    header[0] = TYPES.response;
    header[1] = at + room >= body.length ? LAST_OF_MESSAGE : 0;
    header.writeUInt16BE(HEADER_BYTES + part.length, 2);
    header[6] = (packets.length / 2) & 0xff;
    packets.push(header, part);
  }
  return Buffer.concat(packets);
};
