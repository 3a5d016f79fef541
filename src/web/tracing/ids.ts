/** Random bytes as hex digits. Some identifier of all zeros is no risk worth code. */
export const randomHex = (bytes: number): string => {
  let text = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(bytes)))
    text += (byte + 256).toString(16).slice(1);
  return text;
};

/** A part of one that is the same for the same id: whether it is below a rate decides what is kept. */
export const partOf = (id: string): number => Number.parseInt(id.slice(-8), 16) / 2 ** 32;
