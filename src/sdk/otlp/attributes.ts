import { FIXED64, LENGTH, type ProtobufWriter, VARINT } from './protobuf-writer.ts';

/** Deeper values are left out; the redaction does not look deeper either. */
const MAX_DEPTH = 20;

/** Keys come from code, so there are few; what they are written as is kept for so many, if short. */
const MAX_KEYS = 2_000;
const MAX_KEY_LENGTH = 256;

/** Integers of 64 bits; beyond, a number is a double. */
const MAX_INT = 2 ** 63;

/** `AnyValue`: https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto */
const writeValue = (writer: ProtobufWriter, value: unknown, depth: number): void => {
  if (typeof value === 'string') {
    writer.tag(1, LENGTH);
    writer.text(value);
  } else if (typeof value === 'number') {
    if (Number.isInteger(value) && value >= -MAX_INT && value < MAX_INT) {
      writer.tag(3, VARINT);
      writer.int64(value);
    } else {
      writer.tag(4, FIXED64);
      writer.double(value);
    }
  } else if (typeof value === 'boolean') {
    writer.tag(2, VARINT);
    writer.varint(value ? 1 : 0);
  } else if (value instanceof Uint8Array) {
    writer.tag(7, LENGTH);
    writer.block(value);
  } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
    writer.tag(Array.isArray(value) ? 5 : 6, LENGTH);
    const start = writer.open();
    if (Array.isArray(value)) {
      for (const item of value) {
        writer.tag(1, LENGTH);
        const itemStart = writer.open();
        writeValue(writer, item, depth + 1);
        writer.close(itemStart);
      }
    } else writePairs(writer, value as Record<string, unknown>, 1, depth + 1);
    writer.close(start);
  }
};

/** By key: the bytes of field 1 of a `KeyValue`. */
const keys = new Map<string, Uint8Array>();

const writeKey = (writer: ProtobufWriter, key: string): void => {
  const known = keys.get(key);
  if (known) {
    writer.raw(known, 0, known.length);
    return;
  }
  const start = writer.at;
  writer.tag(1, LENGTH);
  writer.text(key);
  if (keys.size < MAX_KEYS && key.length <= MAX_KEY_LENGTH)
    keys.set(key, writer.bytes.slice(start, writer.at));
};

const writePairs = (
  writer: ProtobufWriter,
  record: Readonly<Record<string, unknown>>,
  field: number,
  depth: number,
): void => {
  for (const key of Object.keys(record)) {
    writer.tag(field, LENGTH);
    const start = writer.open();
    writeKey(writer, key);
    writer.tag(2, LENGTH);
    const valueStart = writer.open();
    writeValue(writer, record[key], depth);
    writer.close(valueStart);
    writer.close(start);
  }
};

/** A record as repeated `KeyValue` of a field. */
export const writeAttributes = (
  writer: ProtobufWriter,
  attributes: Readonly<Record<string, unknown>>,
  field: number,
): void => writePairs(writer, attributes, field, 0);
