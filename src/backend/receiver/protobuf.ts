import { Reader } from 'protobufjs/minimal.js';
import { Budget, MalformedError } from './budget.ts';
import type { Decoded, Field, Message, ScalarKind } from './field.ts';

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

const WIRE_TYPE: Readonly<Record<ScalarKind | 'message', number>> = {
  string: LENGTH,
  bytes: LENGTH,
  hex: LENGTH,
  message: LENGTH,
  bool: VARINT,
  int32: VARINT,
  sint32: VARINT,
  int64: VARINT,
  uint64: VARINT,
  fixed32: FIXED32,
  fixed64: FIXED64,
  sfixed64: FIXED64,
  nanos: FIXED64,
  double: FIXED64,
};

/** protobufjs returns a Long for a varint of 64 bits, and a number where it finds no Long. */
const toBigInt = (value: number | { low: number; high: number }): bigint =>
  typeof value === 'number' ? BigInt(value) : (BigInt(value.high) << 32n) | BigInt(value.low >>> 0);

const exact = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

const readFixed64 = (reader: Reader): number => reader.fixed32() + reader.fixed32() * 2 ** 32;

const readNanos = (reader: Reader): bigint => {
  const low = reader.fixed32();
  return (BigInt(reader.fixed32()) << 32n) | BigInt(low);
};

const readBytes = (reader: Reader, encoding: 'hex' | 'base64'): string => {
  const { buffer, byteOffset, byteLength } = reader.bytes();
  return Buffer.from(buffer, byteOffset, byteLength).toString(encoding);
};

const READ: Readonly<Record<ScalarKind, (reader: Reader) => unknown>> = {
  string: (reader) => reader.string(),
  bytes: (reader) => readBytes(reader, 'base64'),
  hex: (reader) => readBytes(reader, 'hex'),
  bool: (reader) => reader.bool(),
  int32: (reader) => reader.int32(),
  sint32: (reader) => reader.sint32(),
  int64: (reader) => exact(BigInt.asIntN(64, toBigInt(reader.int64()))),
  uint64: (reader) => Number(BigInt.asUintN(64, toBigInt(reader.uint64()))),
  fixed32: (reader) => reader.fixed32(),
  fixed64: readFixed64,
  sfixed64: (reader) => {
    const low = reader.fixed32();
    return reader.sfixed32() * 2 ** 32 + low;
  },
  nanos: readNanos,
  double: (reader) => reader.double(),
};

type NamedField = readonly [name: string, field: Field<unknown>];
const indexes = new WeakMap<Message, ReadonlyMap<number, NamedField>>();

const indexOf = (message: Message): ReadonlyMap<number, NamedField> => {
  let index = indexes.get(message);
  if (!index) {
    index = new Map(Object.entries(message).map((entry) => [entry[1].number, entry]));
    indexes.set(message, index);
  }
  return index;
};

const skip = (reader: Reader, wireType: number): void => {
  if (wireType === VARINT) reader.bool();
  else if (wireType === FIXED64) reader.skip(8);
  else if (wireType === LENGTH) reader.skip(reader.uint32());
  else if (wireType === FIXED32) reader.skip(4);
  else throw new MalformedError(`protobuf wire type ${wireType}`);
};

const endOf = (reader: Reader, limit: number): number => {
  const length = reader.uint32();
  if (length > limit - reader.pos) throw new MalformedError('a field is longer than what holds it');
  return reader.pos + length;
};

const listOf = (result: Record<string, unknown>, name: string): unknown[] => {
  result[name] ??= [];
  return result[name] as unknown[];
};

const readMessage = (
  reader: Reader,
  end: number,
  message: Message,
  budget: Budget,
  depth: number,
): Record<string, unknown> => {
  budget.enter(depth);
  const fields = indexOf(message);
  const result: Record<string, unknown> = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    const wireType = tag & 7;
    const named = fields.get(tag >>> 3);
    if (!named) {
      if (tag >>> 3 === 0) throw new MalformedError('protobuf field number 0');
      skip(reader, wireType);
      continue;
    }
    const [name, { kind, repeated, message: shape, nests }] = named;
    if (wireType === LENGTH && repeated && WIRE_TYPE[kind] !== LENGTH) {
      const packedEnd = endOf(reader, end);
      const list = listOf(result, name);
      while (reader.pos < packedEnd) {
        budget.spend();
        list.push(READ[kind as ScalarKind](reader));
      }
      if (reader.pos !== packedEnd) throw new MalformedError(`${name}: a value crosses the end of its list`);
      continue;
    }
    if (wireType !== WIRE_TYPE[kind]) throw new MalformedError(`${name}: protobuf wire type ${wireType}`);
    const value = shape
      ? readMessage(reader, endOf(reader, end), shape(), budget, nests ? depth + 1 : depth)
      : READ[kind as ScalarKind](reader);
    if (repeated) {
      budget.spend();
      listOf(result, name).push(value);
    } else result[name] = value;
  }
  if (reader.pos !== end) throw new MalformedError('a field crosses the end of its message');
  return result;
};

/** Decodes one message. Throws MalformedError for anything that is not one. */
export const decodeProtobuf = <M extends Message>(
  payload: Buffer,
  message: M,
  budget = new Budget(),
): Decoded<M> => {
  try {
    const reader = Reader.create(payload);
    return readMessage(reader, payload.length, message, budget, 0) as Decoded<M>;
  } catch (error) {
    if (error instanceof MalformedError) throw error;
    // The reader throws RangeError and plain Error for whatever does not fit its buffer.
    throw new MalformedError(`not a protobuf message: ${(error as Error).message}`, { cause: error });
  }
};
