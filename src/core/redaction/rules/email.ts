import type { RedactionRule } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'email',
  summary: 'an e-mail address, also in URL-encoded form',
  source: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1',
  pattern: String.raw`[A-Za-z0-9._%+-]{1,64}(?:@|%40|%2540)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24}`,
  hints: ['@', '%40', '%2540'],
  matches: [
    'mail jo@example.com now',
    'jo.doe+news@mail.example.co.uk',
    'to=jo%40example.com&x=1',
    'next=%2Fa%3Femail%3Djo%2540example.com',
  ],
  ignores: ['@types/node', 'npm i pkg@1.2.3', 'user@host', 'a @ b.c', 'https://example.com/@handle'],
};
