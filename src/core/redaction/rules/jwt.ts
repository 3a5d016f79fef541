import type { RedactionRule } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'jwt',
  summary: 'a JSON Web Token: the base64url of {" opens both header and payload',
  source: 'https://www.rfc-editor.org/rfc/rfc7519#section-3',
  // Not `\b`: a hyphen belongs to base64url, and each one would open a new search of the same text.
  pattern: String.raw`(?<keep>^|[^\w-])eyJ[A-Za-z0-9_-]{8,4096}\.eyJ[A-Za-z0-9_-]{8,8192}(?:\.[A-Za-z0-9_-]{0,4096})?`,
  hints: ['eyJ'],
  matches: ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl here'],
  ignores: ['eyJ', 'eyJhbGciOiJIUzI1NiJ9', 'see a.b.c'],
};
