import { isDigit, isLetter } from './characters.ts';
import type { Found } from './rule.ts';
import { isSensitiveName, startOfName } from './secret-name.ts';
import { readValue } from './secret-value.ts';
import { isWordBefore } from './words.ts';

const MIN_SESSION_ID = 8;

/** Units behind a name among which a session's id has a digit. */
const MAX_PROOF = 64;

/** Names of cookies that hold a session: `connect.sid`, `PHPSESSID`, `JSESSIONID`, `_session_id`, `laravel_session`. */
const isSessionName = (text: string, nameEnd: number): boolean => {
  let end = nameEnd;
  if (isWordBefore(text, end, 'id')) {
    end -= 2;
    if (text[end - 1] === 's' || text[end - 1] === 'S')
      return isWordBefore(text, end, 'sess') || !isLetter(text.charCodeAt(end - 2));
    if (text[end - 1] === '_' || text[end - 1] === '-') end--;
  }
  return isWordBefore(text, end, 'session') || isWordBefore(text, end, 'sess');
};

/** Whether the name that ends there is that of a header of cookies, or of a session's cookie. */
export const isCookieName = (text: string, nameEnd: number): boolean => {
  // Almost all other names are told by their last letter.
  const last = text.charCodeAt(nameEnd - 1) | 32;
  if (last === 101) return isWordBefore(text, nameEnd, 'cookie');
  return (last === 100 || last === 110 || last === 115) && isSessionName(text, nameEnd);
};

/** Reads all cookies of a header, or the value of a session's cookie, behind the separator that ends at `from`. */
export const readCookies = (text: string, from: number, nameEnd: number, found: Found): boolean => {
  if (isWordBefore(text, nameEnd, 'cookie')) return readValue(text, from, nameEnd, found, 'line');
  // Before the value is read, which may be long: one without a digit here has none that counts.
  let digit = from;
  while (digit - from < MAX_PROOF && !isDigit(text.charCodeAt(digit))) digit++;
  const isSensitive = isSensitiveName(text, startOfName(text, nameEnd), nameEnd);
  if (!isSensitive && digit - from === MAX_PROOF) return false;
  return (
    readValue(text, from, nameEnd, found) &&
    (isSensitive || (found.end - found.start >= MIN_SESSION_ID && digit < found.end))
  );
};
