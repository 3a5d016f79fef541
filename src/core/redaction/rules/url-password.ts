import type { RedactionRule, RuleFacts } from '../rule.ts';

const MAX_USER_INFO = 384;

export const rule: RedactionRule = {
  id: 'url-password',
  triggers: ':',
  endedByNext: true,
  find(text, at, found) {
    if (!text.startsWith('://', at)) return false;
    const start = at + 3;
    let sign = -1;
    let colon = false;
    for (let i = start; i - start < MAX_USER_INFO && i < text.length; i++) {
      const each = text[i] as string;
      if (' \t\r\n/"\'?#'.includes(each)) break;
      if (each === ':' && sign < 0) colon = true;
      if (each === '@') sign = i;
    }
    if (sign < 0 || !colon || text.startsWith('[REDACTED', start)) return false;
    found.start = start;
    found.end = sign;
    return true;
  },
};

export const facts: RuleFacts = {
  summary: 'user name and password in a URL or connection string',
  sources: ['https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1'],
  vectors: [
    ['postgres://app:s3cret@db:5432/shop', 'postgres://[REDACTED:url-password]@db:5432/shop'],
    ['redis://:hunter2@cache', 'redis://[REDACTED:url-password]@cache'],
  ],
  ignores: ['https://example.com/a@b', 'http://localhost:3000/', 'https://example.com:8080/?a=b@c'],
  collector: {
    patterns: [String.raw`(?<keep>://)[^\s/:@"'?#]{0,128}:[^\s/"'?#]{1,256}(?<keepAfter>@)`],
    goesFirst: true,
  },
};
