import { expect, test } from '@jest/globals';
import { type Resolved, resolveScalar } from '../../../../src/collector/document/yaml/resolve.ts';

const plain = (text: string, tag?: string): Resolved =>
  resolveScalar({ kind: 'scalar', text, isPlain: true, tag, start: 0, end: 0 });

/** As https://pkg.go.dev/go.yaml.in/yaml/v3 (v3.0.4) has them. */
const VALUES: readonly (readonly [string, string | number | boolean | null])[] = [
  ['0X1f', 31],
  ['+0x1f', 31],
  ['0B11', 3],
  ['-0O17', -15],
  ['1_000', 1000],
  ['_1', '_1'],
  ['0777', 511],
  ['0778', 778],
  ['08', 8],
  ['1e3', 1000],
  ['1e400', '1e400'],
  ['.5', 0.5],
  ['.5.5', '.5.5'],
  ['1.', 1],
  ['1_0.5', 10.5],
  ['18446744073709551615', 2 ** 64],
  ['0x1ffffffffffffffff', '0x1ffffffffffffffff'],
  ['-', '-'],
  ['', null],
  ['~', null],
  ['Null', null],
  ['nULL', 'nULL'],
  ['TRUE', true],
  ['yes', 'yes'],
  ['-.Inf', Number.NEGATIVE_INFINITY],
  ['.nan', Number.NaN],
  ['<<', '<<'],
  ['1:30', '1:30'],
];

test.each(VALUES)('%s is %p', (text, value) => expect(plain(text)).toEqual({ value }));

test.each([
  '2026-01-01',
  '2024-02-29',
  '2026-1-2T3:4:5Z',
  '2026-01-02t03:04:05.123+01:00',
  '2026-01-02   03:04:05',
])('%s is a date', (text) => expect(plain(text)).toEqual({ value: text, isDate: true }));

test.each([
  '2026-02-29',
  '2026-13-01',
  '2026-01-02T03:04:05',
  '2026-01-02 24:00:00',
  '2026-01-02T03:04:05-7:00',
])('%s is none', (text) => expect(plain(text)).toEqual({ value: text }));

const TAGGED: readonly (readonly [string, string, Resolved])[] = [
  ['!!str', '1', { value: '1' }],
  ['!!float', '1', { value: 1 }],
  ['!!int', '1.5', { fault: '"1.5" is none, and !!int says it is' }],
  ['!!null', '', { value: null }],
  ['!!bool', 'yes', { fault: '"yes" is none, and !!bool says it is' }],
  ['!!timestamp', '2026-01-01', { value: '2026-01-01', isDate: true }],
  ['!!binary', 'aGk=', { value: 'aGk=' }],
  ['!!binary', 'aGk', { fault: 'is no base64, which !!binary says it is' }],
  ['!x', '1', { value: '1' }],
  ['!', '1', { value: 1 }],
];

test.each(TAGGED)('%s %s', (tag, text, resolved) => expect(plain(text, tag)).toEqual(resolved));

test('what has quotes is a text, unless its tag says otherwise', () => {
  const quoted = { kind: 'scalar', text: '1', isPlain: false, start: 0, end: 0 } as const;
  expect(resolveScalar({ ...quoted, tag: undefined })).toEqual({ value: '1' });
  expect(resolveScalar({ ...quoted, tag: '!!int' })).toEqual({ value: 1 });
});
