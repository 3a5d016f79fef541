import type { RedactionRule } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'authorization',
  summary: 'the credentials that follow Bearer, Basic, Digest or ApiKey',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-11.4',
  pattern: String.raw`(?<keep>\b(?:bearer|basic|digest|apikey)(?:[ \t]|%20|\+){1,16})[A-Za-z0-9._~+/=-]{8,4096}`,
  ignoreCase: true,
  // What stands between the scheme and the credentials, because that has no case.
  hints: [' ', '\t', '%20', '+'],
  matches: [
    'Authorization: Bearer abc.def-123456',
    'authorization=basic%20am86c2VjcmV0',
    'curl -H "authorization: bearer 0123456789abcdef"',
  ],
  ignores: ['bearer', 'the bearer of news', 'a basic set', 'Basic'],
};
