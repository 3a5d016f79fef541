import { isAlphanumeric, isLetter } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

/** In octets: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const MAX_LOCAL_PART = 64;
const MAX_DOMAIN = 255;

const LOCAL_PART = '._%+-';
const isLocalPart = (unit: number): boolean =>
  isAlphanumeric(unit) || (unit < 128 && LOCAL_PART.includes(String.fromCharCode(unit)));

/** Units that the sign for `@` takes at `at`: itself, or URL-encoded once or twice. */
const signAt = (text: string, at: number): number => {
  if (text[at] === '@') return 1;
  if (text.startsWith('%40', at)) return 3;
  return text.startsWith('%2540', at) ? 5 : 0;
};

export const rule: RedactionRule = {
  id: 'email',
  triggers: '@%',
  find(text, at, found) {
    const sign = signAt(text, at);
    if (sign === 0) return false;
    let start = at;
    while (at - start < MAX_LOCAL_PART && isLocalPart(text.charCodeAt(start - 1))) start--;
    if (start === at) return false;
    const domain = at + sign;
    let end = domain;
    let dot = -1;
    for (; end - domain < MAX_DOMAIN; end++) {
      const unit = text.charCodeAt(end);
      if (unit === 46 && isAlphanumeric(text.charCodeAt(end + 1)) && end > domain) dot = end;
      else if (!isAlphanumeric(unit) && unit !== 45) break;
    }
    if (dot < 0 || !isLetter(text.charCodeAt(dot + 1)) || !isLetter(text.charCodeAt(dot + 2))) return false;
    found.start = start;
    found.end = end;
    return true;
  },
};

export const facts: RuleFacts = {
  summary: 'an e-mail address, also in URL-encoded form',
  sources: ['https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1'],
  vectors: [
    ['mail jo@example.com now', 'mail [REDACTED:email] now'],
    ['jo.doe+news@mail.example.co.uk', '[REDACTED:email]'],
    ['to=jo%40example.com&x=1', 'to=[REDACTED:email]&x=1'],
  ],
  ignores: ['@types/node', 'npm i pkg@1.2.3', 'user@host', 'a @ b.c', 'https://example.com/@handle'],
  collector: {
    patterns: [
      String.raw`[A-Za-z0-9._%+-]{1,64}(?:@|%40|%2540)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24}`,
    ],
  },
};
