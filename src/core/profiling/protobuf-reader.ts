const VARINT = 0;
const FIXED_64 = 1;
const LENGTH = 2;
const FIXED_32 = 5;

/** The bytes are no protobuf, or too much of it. */
export class NotAProfile extends Error {
  override readonly name = 'NotAProfile';
}

/** Most bits of a varint: https://protobuf.dev/programming-guides/encoding/#varints */
const MAX_VARINT_BYTES = 10;

const TWO_TO_64 = 2 ** 64;

/** A number in front of `at`, and where it ends. Numbers above 2^53 lose digits, and no profile has such. */
const readVarint = (bytes: Uint8Array, at: number): { readonly value: number; readonly at: number } => {
  let value = 0;
  let factor = 1;
  for (let i = 0; i < MAX_VARINT_BYTES; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) return { value: value >= TWO_TO_64 / 2 ? value - TWO_TO_64 : value, at: at + i + 1 };
  }
  throw new NotAProfile('a number does not end');
};

/** What `readMessage` tells of each field. */
export interface FieldReader {
  number?(field: number, value: number): void;
  bytes?(field: number, value: Uint8Array): void;
}

/** Reads the fields of a message in order. Throws `NotAProfile` where the bytes are no message. */
export const readMessage = (bytes: Uint8Array, reader: FieldReader): void => {
  let at = 0;
  while (at < bytes.length) {
    const key = readVarint(bytes, at);
    at = key.at;
    const field = Math.floor(key.value / 8);
    const wireType = key.value % 8;
    if (field < 1) throw new NotAProfile('a field has no number');
    if (wireType === VARINT) {
      const number = readVarint(bytes, at);
      at = number.at;
      reader.number?.(field, number.value);
    } else if (wireType === LENGTH) {
      const length = readVarint(bytes, at);
      const end = length.at + length.value;
      if (length.value < 0 || end > bytes.length) throw new NotAProfile('it is cut off');
      reader.bytes?.(field, bytes.subarray(length.at, end));
      at = end;
    } else if (wireType === FIXED_64) at += 8;
    else if (wireType === FIXED_32) at += 4;
    else throw new NotAProfile('a field has a type that there is not');
  }
  if (at > bytes.length) throw new NotAProfile('it is cut off');
};

/** The numbers of a packed field. */
export const readPacked = (bytes: Uint8Array): readonly number[] => {
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const number = readVarint(bytes, at);
    numbers.push(number.value);
    at = number.at;
  }
  return numbers;
};
