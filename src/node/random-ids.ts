import type { IdGenerator } from '@opentelemetry/sdk-trace';

/** Random bytes are fetched in such portions, because asking costs more than the bytes. */
const POOL_BYTES = 16_384;

/** Bytes that are written out together. The ids among them are parts of one text, and keep it. */
const CHUNK_BYTES = 512;
const CHUNK_DIGITS = 2 * CHUNK_BYTES;

const TRACE_ID_DIGITS = 32;
const SPAN_ID_DIGITS = 16;

const ZEROS = /^0+$/;

let pool: Buffer | undefined;
let fetched = POOL_BYTES;
let chunk = '';
let used = CHUNK_DIGITS;

const nextChunk = (): void => {
  pool ??= Buffer.alloc(POOL_BYTES);
  if (fetched + CHUNK_BYTES > POOL_BYTES) {
    // Asked for with the first id, because loading it takes a tenth of the time that a start may take.
    process.getBuiltinModule('node:crypto').randomFillSync(pool);
    fetched = 0;
  }
  chunk = pool.toString('hex', fetched, fetched + CHUNK_BYTES);
  fetched += CHUNK_BYTES;
  used = 0;
};

/** An id of zeros alone is none: https://www.w3.org/TR/trace-context/#trace-id */
const randomHex = (digits: number): string => {
  if (used + digits > CHUNK_DIGITS) nextChunk();
  const hex = chunk.slice(used, used + digits);
  used += digits;
  return hex[0] === '0' && ZEROS.test(hex) ? randomHex(digits) : hex;
};

export const randomIds: IdGenerator = {
  generateTraceId: () => randomHex(TRACE_ID_DIGITS),
  generateSpanId: () => randomHex(SPAN_ID_DIGITS),
};
