import { randomFillSync } from 'node:crypto';
import type { IdGenerator } from '@opentelemetry/sdk-trace';

/** Random bytes are fetched in such portions, because fetching costs more than the bytes. */
const POOL_BYTES = 8_192;

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

const randomHex = (bytes: number): string => {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const hex = pool.toString('hex', used, used + bytes);
  used += bytes;
  return hex;
};

const ZEROS = /^0+$/;

/** An id of zeros alone is none: https://www.w3.org/TR/trace-context/#trace-id */
const validHex = (bytes: number): string => {
  const hex = randomHex(bytes);
  return hex[0] === '0' && ZEROS.test(hex) ? validHex(bytes) : hex;
};

export const randomIds: IdGenerator = {
  generateTraceId: () => validHex(TRACE_ID_BYTES),
  generateSpanId: () => validHex(SPAN_ID_BYTES),
};
