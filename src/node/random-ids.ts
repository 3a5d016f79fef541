import { randomBytes } from 'node:crypto';
import type { IdGenerator } from '@opentelemetry/sdk-trace';

/** Digits are made in such portions, because asking for them costs more than they do. An id keeps its portion. */
const POOL_BYTES = 1_024;
const POOL_DIGITS = 2 * POOL_BYTES;

const TRACE_ID_DIGITS = 32;
const SPAN_ID_DIGITS = 16;

let pool = '';
let used = POOL_DIGITS;

const ZEROS = /^0+$/;

/** An id of zeros alone is none: https://www.w3.org/TR/trace-context/#trace-id */
const randomHex = (digits: number): string => {
  if (used + digits > POOL_DIGITS) {
    pool = randomBytes(POOL_BYTES).toString('hex');
    used = 0;
  }
  const hex = pool.slice(used, used + digits);
  used += digits;
  return hex[0] === '0' && ZEROS.test(hex) ? randomHex(digits) : hex;
};

export const randomIds: IdGenerator = {
  generateTraceId: () => randomHex(TRACE_ID_DIGITS),
  generateSpanId: () => randomHex(SPAN_ID_DIGITS),
};
