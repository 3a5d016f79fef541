import type { IncomingMessage } from 'node:http';
import { gunzipSync, inflateSync } from 'node:zlib';
import { Failure } from './failure.ts';

/** Bytes of request bodies in memory at once, over all connections. */
export class BodyBudget {
  readonly #max: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#max = maxBytes;
  }

  take(bytes: number): void {
    if (this.#bytes + bytes > this.#max)
      throw new Failure('busy', 'too many requests at once; try again', { 'retry-after': '1' });
    this.#bytes += bytes;
  }

  giveBack(bytes: number): void {
    this.#bytes -= bytes;
  }
}

const tooLarge = (maxBytes: number): Failure =>
  new Failure('tooLarge', `the request is larger than ${maxBytes} bytes`);

/** Reads a body as it was sent, up to a size. */
export const readBody = async (
  request: IncomingMessage,
  maxBytes: number,
  budget: BodyBudget,
): Promise<Buffer> => {
  if (Number(request.headers['content-length']) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Destroying the request would close the connection before the answer is sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (bytes + chunk.length > maxBytes) throw tooLarge(maxBytes);
      budget.take(chunk.length);
      bytes += chunk.length;
      chunks.push(chunk);
    }
  } finally {
    budget.giveBack(bytes);
  }
  return Buffer.concat(chunks);
};

const INFLATE = { gzip: gunzipSync, deflate: inflateSync } as const;

/**
 * Undoes a content encoding and stops at a size. Synchronous, as decoding is, so that at most one
 * decompressed body is in memory.
 */
export const decompress = (body: Buffer, encoding: string, maxBytes: number): Buffer => {
  if (encoding === '' || encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'deflate')
    throw new Failure('unsupported', `content-encoding "${encoding}"; accepted: gzip, deflate, identity`, {
      'accept-encoding': 'gzip, deflate, identity',
    });
  try {
    return INFLATE[encoding](body, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    throw new Failure('malformed', `not ${encoding}: ${(error as Error).message}`);
  }
};
