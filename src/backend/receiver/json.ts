// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
import { Budget, MalformedError } from './budget.ts';
import type { Decoded, Field, Message, ScalarKind } from './field.ts';
import { assertShallow } from './json-depth.ts';

const INTEGER = /^-?\d{1,20}$/;

const integer = (value: unknown, path: string): bigint => {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (typeof value === 'string' && INTEGER.test(value)) return BigInt(value);
  throw new MalformedError(`${path}: expected an integer, as a number or a string`);
};

const within = (low: bigint, high: bigint) => (value: unknown, path: string) => {
  const number = integer(value, path);
  if (number < low || number > high) throw new MalformedError(`${path}: out of range`);
  return number;
};
const signed32 = within(-(2n ** 31n), 2n ** 31n - 1n);
const unsigned32 = within(0n, 2n ** 32n - 1n);
const signed64 = within(-(2n ** 63n), 2n ** 63n - 1n);
const unsigned64 = within(0n, 2n ** 64n - 1n);

const text = (value: unknown, path: string): string => {
  if (typeof value !== 'string') throw new MalformedError(`${path}: expected a string`);
  return value;
};

const SPECIAL_NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

const READ: Readonly<Record<ScalarKind, (value: unknown, path: string) => unknown>> = {
  string: text,
  bytes: (value, path) => Buffer.from(text(value, path), 'base64').toString('base64'),
  hex: (value, path) => {
    const digits = text(value, path);
    if (!/^(?:[\da-f]{2})*$/i.test(digits)) throw new MalformedError(`${path}: expected hexadecimal digits`);
    return digits.toLowerCase();
  },
  bool: (value, path) => {
    if (typeof value !== 'boolean') throw new MalformedError(`${path}: expected true or false`);
    return value;
  },
  int32: (value, path) => Number(signed32(value, path)),
  sint32: (value, path) => Number(signed32(value, path)),
  int64: (value, path) => {
    const big = signed64(value, path);
    return Number.isSafeInteger(Number(big)) ? Number(big) : big;
  },
  uint64: (value, path) => Number(unsigned64(value, path)),
  fixed32: (value, path) => Number(unsigned32(value, path)),
  fixed64: (value, path) => Number(unsigned64(value, path)),
  sfixed64: (value, path) => Number(signed64(value, path)),
  nanos: unsigned64,
  double: (value, path) => {
    if (typeof value === 'number') return value;
    const special = typeof value === 'string' ? SPECIAL_NUMBERS[value] : undefined;
    const number = special ?? (typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN);
    if (special === undefined && Number.isNaN(number)) throw new MalformedError(`${path}: expected a number`);
    return number;
  },
};

const readField = (
  value: unknown,
  { kind, message, nests }: Field<unknown>,
  path: string,
  budget: Budget,
  depth: number,
) =>
  message
    ? readMessage(value, message(), path, budget, nests ? depth + 1 : depth)
    : READ[kind as ScalarKind](value, path);

const readMessage = (
  value: unknown,
  message: Message,
  path: string,
  budget: Budget,
  depth: number,
): Record<string, unknown> => {
  budget.enter(depth);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MalformedError(`${path || 'the request'}: expected an object`);
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(message)) {
    const raw = (value as Record<string, unknown>)[name];
    if (raw === undefined || raw === null) continue;
    const at = path ? `${path}.${name}` : name;
    if (!field.repeated) {
      result[name] = readField(raw, field, at, budget, depth);
      continue;
    }
    if (!Array.isArray(raw)) throw new MalformedError(`${at}: expected an array`);
    result[name] = raw.map((item) => {
      budget.spend();
      return readField(item, field, at, budget, depth);
    });
  }
  return result;
};

/** Decodes one message. Throws MalformedError for anything that is not one. */
export const decodeJson = <M extends Message>(
  payload: Buffer,
  message: M,
  budget = new Budget(),
): Decoded<M> => {
  assertShallow(payload);
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload.toString('utf8'));
  } catch (error) {
    throw new MalformedError(`not JSON: ${(error as Error).message}`, { cause: error });
  }
  return readMessage(parsed, message, '', budget, 0) as Decoded<M>;
};
