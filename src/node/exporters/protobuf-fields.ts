/** A value as it lies in the message: a number of the wire type `varint`, or the bytes of `length-delimited`. */
export type Field = { readonly number: number; readonly value: bigint | Uint8Array };

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** Most bits of a varint: https://protobuf.dev/programming-guides/encoding/#varints */
const MAX_SHIFT = 63n;

/**
 * The fields at the top of a protobuf message, in one pass. Answers of a Collector are so small that a library to read
 * them would be most of what is loaded. Throws where the bytes are no message.
 */
export const readFields = (bytes: Uint8Array): readonly Field[] => {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift <= MAX_SHIFT; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new Error('not a protobuf message');
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new Error('not a protobuf message');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Number(key >> 3n);
    const type = Number(key & 7n);
    if (type === VARINT) fields.push({ number, value: varint() });
    else if (type === LENGTH_DELIMITED) fields.push({ number, value: take(Number(varint())) });
    else if (type === FIXED_64) take(8);
    else if (type === FIXED_32) take(4);
    else throw new Error('not a protobuf message');
  }
  return fields;
};

/** The bytes of the field with this number, the last where there are several. */
export const bytesOf = (fields: readonly Field[], number: number): Uint8Array | undefined => {
  const value = fields.findLast((field) => field.number === number)?.value;
  return value instanceof Uint8Array ? value : undefined;
};

export const textOf = (fields: readonly Field[], number: number): string | undefined => {
  const bytes = bytesOf(fields, number);
  return bytes && Buffer.from(bytes).toString();
};

/** The signed number of the field, 0 where it is absent. */
export const numberOf = (fields: readonly Field[], number: number): number => {
  const value = fields.findLast((field) => field.number === number)?.value;
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0;
};
