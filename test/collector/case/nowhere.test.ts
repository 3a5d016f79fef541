import { expect, test } from '@jest/globals';
import { encodingsOf } from '../../../src/collector/case/check/encodings.ts';
import { failuresOf, linesOf } from './expectation.ts';

const DEBUG = { pipeline: 'logs', exporter: 'debug', signal: 'logs' } as const;

const find = (needle: string, value: string): readonly string[] =>
  linesOf(
    failuresOf(
      `config: c.yaml\ncases: [{ name: a, input: [{ logs: [{ body: ${JSON.stringify(value)} }] }], expect: { nowhere: ${JSON.stringify(needle)} } }]`,
      [{ output: DEBUG, inputs: [0] }],
    ),
  );

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['as it is', 'to jo@example.com', 'as it is'],
  ['in other letters', 'to JO@Example.com', 'as it is'],
  ['percent-encoded', 'q=jo%40example.com', 'percent-encoded'],
  ['percent-encoded, every byte', 'q=%6a%6f%40%65%78%61%6D%70%6c%65%2e%63%6f%6d', 'percent-encoded'],
  ['percent-encoded twice', 'q=jo%2540example.com', 'percent-encoded twice'],
  ['in base64', base64('jo@example.com'), 'as base64'],
  ['in base64, one byte later', base64('>jo@example.com and more'), 'as base64'],
  ['in base64, two bytes later', base64('>>jo@example.com and more'), 'as base64'],
  [
    'as hexadecimal digits',
    `0x${Buffer.from('jo@example.com').toString('hex').toUpperCase()}`,
    'as hexadecimal digits',
  ],
])('%s', (_title, value, form) => {
  expect(find('jo@example.com', value)).toEqual([
    `"jo@example.com" is there ${form}, at debug of logs`,
    `logRecords.body: nowhere "jo@example.com" | ${JSON.stringify(value)}`,
  ]);
});

test.each([
  ['digits in other groups', '4111 1111 1111 1111', 'card 4111-1111-1111-1111.'],
  ['escaped as JSON', 'say "hi"', '{"a":"say \\"hi\\""}'],
  ['escaped as HTML', 'a <b> c', '<p>a &lt;b&gt; c</p>'],
  ['letters beyond ASCII', 'Zoë Grün', base64('name: Zoë Grün, age: 7')],
])('%s', (_title, needle, value) => {
  expect(find(needle, value)).toHaveLength(2);
});

test.each([
  ['a part of it', 'jo@example.com', 'jo@example.org'],
  ['other digits', '4111 1111 1111 1111', '4111-1111-1111-1112'],
  ['short texts in base64', 'jo', base64('xxjoxx')],
])('not: %s', (_title, needle, value) => {
  expect(find(needle, value)).toEqual([]);
});

test('it is found in base64 wherever it begins', () => {
  const forms = encodingsOf('hunter2!').filter(({ form }) => form === 'as base64');
  for (let before = 0; before < 6; before++) {
    const whole = base64(`${'x'.repeat(before)}hunter2!${'y'.repeat(before)}`);
    expect([before, forms.some(({ text }) => whole.includes(text))]).toEqual([before, true]);
  }
});

test("digits of times and ids are nobody's", () => {
  const failures = failuresOf(
    'config: c.yaml\ncases: [{ name: a, input: [{ logs: [{ body: x, trace: 12345678901234567890123456789012 }] }], expect: { nowhere: ["170000", "34567890123"] } }]',
    [{ output: DEBUG, inputs: [0] }],
  );
  expect(failures).toEqual([]);
});

test('keys of attributes are looked at', () => {
  const failures = failuresOf(
    'config: c.yaml\ncases: [{ name: a, input: [{ logs: [{ attributes: { "mail jo@example.com": 1 } }] }], expect: { nowhere: jo@example.com } }]',
    [{ output: DEBUG, inputs: [0] }],
  );
  expect(linesOf(failures)[1]).toBe(
    'logRecords.attributes key: nowhere "jo@example.com" | "mail jo@example.com"',
  );
});
