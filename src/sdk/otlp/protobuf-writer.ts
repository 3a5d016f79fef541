/** Wire types of https://protobuf.dev/programming-guides/encoding/#structure */
export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH = 2;
export const FIXED32 = 5;

const TWO_TO_32 = 4_294_967_296;
const NANOS_PER_SECOND = 1_000_000_000;

/** What `end` of a message of up to 127 bytes takes; a longer one is moved. */
const SHORT_LENGTH_BYTES = 1;

const varintBytes = (value: number): number => {
  let bytes = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) bytes++;
  return bytes;
};

const scratch = new DataView(new ArrayBuffer(8));

/**
 * Writes protobuf in one pass: the length of a message is filled in when the message is done. What is written lies
 * in pools that many items share, because memory for each would cost more than the item.
 */
export class ProtobufWriter {
  readonly #poolBytes: number;
  bytes: Uint8Array;
  at = 0;

  constructor(poolBytes: number) {
    this.#poolBytes = poolBytes;
    this.bytes = new Uint8Array(poolBytes);
  }

  /** Begins an item, of which at least so many bytes find room; the answer is where it begins. */
  begin(leastBytes: number): number {
    if (this.at + leastBytes > this.bytes.length) {
      this.bytes = new Uint8Array(Math.max(this.#poolBytes, leastBytes));
      this.at = 0;
    }
    return this.at;
  }

  /** The item moves to a new pool where it has no room; items before it stay where they are. */
  #reserve(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.at + bytes));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }

  tag(field: number, wireType: number): void {
    this.varint(field * 8 + wireType);
  }

  varint(value: number): void {
    this.#reserve(10);
    const { bytes } = this;
    let { at } = this;
    let rest = value;
    while (rest >= 128) {
      bytes[at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    bytes[at++] = rest;
    this.at = at;
  }

  /** Any safe integer, negative ones in two's complement of 64 bits. */
  int64(value: number): void {
    if (value >= 0) {
      this.varint(value);
      return;
    }
    this.#reserve(10);
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest >= 128n) {
      this.bytes[this.at++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.bytes[this.at++] = Number(rest);
  }

  fixed32(value: number): void {
    this.#reserve(4);
    const { bytes, at } = this;
    bytes[at] = value & 255;
    bytes[at + 1] = (value >>> 8) & 255;
    bytes[at + 2] = (value >>> 16) & 255;
    bytes[at + 3] = (value >>> 24) & 255;
    this.at = at + 4;
  }

  double(value: number): void {
    this.#reserve(8);
    scratch.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.bytes[this.at++] = scratch.getUint8(i);
  }

  /** Nanoseconds since 1970, from seconds and the nanoseconds of the last one. */
  nanos(seconds: number, nanos: number): void {
    // In halves of the seconds, so that no product is above 2^53.
    const high = Math.floor(seconds / 65_536) * NANOS_PER_SECOND;
    const low = (seconds % 65_536) * NANOS_PER_SECOND + nanos;
    const lowSum = (high % 65_536) * 65_536 + low;
    this.fixed32(lowSum % TWO_TO_32);
    this.fixed32(Math.floor(high / 65_536) + Math.floor(lowSum / TWO_TO_32));
  }

  /** Bytes with their length in front. */
  block(block: Uint8Array): void {
    this.varint(block.length);
    this.raw(block, 0, block.length);
  }

  /** A part of other bytes, as it is. */
  raw(from: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.#reserve(length);
    const { bytes, at } = this;
    // A call to copy costs more than a few bytes do.
    if (length < 48) for (let i = 0; i < length; i++) bytes[at + i] = from[start + i] as number;
    else bytes.set(from.subarray(start, end), at);
    this.at = at + length;
  }

  /** An id of hex digits, with its length in front. */
  hex(digits: string): void {
    const length = digits.length >> 1;
    this.varint(length);
    this.#reserve(length);
    const { bytes, at } = this;
    for (let i = 0; i < length; i++)
      bytes[at + i] = (digitOf(digits, 2 * i) << 4) | digitOf(digits, 2 * i + 1);
    this.at = at + length;
  }

  /** UTF-8 with its length in front. */
  text(text: string): void {
    const start = this.open();
    this.utf8(text);
    this.close(start);
  }

  /** UTF-8 alone; half of a surrogate pair becomes U+FFFD. */
  utf8(text: string): void {
    const { length } = text;
    this.#reserve(3 * length);
    const { bytes } = this;
    let { at } = this;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        bytes[at++] = unit;
        continue;
      }
      const point = text.codePointAt(i) as number;
      if (point > 0xffff) i++;
      at = writePoint(bytes, at, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
    }
    this.at = at;
  }

  /** Begins a message with a length; `close` takes the answer. */
  open(): number {
    this.#reserve(SHORT_LENGTH_BYTES);
    this.at += SHORT_LENGTH_BYTES;
    return this.at;
  }

  close(start: number): void {
    const length = this.at - start;
    if (length < 128) {
      this.bytes[start - 1] = length;
      return;
    }
    const more = varintBytes(length) - SHORT_LENGTH_BYTES;
    this.#reserve(more);
    this.bytes.copyWithin(start + more, start, this.at);
    const end = this.at + more;
    this.at = start - SHORT_LENGTH_BYTES;
    this.varint(length);
    this.at = end;
  }
}

const digitOf = (digits: string, i: number): number => {
  const unit = digits.charCodeAt(i);
  return unit < 58 ? unit - 48 : (unit | 32) - 87;
};

const writePoint = (bytes: Uint8Array, at: number, point: number): number => {
  let end = at;
  if (point < 0x800) bytes[end++] = 0xc0 | (point >> 6);
  else {
    if (point < 0x10000) bytes[end++] = 0xe0 | (point >> 12);
    else {
      bytes[end++] = 0xf0 | (point >> 18);
      bytes[end++] = 0x80 | ((point >> 12) & 63);
    }
    bytes[end++] = 0x80 | ((point >> 6) & 63);
  }
  bytes[end++] = 0x80 | (point & 63);
  return end;
};
