import { isDigit } from '../../characters.ts';
import type { RedactionRule } from '../../rule.ts';

const SCHEMES = ['bearer', 'basic', 'token', 'digest'];

/** token68 of https://www.rfc-editor.org/rfc/rfc9110#section-11.2, and the colon between a name and a signature. */
const isCredential = (character: string): boolean => /[\w.~+/=:-]/.test(character);

/** What follows the name of a scheme, where it is no word. */
export const authorization: RedactionRule = {
  id: 'authorization',
  triggers: 'bBtTdD',
  startsWord: true,
  find(text, at, found) {
    const near = text.slice(at, at + 7).toLowerCase();
    const scheme = SCHEMES.find((each) => near.startsWith(each));
    if (!scheme || text[at - 1] === '-') return false;
    let start = at + scheme.length;
    while (text[start] === ' ') start++;
    let end = start;
    let proof = 0;
    for (; isCredential(text[end] ?? ' '); end++) {
      const unit = text.charCodeAt(end);
      if (isDigit(unit) || unit === 61 || (scheme !== 'basic' && end > start && unit > 64 && unit < 91))
        proof++;
    }
    while ('.:'.includes(text[end - 1] as string)) end--;
    found.start = start;
    found.end = end;
    return start > at + scheme.length && end - start > 7 && proof > (scheme > 'c' ? 3 : 0);
  },
};
