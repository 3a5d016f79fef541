import { isDigit, isHex, isWord } from './characters.ts';

const HYPHEN = 45;

/** Units of a UUID in its text form: https://www.rfc-editor.org/rfc/rfc9562#section-4 */
export const UUID_LENGTH = 36;

const isHyphenAt = (i: number): boolean => i === 8 || i === 13 || i === 18 || i === 23;

/** Whether a UUID begins at the place, which is the beginning of a word: one in some thousand reads like a number of a card or an account. */
export const isUuidAt = (text: string, at: number): boolean => {
  const end = at + UUID_LENGTH;
  if (end > text.length || text.charCodeAt(at + 8) !== HYPHEN) return false;
  for (let i = 0; i < UUID_LENGTH; i++) {
    const unit = text.charCodeAt(at + i);
    if (isHyphenAt(i) ? unit !== HYPHEN : !isHex(unit)) return false;
  }
  return end === text.length || !isWord(text.charCodeAt(end));
};

/** Digits of a trace's id, of a hash of 128 bits and of many a request's id: https://www.w3.org/TR/trace-context/#trace-id */
const TRACE_ID_LENGTH = 32;

/** What is nearly all digits may be a number after all. Of ten thousand ids four have fewer. */
const MIN_LETTERS = 4;

/** Whether a word of so many lower-case hexadecimal digits, and of no more, begins at the place, which is the beginning of a word. */
export const isTraceIdAt = (text: string, at: number): boolean => {
  const end = at + TRACE_ID_LENGTH;
  if (end > text.length || isWord(text.charCodeAt(end))) return false;
  let letters = 0;
  for (let i = at; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (isDigit(unit)) continue;
    if (unit < 97 || unit > 102) return false;
    letters++;
  }
  return letters >= MIN_LETTERS;
};

/** Units of an id that begins at the place, which is the beginning of a word; 0 where none begins. */
export const idLengthAt = (text: string, at: number): number => {
  if (isUuidAt(text, at)) return UUID_LENGTH;
  return isTraceIdAt(text, at) ? TRACE_ID_LENGTH : 0;
};

/** Whether a text is an id, and nothing more. */
export const isId = (text: string): boolean =>
  (text.length === TRACE_ID_LENGTH || text.length === UUID_LENGTH) && idLengthAt(text, 0) === text.length;
