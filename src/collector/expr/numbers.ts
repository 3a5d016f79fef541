import { ExprFault } from './fault.ts';
import type { Expression } from './syntax.ts';
import type { Token } from './tokens.ts';

const MAX_INTEGER = 2n ** 63n - 1n;

/** What `strconv` reads as a number, once the token says that it is one. */
export const numberOf = ({ text, start }: Token): Expression => {
  const digits = text.replaceAll('_', '').toLowerCase();
  const fail = (): never => {
    throw new ExprFault(start, `"${text}" is no number, or one that is too large`);
  };
  if (!digits.startsWith('0x') && /[.e]/.test(digits)) {
    const isFloat = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(digits) && Number.isFinite(Number(digits));
    return isFloat ? { kind: 'float', start } : fail();
  }
  if (!/^(?:0x[\da-f]+|0b[01]+|0o[0-7]+|\d+)$/.test(digits)) return fail();
  const value = BigInt(digits);
  return value > MAX_INTEGER ? fail() : { kind: 'integer', value, start };
};
