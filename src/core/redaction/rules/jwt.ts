import { isWord } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

const endOfPart = (text: string, from: number): number => {
  let end = from;
  while (isWord(text.charCodeAt(end)) || text[end] === '-') end++;
  return end;
};

export const rule: RedactionRule = {
  id: 'jwt',
  triggers: 'e',
  startsWord: true,
  find(text, at, found) {
    if (!text.startsWith('eyJ', at)) return false;
    const header = endOfPart(text, at);
    if (!text.startsWith('.eyJ', header)) return false;
    const payload = endOfPart(text, header + 1);
    found.start = at;
    found.end = text[payload] === '.' ? endOfPart(text, payload + 1) : payload;
    return true;
  },
};

export const facts: RuleFacts = {
  summary: 'a JSON Web Token: the base64url of {" opens both header and payload',
  sources: ['https://www.rfc-editor.org/rfc/rfc7519#section-3'],
  vectors: [['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl here', 'got [REDACTED:jwt] here']],
  ignores: ['eyJ', 'eyJhbGciOiJIUzI1NiJ9', 'see a.b.c'],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w-])eyJ[A-Za-z0-9_-]{8,4096}\.eyJ[A-Za-z0-9_-]{8,8192}(?:\.[A-Za-z0-9_-]{0,4096})?`,
    ],
  },
};
