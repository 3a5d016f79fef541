import type { RedactionRule } from '../../rule.ts';
import { isSecretName } from '../names.ts';

const MAX_NAME = 64;

const isName = (character: string | undefined): boolean =>
  character !== undefined && /[\w.-]/.test(character);

/** What says that there is no value. */
const NOTHING = /^(?:\[?REDACTED|null$|undefined$|none$|true$|false$|nil$|[?*{$%]|\[object)/i;

/** Words and names of code, and no value: `token: expected`, `token = lexer.next()`. */
const PROSE = /^[a-z.]*$/i;

/** What stands behind a text in quotes that ends with a name: `"Enter password: ","a":1`. */
const NEXT_ITEM = /^\s?[,}\])]/;

/** A number of less than four digits counts something, unless the name ends with one of these. */
const COUNT = /^\d{1,3}$/;
const MAY_BE_SHORT = /(?:pin|cvv|cvc|otp|pwd|word|token|secret|key)$/i;

/** `password=x`, `"token":"x"`, `secret: x`, in JSON within JSON too. */
export const secretAssignment: RedactionRule = {
  id: 'secret-assignment',
  triggers: '=:',
  find(text, at, found) {
    let end = at;
    while (' "\'\\]'.includes(text[end - 1] ?? 'x') && at - end < 8) end--;
    let start = end;
    while (isName(text[start - 1]) && end - start < MAX_NAME) start--;
    const name = text.slice(start, end);
    // A mark, `[REDACTED:email]`, is no name in brackets.
    if (!isSecretName(name) || (text[end] === ']' && text[start - 1] === ':')) return false;
    let from = at + 1;
    while (' =>['.includes(text[from] ?? 'x') && from - at < 8) from++;
    const isApart = from > at + 1;
    let quote = from;
    while (text[quote] === '\\' && quote - from < 8) quote++;
    const sign = text[quote] as string;
    const isQuoted = sign === '"' || sign === "'" || sign === '`';
    let last: number;
    if (isQuoted) {
      // As many backslashes before the closing quotes as before the opening ones; more are inside of the value.
      const escapes = quote - from;
      from = quote + 1;
      let slashes = 0;
      for (
        last = from;
        last < text.length && !(text[last] === sign && slashes % (2 * escapes + 2) === escapes);
        last++
      )
        slashes = text[last] === '\\' ? slashes + 1 : 0;
      if (last < text.length) last -= escapes;
    } else
      for (last = from; last < text.length && !/[\s"'`&,;<>()[\]{}\\]/.test(text[last] as string); ) last++;
    found.start = from;
    found.end = last;
    const value = text.slice(from, Math.min(last, from + 64));
    if (last === from || NOTHING.test(value) || (COUNT.test(value) && !MAY_BE_SHORT.test(name))) return false;
    return !isApart || !(isQuoted ? NEXT_ITEM : PROSE).test(value);
  },
};
