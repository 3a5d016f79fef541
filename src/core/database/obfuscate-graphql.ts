/** Longest text that is returned, in UTF-16 units; there is no literal left in it that could be cut. */
const MAX_LENGTH = 16_384;
/** Longest part of a document that is read. */
const MAX_READ = 65_536;

const QUOTE = 34;
const BACKSLASH = 92;
const BLOCK = '"""';

/** Punctuation, white space, and what is left of literals and is in marks, so that of a document that is clean nothing goes. */
const KEPT = /[!$&().:=@[\]{|},?…*\s-]/;

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** Of a name, which has no quote behind it: next to one it may be what is between two others of which one is missing. */
const isName = (unit: number): boolean =>
  isDigit(unit) || unit === 95 || ((unit | 32) >= 97 && (unit | 32) <= 122);

/** Where what begins at `at` ends; -1 where it is no token. */
type EndOf = (text: string, at: number) => number;

/** A string goes on in the next line only where it is a block. The end of the text ends one, as it may be cut. */
const endOfString: EndOf = (text, at) => {
  const isBlock = text.startsWith(BLOCK, at);
  for (let end = at + (isBlock ? 3 : 1); end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (isBlock) {
      if (unit === BACKSLASH && text.startsWith(BLOCK, end + 1)) end += 3;
      else if (unit === QUOTE && text.startsWith(BLOCK, end)) return end + 3;
    } else if (unit === BACKSLASH) end++;
    else if (unit === QUOTE) {
      const next = end + 1 < text.length ? text.charCodeAt(end + 1) : 0;
      return isName(next) || next === QUOTE ? -1 : end + 1;
    } else if (unit === 10 || unit === 13) return -1;
  }
  return text.length;
};

const endOfNumber: EndOf = (text, at) => {
  let end = at + 1;
  while (end < text.length && (isName(text.charCodeAt(end)) || '.+-'.includes(text[end] as string))) end++;
  return end;
};

const endOfComment: EndOf = (text, at) => {
  let end = at;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
};

const endOfName: EndOf = (text, at) => {
  let end = at;
  while (end < text.length && isName(text.charCodeAt(end))) end++;
  return text[end] === '"' ? -1 : end;
};

const obfuscate = (text: string): string => {
  let clean = '';
  for (let at = 0; at < text.length && clean.length <= MAX_LENGTH; ) {
    const unit = text.charCodeAt(at);
    const isNegative = unit === 45 && at + 1 < text.length && isDigit(text.charCodeAt(at + 1));
    let end = -1;
    let mark: string | undefined;
    if (unit === QUOTE || isNegative || isDigit(unit)) {
      end = (unit === QUOTE ? endOfString : endOfNumber)(text, at);
      mark = '?';
    } else if (unit === 35) {
      end = endOfComment(text, at);
      mark = '#';
    } else if (isName(unit)) end = endOfName(text, at);
    else if (KEPT.test(text[at] as string)) end = at + 1;
    // At the first unit that begins no token the reading ends, so that one fails once at the most.
    if (end < 0) return `${clean.slice(0, clean.indexOf('(') + 1)}?`;
    clean += mark ?? text.slice(at, end);
    at = end;
  }
  return clean;
};

/**
 * A GraphQL document without its literals and the contents of its comments; names stay. Of one that is broken only what
 * is before the first parenthesis, where no argument is.
 * https://spec.graphql.org/October2021/#sec-Language.Source-Text
 */
export const obfuscateGraphql = (text: string): string => {
  const clean = obfuscate(text.slice(0, MAX_READ));
  const isCut = clean.length > MAX_LENGTH || text.length > MAX_READ;
  return isCut ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
};
