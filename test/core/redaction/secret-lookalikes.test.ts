import { describe, expect, test } from '@jest/globals';
import { createRedactor, rules } from '../../../src/core/redaction/index.ts';
import { createScan, masked } from '../../../src/core/redaction/text.ts';
import { countingText } from './counting-text.ts';

const redactor = createRedactor();

const LOOKALIKES: Readonly<Record<string, readonly string[]>> = {
  identifiers: [
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    'id 550e8400-e29b-41d4-a716-446655440000',
    'trace_id=0af7651916cd43dd8448eb211c80319c span_id=b7ad6b7169203331',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'Digest: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl',
    'class="sk-fading-circle sk-circle12"',
    '@types/node@20.1.0',
    'ACTIVE_CONNECTIONS SKIPPED ACCOUNT',
  ],
  code: [
    'if (token == null) return',
    'if (token === undefined) {',
    'token := lexer.next()',
    'const token = getToken(request);',
    'password?: string',
    '(token: string, n: number)',
    'const f = password => hash(password)',
    'token::Kind',
    'a => b',
    '[Object: null prototype] { token: [Function: getToken] }',
    'at getToken (file:///app/password.ts:1:1)',
    'at Object.<anonymous> (/app/token.js:12:5)',
    '"primaryKey":"id"',
    'missing: ["token","user"]',
  ],
  'log lines': [
    'Unexpected token < in JSON at position 0',
    'SyntaxError: Unexpected token } in JSON',
    'token: expected }',
    'token: expired',
    'Password: required',
    'password: must be at least 8 characters',
    '"password" is required',
    'password authentication failed for user "app"',
    "Access denied for user 'x'@'host' (using password: YES)",
    '{"message":"Enter password: ","user":"jo"}',
    'Authorization: header is missing',
    'Basic authentication failed',
    'OAuth token exchange failed',
    'AUTH failed: WRONGPASS',
    'Cookie: missing',
    'session: started at 10:00',
    'Author: Jo Doe',
    'pass: 12 fail: 0',
    '10.0.0.1 - - [21/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200',
  ],
  'values that say nothing': [
    'password: null',
    '"token": ""',
    '"token":null',
    'hasPassword=true',
    'passwordLength: 12',
    'token_count=5',
    'max_tokens: 4096',
    'password: [REDACTED]',
    'password=********',
    `password: ${'$'}{DB_PASSWORD}`,
    `token: ${'$'}{{ secrets.GITHUB_TOKEN }}`,
    '<password></password> <password/>',
  ],
  commands: [
    'use --password or --token',
    'docker login --password-stdin reg.test',
    'docker run -p 80:80 nginx',
    'ssh -p 2222 h',
    'curl -u jo https://h',
    'mysql -p shop',
    'https://example.com:8080/?a=b@c',
  ],
};

describe.each(Object.entries(LOOKALIKES))('%s stay', (_what, texts) => {
  test.each(texts)('%j', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});

/** Repeated, each is one long thing that opens at every place again. */
const HOSTILE = [
  'sk-learn-',
  'eyJ-',
  'eyJaaaaaaaaaaaaaaaaa.',
  'basic+',
  'AC0-',
  '-----BEGIN PRIVATE KEY-----',
  'Private-Lines: 1\n',
  'password="\\',
  'password=["a",',
  'password: |\n a',
  'password%3D%5C',
  'password=a)b',
  '<password>',
  '"password"value=',
  "'password','",
  'mysql -p',
  'identified ',
  'AUTH a',
  '--password "',
  'cookie: a ',
  'cookie=["',
  'session=a',
  'authorization: header is missing ',
  'authorization: "',
  'digest a=\\"',
  '://:',
  '0Q~',
];

test.each(HOSTILE)(
  'looks at each unit of repeated %j a bounded number of times, each rule by itself',
  (part) => {
    const looksPerUnit = (rule: (typeof rules)[number], length: number): number => {
      const counting = countingText(part.repeat(Math.ceil(length / part.length)).slice(0, length));
      createScan([masked(rule)])(counting.text);
      return counting.looks() / length;
    };
    const growing = rules.filter(
      (rule) => looksPerUnit(rule, 6_000) > Math.max(20, 1.5 * looksPerUnit(rule, 1_000)),
    );
    expect(growing.map(({ id }) => id)).toEqual([]);
  },
);
