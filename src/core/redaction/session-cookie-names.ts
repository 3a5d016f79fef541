import { isHex } from './characters.ts';
import { isNameUnit, isWordAt, prefixesOf, skip } from './words.ts';

/** The whole names, in any case, of cookies that hold a session or who somebody is and are not told by their last word. */
const NAMES =
  'aspxauth cakephp cfid estsauth estsauthpersistent jsessionidsso bb_sessionhash remember_me rememberme'.split(
    ' ',
  );

/** The same before a hash of the site, of 32 hexadecimal digits and more. */
const BEFORE_HASH = 'wordpress_logged_in_ wordpress_sec_ wordpress_ remember_web_ ssess sess'.split(' ');

const MIN_HASH = 32;
const MAX_HASH = 64;

export const COOKIE_PREFIXES: readonly string[] = prefixesOf([...NAMES, ...BEFORE_HASH]);

/** Where the name of such a cookie ends that begins at `at`; 0 for none. */
export const endOfCookieName = (text: string, at: number): number => {
  for (const name of NAMES) {
    const end = at + name.length;
    if (isWordAt(text, at, name) && !isNameUnit(text.charCodeAt(end))) return end;
  }
  for (const name of BEFORE_HASH) {
    const start = at + name.length;
    if (!isWordAt(text, at, name)) continue;
    const end = skip(text, start, isHex, MAX_HASH);
    if (end - start >= MIN_HASH && !isNameUnit(text.charCodeAt(end))) return end;
  }
  return 0;
};
