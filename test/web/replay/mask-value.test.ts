import { expect, test } from '@jest/globals';
import { compactRedactor } from '../../../src/web/redaction/redactor.ts';
import { cleanUrl, maskCss, maskText } from '../../../src/web/replay/mask-value.ts';

test.each([
  ['Hello Ann!', '***** ****'],
  ['  \n\ta ', '  \n\t* '],
  ['naïve 😀 漢字', '***** * **'],
  ['', ''],
])('a text keeps its shape: %j', (text, masked) => expect(maskText(text)).toBe(masked));

test.each([
  ['https://shop.test/a?q=1#b', 'https://shop.test/a'],
  ['/orders?who=ann', '/orders'],
  ['#token', ''],
  ['mailto:ann@shop.test', 'mailto:REDACTED'],
  ['data:image/png;base64,AAAA', 'data:REDACTED'],
  [
    'https://ann:secret@shop.test/u/ann@shop.test',
    'https://[REDACTED:url-password]@shop.test/u/[REDACTED:email]',
  ],
])('an address: %s', (url, clean) => expect(cleanUrl(url, compactRedactor)).toBe(clean));

test.each([
  ['.a { color: red; width: 10px; }', '.a { color: red; width: 10px; }'],
  ['.a::before { content: "Hi Ann"; }', '.a::before { content: "** ***"; }'],
  [".a::before { content: 'a;}b' }", ".a::before { content: '****' }"],
  ['.a::before { content: "say \\"Ann\\""; }', '.a::before { content: "*** *******"; }'],
  ['.icon::before { content: "\\f101"; }', '.icon::before { content: "\\f101"; }'],
  ['.a { --who: "Ann"; color: red }', '.a { --who: "***"; color: red }'],
  ['a { quotes: "x" "y" }', 'a { quotes: "*" "*" }'],
  ['a::after { content: "Ann" counter(n) "Bo" }', 'a::after { content: "***" counter(n) "**" }'],
  ['.a { font-family: "Open Sans" }', '.a { font-family: "Open Sans" }'],
  ['.a { background: url(/a.png?k=1) }', '.a { background: url("/a.png") }'],
  [".a { background: url( '/a.png?k=)' ) red }", '.a { background: url("/a.png") red }'],
  [
    '.a { background: url("data:image/svg+xml,<text>Ann</text>") }',
    '.a { background: url("data:REDACTED") }',
  ],
  ['.a { content: url("/a.png?k=1") "Ann" }', '.a { content: url("/a.png") "***" }'],
  ['a { color: red /* Ann */ }', 'a { color: red  }'],
  ['a{}/* rr_split */b{}', 'a{}/* rr_split */b{}'],
  ['a { content: "Ann', 'a { content: "***"'],
  ['a { background: url(/x?Ann', 'a { background: url("/x")'],
  ['@import url("/a.css?k=1") screen;', '@import url("/a.css") screen;'],
  ['@import "/a.css?k=1";', '@import "**********";'],
])('a style: %s', (css, masked) => expect(maskCss(css, compactRedactor)).toBe(masked));

test('a style sheet of half a megabyte is masked in a moment', () => {
  const css = '.a::before { content: "Ann"; background: url(/a.png?k=1) }\n'.repeat(9_000);
  const start = performance.now();
  expect(maskCss(css, compactRedactor)).not.toContain('Ann');
  for (const hostile of [
    'content:"',
    'content:',
    '--x:',
    'url(',
    'url("',
    "url('",
    'url( ',
    '--',
    '/*',
    '"',
    '\\',
  ].map((each) => each.repeat(50_000)))
    maskCss(hostile, compactRedactor);
  expect(performance.now() - start).toBeLessThan(5_000);
});
