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
  ['a triple-encoded one in the path', '/users/jo%252540example.com/x', '/users/[REDACTED:email]/x'],
  ['a parameter of a route in the fragment', '/a#/r?token=1&x=2', '/a#/r?token=REDACTED&x=2'],
  ['what is quoted across parameters', '/a?password="a&b"&x=1', '/a?password=REDACTED&REDACTED&x=1'],
  ['a parameter of a URL in a parameter', '/a?next=/cb?code=1', '/a?next=/cb?code=REDACTED'],
  ['of an encoded one', '/a?next=%2Fcb%3Fx%3D1%26code%3D1&y=2', '/a?next=REDACTED&y=2'],
  ['of one encoded twice', '/a?next=%252Fcb%253Fcode%253D1&y=2', '/a?next=REDACTED&y=2'],
  ['JSON in a parameter', '/a?q={"to":"jo@example.com"}&x=1', '/a?q=REDACTED&x=1'],
  ['encoded JSON', '/a?q=%7B%22password%22%3A%22hunter2%22%7D', '/a?q=REDACTED'],
  ['escapes in JSON', String.raw`/a?q={"to":"jo\u0040example.com"}`, '/a?q=REDACTED'],
  ['a form with a card', '/a?n=4111+1111+1111+1111&x=1', '/a?n=REDACTED&x=1'],
  ['base64', `/a?q=${btoa('{"to":"jo@example.com"}')}&x=1`, '/a?q=REDACTED&x=1'],
  ['encoded base64', `/a?q=${btoa('to jo@example.com').replace('=', '%3D')}&x=1`, '/a?q=REDACTED&x=1'],
  ['base64 in the path', `/u/${btoa('to jo@example.com.')}/x`, '/u/[REDACTED:email]/x'],
  ['a session in the path', '/a;jsessionid=1A2B/b;v=2?x=1', '/a;jsessionid=REDACTED/b;v=2?x=1'],
  ['several parameters of a path', '/a;token=1;v=2;sid=3', '/a;token=REDACTED;v=2;sid=REDACTED'],
  ['a user name', 'https://jo@h.test/a', 'https://[REDACTED:url-password]@h.test/a'],
  [
    'an e-mail address as a user name',
    'ftp://jo%40a.example@h.test/a',
    'ftp://[REDACTED:url-password]@h.test/a',
  ],
  ['user name and password without a scheme', 'jo:pass@h.example/a', '[REDACTED:url-password]@h.example/a'],
  ['user name and password of any scheme', '//jo:p@h.test/a?x=1', '//[REDACTED:url-password]@h.test/a?x=1'],
  ['whom a mail goes to', 'mailto:jo@x?subject=hi', 'mailto:REDACTED?subject=hi'],
  ['another one', 'MailTo:jo@x?cc=a@example.com', 'MailTo:REDACTED?cc=REDACTED'],
  ['whom a call goes to', 'tel:12;ext=4', 'tel:REDACTED'],
  ['data', 'data:text/html;base64,PGI+aGk8L2I+?#', 'data:text/html;base64,REDACTED'],
  ['data without a type', 'data:,x?y=1', 'data:,REDACTED'],
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
  'https://h.test/a%20b/%C3%A9?q=caf%C3%A9+au+lait&next=%2Fb%3Fpage%3D1',
  '/traces/4bf92f3577b34da6a3ce929d0e0e4736/6e2b6f5e-9a3c-4f5e-8d2a-1f0c9b8a7d6e',
  '/a;v=1/b;w=2',
  'about:blank',
  'blob:https://h.test/6e2b6f5e-9a3c-4f5e-8d2a-1f0c9b8a7d6e',
  'file:///srv/app/main.js',
  'h.test:443',
  '*',
  '//h.test/a',
  'data:',
  'mailto:',
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
