export const REDACTED = 'REDACTED';

/** What stands in the place of what a rule found. */
export const markOf = ({ id }: { readonly id: string }): string => `[${REDACTED}:${id}]`;

/** Marks of masks and hashes. */
const OPENINGS = [`[${REDACTED}:`, '[HASHED:'];

/** More than a rule's id and a hash have. */
const MAX_NAME = 96;

const isName = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 45 || unit === 95;

/** Where the mark or the word `REDACTED` at `at` ends, or `at` where there is none. */
export const endOfMark = (text: string, at: number): number => {
  if (text.startsWith(REDACTED, at)) return at + REDACTED.length;
  for (const opening of OPENINGS) {
    if (!text.startsWith(opening, at)) continue;
    const start = at + opening.length;
    let end = start;
    while (end - start < MAX_NAME && isName(text.charCodeAt(end))) end++;
    return end > start && text[end] === ']' ? end + 1 : at;
  }
  return at;
};

/** Whether there is nothing but marks from `start` up to `end`. */
export const isMarks = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; ) {
    const next = endOfMark(text, at);
    if (next === at || next > end) return false;
    at = next;
  }
  return true;
};
