// How functions of pkg/ottl take what they are given: a value of another kind is an error.
import type { AnyValue, Attributes } from '../../otlp/model.ts';
import {
  CannotEvaluate,
  isBytes,
  isList,
  isMap,
  isTagged,
  kindOf,
  OttlError,
  OttlTypeError,
  type OttlValue,
} from './value.ts';

const expected = (what: string, value: OttlValue): never => {
  throw new OttlTypeError(`expected ${what} but got ${kindOf(value)}`);
};

export const text = (value: OttlValue): string =>
  typeof value === 'string' ? value : expected('string', value);
export const int = (value: OttlValue): bigint => (typeof value === 'bigint' ? value : expected('int', value));
export const float = (value: OttlValue): number =>
  typeof value === 'number' ? value : expected('float', value);
export const bool = (value: OttlValue): boolean =>
  typeof value === 'boolean' ? value : expected('bool', value);
export const map = (value: OttlValue): Attributes => (isMap(value) ? value : expected('map', value));
export const list = (value: OttlValue): readonly AnyValue[] =>
  isList(value) ? value : expected('list', value);

const nanos =
  (what: 'time' | 'duration') =>
  (value: OttlValue): bigint =>
    isTagged(value) && value.what === what ? value.nanos : expected(what, value);
export const time = nanos('time');
export const duration = nanos('duration');

const INTEGER = /^[+-]?\d+$/;
/** What strconv.ParseFloat takes, without its forms in base 16 and with underscores. */
const FLOAT = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|infinity|nan)$/i;

const parseFloat64 = (value: string): number => {
  if (!FLOAT.test(value)) throw new OttlError(`${JSON.stringify(value)} is no number`);
  const [sign, rest] = /^[+-]/.test(value) ? [value[0], value.slice(1)] : ['+', value];
  const number = /^inf/i.test(rest) ? Number.POSITIVE_INFINITY : Number(rest);
  if (!/^inf/i.test(rest) && number === Number.POSITIVE_INFINITY) throw new OttlError('out of range');
  return sign === '-' ? -number : number;
};

export const fitsInt64 = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** A whole number, or what can be read as one; nothing of a text that is none. */
export const intLike = (value: OttlValue): bigint | undefined => {
  if (value === undefined || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || !fitsInt64(BigInt(Math.trunc(value))))
      throw new CannotEvaluate(`${value} as a whole number`);
    return BigInt(Math.trunc(value));
  }
  if (typeof value !== 'string') return expected('a number, or what can be read as one,', value);
  if (!INTEGER.test(value)) return undefined;
  const number = BigInt(value.replace(/^\+/, ''));
  return fitsInt64(number) ? number : undefined;
};

export const floatLike = (value: OttlValue): number | undefined => {
  if (value === undefined || typeof value === 'number') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value);
  return typeof value === 'string'
    ? parseFloat64(value)
    : expected('a number, or what can be read as one,', value);
};

const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'TRUE', 'true', 'True'].map((each) => [each, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'FALSE', 'false', 'False'].map((each) => [each, false])),
};

export const boolLike = (value: OttlValue): boolean | undefined => {
  if (value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value !== 0n;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string' || isBytes(value))
    return expected('true or false, or what can be read as one,', value);
  const found = BOOLEANS[value];
  if (found === undefined) throw new OttlError(`${JSON.stringify(value)} is neither true nor false`);
  return found;
};
