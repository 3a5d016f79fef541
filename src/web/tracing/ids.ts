export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');

/** Random bytes as hex digits. */
export const randomHex = (bytes: number): string => hexOf(crypto.getRandomValues(new Uint8Array(bytes)));

/** A part of one that is the same for the same id: whether it is below a rate decides what is kept. */
export const partOf = (id: string): number => Number.parseInt(id.slice(-8), 16) / 2 ** 32;
