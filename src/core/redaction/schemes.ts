import { isAlphanumeric, isDigit } from './characters.ts';
import type { Found } from './rule.ts';
import { endOfBare } from './value-ends.ts';
import { createWordFinder, isNameUnit, isQuote, isWordAt, skip, skipBlanks, wordAt } from './words.ts';

/** A longer name goes before what it starts with. */
export const SCHEMES =
  'bearer basic digest dpop apikey token negotiate ntlm aws4-hmac-sha256 hmac-sha256 hmac hawk oauth ssws sharedkeylite sharedkey sharedaccesssignature signature'.split(
    ' ',
  );

export const schemeAt = createWordFinder(SCHEMES);

/** Of these, parameters may be attributes of an element that is called so, but for `Token token="x"`. */
const WORDS = ['token', 'basic', 'bearer', 'negotiate', 'apikey'];

/** Units of a credential that are looked at to tell it from a word. */
const MAX_PROOF = 256;

/** What a server asks with is no secret: `WWW-Authenticate: Basic realm="x"`. */
const CHALLENGES = ['realm', 'error', 'scope', 'charset', 'authorization_uri'];

/** Parts of a token: RFC 9110's token68, and the colon between a name and its signature. */
const isCredential = (unit: number): boolean =>
  isAlphanumeric(unit) || (unit < 128 && '._~+/=-:'.includes(String.fromCharCode(unit)));

/** In base64 a colon is one of three pairs, by its place in a group of four. */
const hasColon = (text: string, start: number, end: number): boolean => {
  for (let i = start; i < end - 1; i++) {
    const one = text[i] as string;
    const two = text[i + 1] as string;
    const place = (i - start) % 4;
    if (place === 0 && one === 'O' && two >= 'g' && two <= 'v') return true;
    if (place === 1 && 'DTjz'.includes(one) && two >= 'o' && two <= 'r') return true;
    if (place === 2 && two === '6') return true;
  }
  return false;
};

/** Whether what stands there is a credential and not the next word of a sentence. */
const isPlausible = (text: string, start: number, end: number, scheme: string): boolean => {
  const length = end - start;
  if (length < 8) return false;
  let digits = 0;
  let capitals = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (isDigit(unit)) digits++;
    else if (i > start && unit >= 65 && unit <= 90) capitals++;
  }
  if (scheme === 'basic') return hasColon(text, start, end) || (digits > 0 && length >= 16);
  if (scheme === 'bearer' || scheme === 'apikey' || scheme === 'dpop')
    return digits + capitals > 0 || length >= 20;
  return (digits > 0 || capitals > 3) && length >= 16;
};

/** Finds the credentials of the scheme that is named at `at`. */
export const findCredentials = (text: string, at: number, found: Found): boolean => {
  const scheme = schemeAt(text, at);
  if (!scheme) return false;
  const gap = at + scheme.length;
  const start = text[gap] === '+' ? gap + 1 : text.startsWith('%20', gap) ? gap + 3 : skipBlanks(text, gap);
  if (start === gap || wordAt(text, start, CHALLENGES)) return false;
  const name = skip(text, start, isNameUnit, 32);
  const value = text.charCodeAt(name + 1);
  let end = start;
  if (
    name > start &&
    text[name] === '=' &&
    (isAlphanumeric(value) || isQuote(value) || value === 92) &&
    (!WORDS.includes(scheme) || isWordAt(text, start, 'token='))
  )
    end = endOfBare(text, start, 'parameters');
  else {
    end = skip(text, start, isCredential, MAX_PROOF);
    while (end > start && '.:'.includes(text[end - 1] as string)) end--;
    if (!isPlausible(text, start, end, scheme)) return false;
    if (end - start === MAX_PROOF) end = skip(text, end, isCredential, text.length);
  }
  found.start = start;
  found.end = end;
  return true;
};

/** Where the credentials start in a value that may open with the name of their scheme. */
export const skipScheme = (text: string, start: number): number => {
  const end = start + (schemeAt(text, start)?.length ?? 0);
  const next = skipBlanks(text, end);
  return next > end ? next : start;
};
