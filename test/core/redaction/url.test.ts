import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';

const redactor = createRedactor();

const REDACTED_URLS: readonly (readonly [what: string, url: string, clean: string])[] = [
  ['an e-mail address in a parameter', '/a?to=jo@example.com&x=1', '/a?to=REDACTED&x=1'],
  ['an encoded one', '/a?to=jo%40example.com', '/a?to=REDACTED'],
  ['a double-encoded one', '/a?next=%2Fb%3Fto%3Djo%2540example.com', '/a?next=REDACTED'],
  ['a triple-encoded one', '/a?next=jo%252540example.com', '/a?next=REDACTED'],
  ['one that is a parameter without a value', '/a?jo@example.com&x', '/a?REDACTED&x'],
  ['one that is the name of a parameter', '/a?jo%40example.com=1', '/a?REDACTED=REDACTED'],
  ['one with a plus for a space before it', '/a?q=mail+jo%40example.com', '/a?q=REDACTED'],
  ['a sensitive parameter', '/a?token=1', '/a?token=REDACTED'],
  ['its name in capitals', '/a?ToKeN=1', '/a?ToKeN=REDACTED'],
  ['its name encoded', '/a?%74oken=1', '/a?%74oken=REDACTED'],
  ['its name encoded twice', '/a?%2574oken=1', '/a?%2574oken=REDACTED'],
  ['one among others', '/a?x=1&access_token=2&y=3', '/a?x=1&access_token=REDACTED&y=3'],
  ['one that comes twice', '/a?code=1&code=2', '/a?code=REDACTED&code=REDACTED'],
  ['short names of OAuth 2', '/cb?code=4%2F0A&state=xyz', '/cb?code=REDACTED&state=REDACTED'],
  ['a signed URL', '/f?AWSAccessKeyId=a&Signature=b', '/f?AWSAccessKeyId=REDACTED&Signature=REDACTED'],
  ['malformed per cent signs', '/a?q=%zz&token=%E0%A4%A', '/a?q=%zz&token=REDACTED'],
  ['what hides behind malformed ones', '/a?q=%zzjo@example.com', '/a?q=REDACTED'],
  [
    'a token in the fragment',
    'https://h.test/cb#access_token=1&x=2',
    'https://h.test/cb#access_token=REDACTED&x=2',
  ],
  ['query and fragment', '/a?token=1#id_token=2', '/a?token=REDACTED#id_token=REDACTED'],
  ['a question mark in the fragment', '/a#b?token=1', '/a#b?token=REDACTED'],
  ['user name and password', 'https://jo:pass@h.test/a', 'https://[REDACTED:url-password]@h.test/a'],
  ['an e-mail address in the path', '/users/jo@example.com/x', '/users/[REDACTED:email]/x'],
  ['an encoded one in the path', '/users/jo%40example.com/x', '/users/[REDACTED:email]/x'],
  ['a triple-encoded one in the path', '/users/jo%252540example.com/x', '/users/REDACTED/x'],
];

const CLEAN_URLS = [
  '',
  '/',
  '?',
  '#',
  '/a?',
  '/a#',
  '/a?token=',
  '/a?token',
  '/a?token&x=1',
  '/a?&&',
  '/a?=&=x',
  '/a?x=1;y=2',
  '/a?token=REDACTED',
  '/a?q=%zz&r=%',
  '/a/%zz/b',
  'https://h.test:8080/a/b?page=2&sort=-date#top',
  '/@handle/1?tokens=5',
];

describe('redactor.url', () => {
  test.each(REDACTED_URLS)('removes %s', (_what, url, clean) => {
    expect(redactor.url(url)).toBe(clean);
  });

  test.each(REDACTED_URLS)('has no more to do after %s', (_what, _url, clean) => {
    expect(redactor.url(clean)).toBe(clean);
  });

  test.each(CLEAN_URLS)('leaves %j', (url) => {
    expect(redactor.url(url)).toBe(url);
  });
});

describe('redactor.header', () => {
  test.each([
    ['authorization', 'Custom abc', 'REDACTED'],
    ['Cookie', 'a=b', 'REDACTED'],
    ['SET-COOKIE', 'a=b', 'REDACTED'],
    ['proxy-authorization', 'Basic x', 'REDACTED'],
    ['X-Api-Key', '1', 'REDACTED'],
    ['referer', 'https://h.test/?state=1', 'https://h.test/?state=REDACTED'],
    ['Referer', 'https://h.test/?state=1', 'https://h.test/?state=REDACTED'],
    ['Location', '/cb?code=1', '/cb?code=REDACTED'],
    ['x-forwarded-user', 'jo@example.com', '[REDACTED:email]'],
    ['accept', 'text/html;q=0.8', 'text/html;q=0.8'],
  ])('%s: %s', (name, value, clean) => {
    expect(redactor.header(name, value)).toBe(clean);
  });
});
