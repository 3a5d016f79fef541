/** Stands in results where something was taken out; no text of the data has it. */
export const GONE = '\u0001';

const isReadable = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text[at] as string);

/** By its unchanged pieces, of which the first and the last have to stand at the ends. `undefined` where they do not. */
const byPieces = (text: string, result: string): Uint8Array | undefined => {
  const pieces = result.split(GONE);
  const kept = new Uint8Array(text.length);
  let at = 0;
  for (const [i, piece] of pieces.entries()) {
    const last = i === pieces.length - 1;
    // Something was taken out before every piece but the first.
    const from = i === 0 ? 0 : at + 1;
    const start = last && i > 0 ? text.length - piece.length : i === 0 ? 0 : text.indexOf(piece, from);
    if (start < at || !text.startsWith(piece, start) || (i === 0 && last && piece.length !== text.length))
      return undefined;
    kept.fill(1, start, start + piece.length);
    at = start + piece.length;
  }
  return kept;
};

const wordsOf = (text: string): readonly { readonly word: string; readonly at: number }[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index: at }) => ({ word, at }));

/** By the longest common subsequence of words, for results that changed more than they took out. */
const byWords = (text: string, result: string): Uint8Array => {
  const one = wordsOf(text);
  const other = wordsOf(result);
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  const at = (i: number, k: number): number => lengths[i * width + k] as number;
  for (let i = one.length - 1; i >= 0; i--)
    for (let k = other.length - 1; k >= 0; k--)
      lengths[i * width + k] =
        one[i]?.word === other[k]?.word ? at(i + 1, k + 1) + 1 : Math.max(at(i + 1, k), at(i, k + 1));
  const kept = new Uint8Array(text.length);
  for (let i = 0, k = 0; i < one.length && k < other.length; ) {
    const { word, at: start } = one[i] as (typeof one)[number];
    if (word === other[k]?.word) {
      kept.fill(1, start, start + word.length);
      i++;
      k++;
    } else if (at(i + 1, k) >= at(i, k + 1)) i++;
    else k++;
  }
  return kept;
};

/**
 * For each unit of the text, whether it is a letter or digit that can still be read in the result, where `GONE`
 * stands for what was taken out.
 */
export const keptUnits = (text: string, result: string): Uint8Array => {
  const kept = byPieces(text, result) ?? byWords(text, result);
  for (let at = 0; at < text.length; at++) if (!isReadable(text, at)) kept[at] = 0;
  return kept;
};

/** The runs without white space that have a letter or digit. */
export const tokensOf = (text: string): readonly { readonly start: number; readonly end: number }[] =>
  [...text.matchAll(/\S+/g)]
    .filter(([token]) => /[\p{L}\p{N}]/u.test(token))
    .map(({ 0: token, index: start }) => ({ start, end: start + token.length }));

/** Whether letters or digits of the part can be read in the result: all of them, or some. */
export const readableIn = (
  text: string,
  kept: Uint8Array,
  start: number,
  end: number,
): { readonly all: boolean; readonly some: boolean } => {
  let readable = 0;
  let left = 0;
  for (let at = start; at < end; at++)
    if (isReadable(text, at)) {
      readable++;
      left += kept[at] as number;
    }
  return { all: left === readable, some: left > 0 };
};
