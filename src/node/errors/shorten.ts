/** Longest text of one attribute, in UTF-16 units: a stack of a hundred frames fits. */
const MAX_TEXT_LENGTH = 16_384;

/** A cut falls between words that are no longer than this: half a secret would not be recognised as one. */
const MAX_WORD_LENGTH = 1_024;

/** Cuts what is too long for an attribute. */
export const shorten = (text: string): string => {
  if (text.length <= MAX_TEXT_LENGTH) return text;
  const head = text.slice(0, MAX_TEXT_LENGTH);
  const end = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
  return end > MAX_TEXT_LENGTH - MAX_WORD_LENGTH ? head.slice(0, end) : head;
};
