/** A part of a text that is to be replaced. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** What was found, where it is not as it stands in the text: decoded. */
  readonly value?: string;
  replace(found: string): string;
}

const lengthOf = ({ start, end }: Piece): number => end - start;

const isEarlier = (one: Piece, other: Piece): number => one.start - other.start;

/** Sorts, and makes one of those that overlap: all of them goes, in the way of the longest. */
export const merge = (pieces: Piece[]): Piece[] => {
  const merged: Piece[] = [];
  let last: Piece | undefined;
  let longest = 0;
  for (const piece of pieces.sort(isEarlier)) {
    if (last && piece.start < last.end) {
      const winner = lengthOf(piece) > longest ? piece : last;
      const { start } = last;
      const end = Math.max(last.end, piece.end);
      longest = Math.max(longest, lengthOf(piece));
      const isWhole = lengthOf(winner) === end - start;
      last = isWhole ? winner : { start, end, replace: winner.replace };
      merged[merged.length - 1] = last;
    } else {
      last = piece;
      longest = lengthOf(piece);
      merged.push(piece);
    }
  }
  return merged;
};

/** The text with its pieces replaced, which come in order and do not overlap. */
export const join = (text: string, pieces: readonly Piece[]): string => {
  let clean = '';
  let at = 0;
  for (const piece of pieces) {
    const { start, end, value } = piece;
    clean += text.slice(at, start) + piece.replace(value ?? text.slice(start, end));
    at = end;
  }
  return clean + text.slice(at);
};
