// ASN.1 in its distinguished encoding, as far as certificates need it: https://www.itu.int/rec/T-REC-X.690

/** One value with its tag and length. */
export type Der = Buffer;

const lengthOf = (bytes: number): Buffer => {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const digits = Buffer.from(bytes.toString(16).padStart(bytes > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
};

/** A value with any tag; of at most 65535 bytes. */
export const tagged = (tag: number, ...contents: readonly Uint8Array[]): Der => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

export const sequence = (...items: readonly Der[]): Der => tagged(0x30, ...items);
export const set = (...items: readonly Der[]): Der => tagged(0x31, ...items);
export const octetString = (bytes: Uint8Array): Der => tagged(0x04, bytes);
export const utf8String = (text: string): Der => tagged(0x0c, Buffer.from(text, 'utf8'));
export const TRUE: Der = tagged(0x01, Buffer.from([0xff]));

/** An integer that is not negative, from its bytes with the highest first. */
export const unsigned = (bytes: Uint8Array): Der => {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(start));
  // The highest bit is the sign.
  return (digits[0] ?? 0) < 0x80 ? tagged(0x02, digits) : tagged(0x02, Buffer.from([0]), digits);
};

export const bitString = (bytes: Uint8Array, unusedBits = 0): Der =>
  tagged(0x03, Buffer.from([unusedBits]), bytes);

const base128 = (part: number): number[] => {
  const digits = [part & 0x7f];
  for (let rest = part >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
};

/** From its dotted form. */
export const objectIdentifier = (dotted: string): Der => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
};

/** The form that certificates need: two digits for years before 2050, four after. https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
export const time = (date: Date): Der => {
  const digits = `${date.toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '')}`;
  return date.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : tagged(0x18, Buffer.from(digits, 'ascii'));
};
