import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';

// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests: each message has a byte that tells whether
// it is compressed, and four with its length.
const PREFIX_BYTES = 5;

const compress = promisify(gzip);

/** The message of a request, as it travels. */
export const wrapMessage = async (body: Uint8Array, compression: 'none' | 'gzip'): Promise<Buffer> => {
  const content = compression === 'gzip' ? await compress(body) : body;
  const message = Buffer.allocUnsafe(PREFIX_BYTES + content.byteLength);
  message.writeUInt8(compression === 'gzip' ? 1 : 0, 0);
  message.writeUInt32BE(content.byteLength, 1);
  message.set(content, PREFIX_BYTES);
  return message;
};

/** The only message of an answer; undefined where that is not what came. */
export const unwrapMessage = (
  data: Buffer,
  encoding: unknown,
  maxOutputLength: number,
): Uint8Array | undefined => {
  if (data.length < PREFIX_BYTES || data.length !== PREFIX_BYTES + data.readUInt32BE(1)) return undefined;
  const content = data.subarray(PREFIX_BYTES);
  if (data.readUInt8(0) === 0) return content;
  if (encoding !== 'gzip') return undefined;
  try {
    return gunzipSync(content, { maxOutputLength });
  } catch {
    return undefined;
  }
};
