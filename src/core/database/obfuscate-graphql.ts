/** Longest text that is returned, in UTF-16 units; there is no literal left in it that could be cut. */
const MAX_LENGTH = 16_384;
/** Longest part of a text that is read, in UTF-16 units. A token that began before is read to its end. */
const MAX_READ = 65_536;

const isName = (unit: number): boolean =>
  ((unit | 32) >= 97 && (unit | 32) <= 122) || unit === 95 || (unit >= 48 && unit <= 57);

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** Behind a block string, of which the text begins with three quotes at `start`. */
const blockEnd = (text: string, start: number): number => {
  let at = text.indexOf('"""', start + 3);
  while (at >= 0 && text.charCodeAt(at - 1) === 92) at = text.indexOf('"""', at + 3);
  return at < 0 ? -1 : at + 3;
};

/** Behind a string, or -1: one does not go on in the next line. */
const stringEnd = (text: string, start: number): number => {
  if (text.startsWith('"""', start)) return blockEnd(text, start);
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 34) return at + 1;
    if (unit === 10 || unit === 13) return -1;
    if (unit === 92) at++;
  }
  return -1;
};

const lineEnd = (text: string, start: number): number => {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
};

const nameEnd = (text: string, start: number): number => {
  let at = start;
  while (at < text.length && isName(text.charCodeAt(at))) at++;
  return at;
};

/** A number, with what is stuck to it. */
const numberEnd = (text: string, start: number): number => {
  let at = start + 1;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const isSign = (unit === 43 || unit === 45) && (text.charCodeAt(at - 1) | 32) === 101;
    if (!isName(unit) && unit !== 46 && !isSign) break;
  }
  return at;
};

const VALUE_WORDS = new Set(['true', 'false', 'null']);
const PUNCTUATION = '!$&()...:=@[]{|}, \t\r\n\ufeff';

/** Where a token ends that is a literal or a comment, -1 where nothing is certain any more, 0 where it stays. */
const valueEnd = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  if (unit === 34) return stringEnd(text, at);
  if (unit === 35) return lineEnd(text, at);
  if (isDigit(unit) || unit === 45) return numberEnd(text, at);
  if (isName(unit)) {
    const end = nameEnd(text, at);
    return end - at <= 5 && VALUE_WORDS.has(text.slice(at, end)) ? end : 0;
  }
  return PUNCTUATION.includes(text[at] as string) ? 0 : -1;
};

/**
 * A GraphQL document without its literals and the contents of its comments; names stay.
 * https://spec.graphql.org/October2021/#sec-Language.Source-Text
 */
export const obfuscateGraphql = (text: string): string => {
  let out = '';
  let copied = 0;
  let at = 0;
  while (at < text.length && at < MAX_READ) {
    const end = valueEnd(text, at);
    if (end === 0) {
      at = isName(text.charCodeAt(at)) ? nameEnd(text, at) : at + 1;
      continue;
    }
    out += `${text.slice(copied, at)}?`;
    at = end < 0 ? text.length : end;
    copied = at;
  }
  out += text.slice(copied, at);
  return out.length > MAX_LENGTH || at < text.length ? `${out.slice(0, MAX_LENGTH)}…` : out;
};
