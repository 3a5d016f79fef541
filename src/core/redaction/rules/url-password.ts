import type { RedactionRule } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'url-password',
  summary: 'user name and password in a URL or connection string',
  source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  pattern: String.raw`(?<keep>://)[^\s/:@"'?#]{0,128}:[^\s/"'?#]{1,256}(?<keepAfter>@)`,
  goesFirst: true,
  hints: ['://'],
  matches: [
    'postgres://app:s3cret@db:5432/shop',
    'GET https://jo:p@ss@example.com/',
    'redis://:hunter2@cache',
  ],
  ignores: ['https://example.com/a@b', 'http://localhost:3000/', 'https://example.com:8080/?a=b@c'],
};
