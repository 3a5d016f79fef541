import { expect, test } from '@jest/globals';
import { isUnreadableYaml, type YamlStyle } from '../../../src/collector/go/yaml-writer.ts';

// What goccy/go-yaml 1.19.2 writes and yaml/go-yaml 2.4.4 does not read.
const UNREADABLE: readonly (readonly [string, readonly YamlStyle[]])[] = [
  ['a', []],
  ['', []],
  ['null', []],
  ['a b', []],
  ['a: b', []],
  ['a:b', []],
  ['a #b', []],
  ['- a', []],
  ['a]', []],
  ['a}', []],
  ['a,b', []],
  ['{a}', []],
  ["a'b", []],
  ['%a', []],
  ['!a', []],
  ['=', []],
  ['#a', []],
  ['a\tb', []],
  ['\\d+[a', []],
  ['a{b', ['flow']],
  ['a[b', ['flow']],
  ['a?', ['flow']],
  ['?a', ['flow']],
  ['://', ['flow']],
  ['a\nb', ['key', 'flow']],
  ['<<', ['key']],
  ['? a', ['key', 'value', 'item', 'flow']],
  ['?', ['value', 'item', 'flow']],
  ['a:\tb', ['key', 'value', 'item']],
  ['-\ta', ['key', 'value', 'item', 'flow']],
  ['\ta', ['key', 'item']],
  ['\n\ta', ['key', 'value', 'item', 'flow']],
  ['a\u0000', ['key', 'value', 'item', 'flow']],
];

const STYLES: readonly YamlStyle[] = ['key', 'value', 'item', 'flow'];

test.each(UNREADABLE)('%j is misread as %j', (text, expected) => {
  expect(STYLES.filter((style) => isUnreadableYaml(text, style))).toEqual(expected);
});
