import { MAX_DEPTH, MalformedError } from './budget.ts';

/** Brackets open at once: an AnyValue in a key-value list takes four objects and arrays a level. */
const MAX_OPEN = MAX_DEPTH * 4 + 32;
/** Values in one request, unknown fields included, which JSON.parse builds before anyone can skip them. */
const MAX_VALUES = 4_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = [0x5b, 0x7b] as const;
const CLOSE = [0x5d, 0x7d] as const;

const endOfString = (payload: Buffer, start: number): number => {
  let at = start;
  while (at < payload.length && payload[at] !== QUOTE) at += payload[at] === BACKSLASH ? 2 : 1;
  return at;
};

/** Refuses what would cost too much to parse, before JSON.parse builds it. */
export const assertShallow = (payload: Buffer): void => {
  let open = 0;
  let values = 0;
  for (let at = 0; at < payload.length; at += 1) {
    const byte = payload[at];
    if (byte === QUOTE) at = endOfString(payload, at + 1);
    else if (byte === COMMA) values += 1;
    else if (byte === OPEN[0] || byte === OPEN[1]) {
      open += 1;
      values += 1;
      if (open > MAX_OPEN)
        throw new MalformedError(`nested too deeply; at most ${MAX_DEPTH} levels of AnyValue`);
    } else if (byte === CLOSE[0] || byte === CLOSE[1]) open -= 1;
    if (values > MAX_VALUES) throw new MalformedError(`more than ${MAX_VALUES} values in one request`);
  }
};
