import { isDigit, isHex, isLetter, isWord } from './characters.ts';
import { isAfterWord, wordsOf } from './nearby-words.ts';
import type { Found } from './rule.ts';

// What is found: no address, one that may be a person's, or one that is nobody's.
const NONE = 0;
export const PUBLIC = 1;
/**
 * Loopback, unspecified, link-local, private and multicast. https://www.rfc-editor.org/rfc/rfc6890,
 * https://www.rfc-editor.org/rfc/rfc1918, https://www.rfc-editor.org/rfc/rfc4193
 */
export const PRIVATE = 2;

type Wanted = typeof PUBLIC | typeof PRIVATE;
type Kind = typeof NONE | Wanted;

const PLUS = 43;
const HYPHEN = 45;
const DOT = 46;
const COLON = 58;

/** Four numbers with dots behind one of these are no address. */
const VERSION_WORDS = wordsOf('versi ver v release build rev firmw driver section oid');

/** Where the four numbers end that were read last. */
let end = 0;

/** Reads four numbers with dots between them, as in RFC 3986: without zeros before a number. */
const readQuad = (text: string, at: number): Kind => {
  /** The first two numbers, and all of them together. */
  let net = 0;
  let sum = 0;
  end = at;
  for (let octet = 0; octet < 4; octet++) {
    if (octet > 0 && text.charCodeAt(end++) !== DOT) return NONE;
    const start = end;
    let value = 0;
    while (end - start < 4 && isDigit(text.charCodeAt(end))) value = value * 10 + text.charCodeAt(end++) - 48;
    if (end === start || value > 255 || (end - start > 1 && text[start] === '0')) return NONE;
    if (octet < 2) net = net * 256 + value;
    sum += value;
  }
  const first = net >> 8;
  // Of 0.0.0.0/8 there is one address; from 240 on there are masks and what is reserved.
  if (first >= 240 || (first === 0 && sum > 0)) return NONE;
  return first === 0 ||
    first === 10 ||
    first === 127 ||
    first >= 224 ||
    net >> 4 === 0xac1 ||
    net === 0xc0a8 ||
    net === 0xa9fe
    ? PRIVATE
    : PUBLIC;
};

const MAX_PRODUCT = 32;

/**
 * Whether the number belongs to a product: `Chrome/120.0.0.0`, https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5
 * A segment of a path, and `host/203.0.113.9:443` as Java writes it, are none.
 */
const isProduct = (text: string, slash: number): boolean => {
  let i = slash - 1;
  while (slash - i < MAX_PRODUCT && (isWord(text.charCodeAt(i)) || text[i] === '-')) i--;
  return i < slash - 1 && text[i] !== '/' && text[i] !== '.' && text.charCodeAt(end) !== COLON;
};

/** Whether what stands before makes it a version, or a part of something longer. */
const isVersion = (text: string, at: number): boolean => {
  switch (text[at - 1]) {
    case '.':
    case '~':
    case '^':
    case '§':
      return true;
    case '-':
      return isLetter(text.charCodeAt(at - 2));
    case '/':
      return isProduct(text, at - 1);
    default:
      return (
        (text[at - 1] === '=' && '=<>!~'.includes(text[at - 2] ?? 'x')) ||
        isAfterWord(text, at, VERSION_WORDS)
      );
  }
};

/** Whether one of three units is a dot. */
const isDotWithin = (text: string, at: number): boolean =>
  text.charCodeAt(at) === DOT || text.charCodeAt(at + 1) === DOT || text.charCodeAt(at + 2) === DOT;

/** Finds an address of the kind that is wanted, whose first dot stands at `dot`. */
export const findIpv4 = (text: string, dot: number, found: Found, wanted: Wanted): boolean => {
  // Of most numbers with a dot in them, and of the last dot of an address, no other follows.
  if (dot + 4 >= text.length || !isDotWithin(text, dot + 2)) return false;
  let at = dot;
  while (dot - at < 4 && isDigit(text.charCodeAt(at - 1))) at--;
  if (at === dot || isWord(text.charCodeAt(at - 1))) return false;
  // In a row of numbers each has a dot before it.
  if (text.charCodeAt(at - 1) === DOT || readQuad(text, at) !== wanted) return false;
  const next = text.charCodeAt(end);
  const afterNext = text.charCodeAt(end + 1);
  if (
    isWord(next) ||
    next === PLUS ||
    (next === DOT && isDigit(afterNext)) ||
    (next === HYPHEN && isLetter(afterNext))
  )
    return false;
  if (isVersion(text, at)) return false;
  found.start = at;
  found.end = end;
  return true;
};

