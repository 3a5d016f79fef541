/** FIPS 180-4, 5.3.3 and 4.2.2: the first 32 bits of the fractions of square and cube roots of the first primes. */
const [START, CONSTANTS] = ((): readonly [Uint32Array, Uint32Array] => {
  const start = new Uint32Array(8);
  const constants = new Uint32Array(64);
  const fraction = (root: number): number => (root - Math.floor(root)) * 2 ** 32;
  for (let candidate = 2, found = 0; found < 64; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor <= candidate) continue;
    if (found < 8) start[found] = fraction(Math.sqrt(candidate));
    constants[found++] = fraction(Math.cbrt(candidate));
  }
  return [start, constants];
})();

export const BLOCK_BYTES = 64;

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** FIPS 180-4, 5.1.1: a one, zeros, and the length in bits as 64 of them. */
const padded = (message: Uint8Array): DataView => {
  const blocks = Math.ceil((message.length + 9) / BLOCK_BYTES);
  const bytes = new Uint8Array(blocks * BLOCK_BYTES);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, message.length / 2 ** 29);
  view.setUint32(bytes.length - 4, message.length << 3);
  return view;
};

/** SHA-256 in one go and synchronous, which no platform but Node has. https://doi.org/10.6028/NIST.FIPS.180-4 (6.2) */
export const sha256 = (message: Uint8Array): Uint8Array => {
  const view = padded(message);
  const state = START.slice();
  const words = new Int32Array(64);
  for (let offset = 0; offset < view.byteLength; offset += BLOCK_BYTES) {
    for (let t = 0; t < 16; t++) words[t] = view.getInt32(offset + t * 4);
    for (let t = 16; t < 64; t++) {
      const early = words[t - 15] as number;
      const late = words[t - 2] as number;
      const s0 = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
      const s1 = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words[t] = (words[t - 16] as number) + s0 + (words[t - 7] as number) + s1;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let t = 0; t < 64; t++) {
      const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const choice = (e & f) ^ (~e & g);
      const one = (h + s1 + choice + (CONSTANTS[t] as number) + (words[t] as number)) | 0;
      const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + s0 + majority) | 0;
    }
    for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] as number) + word;
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (const [i, word] of state.entries()) digest.setUint32(i * 4, word);
  return new Uint8Array(digest.buffer);
};