const MAX_GROUPS = 8;
const MAX_ZONE = 32;

/** Whether the `:` before `at` stands between two groups, and is not the end of the name of a field. */
const isBehindGroup = (text: string, at: number): boolean => {
  let i = at - 2;
  while (at - i < 7 && isHex(text.charCodeAt(i))) i--;
  return at - i < 7 && !isLetter(text.charCodeAt(i)) && (i < at - 2 || text.charCodeAt(i) === COLON);
};

/**
 * Finds an address of the kind that is wanted, whose first colon stands at `colon`, in all forms of
 * https://www.rfc-editor.org/rfc/rfc4291#section-2.2, with a zone: https://www.rfc-editor.org/rfc/rfc4007#section-11
 */
export const findIpv6 = (text: string, colon: number, found: Found, wanted: Wanted): boolean => {
  let at = colon;
  while (colon - at < 5 && isHex(text.charCodeAt(at - 1))) at--;
  if (isWord(text.charCodeAt(at - 1)) || (at === colon && text.charCodeAt(at + 1) !== COLON)) return false;
  if (text.charCodeAt(at - 1) === COLON && isBehindGroup(text, at)) return false;
  let groups = 0;
  /** How many groups stand before `::`. */
  let gap = -1;
  /** Digits of the group. */
  let length = 0;
  /** Eight groups of two digits are bytes. */
  let isBytes = true;
  let kind: Kind = NONE;
  let i = at;
  for (; ; i++) {
    const unit = text.charCodeAt(i);
    const next = text.charCodeAt(i + 1);
    if (isHex(unit)) {
      if (length === 0) groups++;
      if (++length > 4 || groups > MAX_GROUPS) return false;
      if (length > 2) isBytes = false;
    } else if (unit === COLON && next === COLON && gap < 0) {
      gap = groups;
      length = 0;
      i++;
    } else if (unit === COLON && length > 0 && isHex(next)) length = 0;
    else if (unit === DOT && length > 0 && isDigit(next) && groups > 1 - gap) {
      kind = readQuad(text, i - length);
      if (kind === NONE || ++groups > MAX_GROUPS) return false;
      i = end;
      break;
    } else break;
  }
  if (gap < 0 ? groups !== MAX_GROUPS || isBytes : groups >= MAX_GROUPS) return false;
  const next = text.charCodeAt(i);
  const afterNext = text.charCodeAt(i + 1);
  if (isWord(next) || ((next === COLON || next === DOT) && (isWord(afterNext) || afterNext === COLON)))
    return false;
  if (kind === NONE) {
    // `NaN` of `::`
    const first = Number.parseInt(text.slice(at, at + 4), 16);
    if (text.slice(at, i) === '::1' || first >> 6 === 0x3fa || first >> 9 === 0x7e || first >> 4 === 0xff0)
      kind = PRIVATE;
    // Of what is shortened only what begins as assigned addresses do: other programs write `a::b` as well.
    else if (gap < 0 || first >> 13 === 1 || groups > 4) kind = PUBLIC;
    // An IPv4 address, as the URL Standard writes one: ::ffff:808:808
    else if (text.startsWith('::ffff:', at)) {
      const net = Number.parseInt(text.slice(at + 7, at + 11), 16);
      kind = readQuad(`${net >> 8}.${net & 255}.0.1`, 0);
    }
  }
  if (kind !== wanted) return false;
  found.start = at;
  found.end = i;
  if (next === 37 && isWord(afterNext)) {
    while (++i - found.end < MAX_ZONE && (isWord(text.charCodeAt(i)) || '.-'.includes(text[i] ?? 'x')));
    found.end = i;
  }
  return true;
};
