import { describe, expect, test } from '@jest/globals';
import { parseMatcher, parseMatchers } from '../../../src/monitoring/index.ts';

const parsed = (text: string): string[][] =>
  parseMatchers(text).map(({ name, operator, value }) => [name, operator, value]);

describe('matchers as Alertmanager reads them', () => {
  test.each([
    ['severity=critical', [['severity', '=', 'critical']]],
    [
      ' a != "b" , c=~"d|e",',
      [
        ['a', '!=', 'b'],
        ['c', '=~', 'd|e'],
      ],
    ],
    [
      '{a="b",c!~"d"}',
      [
        ['a', '=', 'b'],
        ['c', '!~', 'd'],
      ],
    ],
    ['{}', []],
    ['a="x, y"', [['a', '=', 'x, y']]],
    ['"größe"="日本"', [['größe', '=', '日本']]],
    ['host.name=web-1', [['host.name', '=', 'web-1']]],
    ['"a \\"b\\""="\\u00f6\\x41\\303\\266"', [['a "b"', '=', 'öAö']]],
    // Only the parser for UTF-8 takes it.
    ['größe="\\t"', [['größe', '=', '\t']]],
    // Both take it, and the classic one leaves escapes alone that it does not know.
    ['a="\\t"', [['a', '=', '\\t']]],
    // Only the classic one takes it.
    ['a=b c', [['a', '=', 'b c']]],
    ['a=', [['a', '=', '']]],
    ['a=~5..', [['a', '=~', '5..']]],
  ])('%s', (text, expected) => expect(parsed(text)).toEqual(expected));

  test.each([
    ['a', /expected =, !=, =~ or !~ before the end/],
    ['=b', /expected a label's name before "=b"/],
    ['"a="b"', /expected/],
    ['größe="\\q"', /escape that is none/],
    ['größe="\\xff"', /escape that is none/],
    ['{größe="x"', /expected a comma or \}/],
    ['größe="x"}', /expected the end/],
    ['a=~"("', /is no regular expression of Go: lacks a \)/],
    ['a=~"(?=b)"', /is no regular expression of Go/],
  ])('%s is none', (text, message) => expect(() => parseMatchers(text)).toThrow(message));

  test.each([
    ['a=~"b"', 'b', true],
    ['a=~"b"', 'abc', false],
    ['a=~"b|"', '', true],
    ['a=~".*"', 'x\ny', false],
    ['a=~"(?s).*"', 'x\ny', true],
    ['a!~"(?i)B"', 'b', false],
    ['a=~"\\\\p{Han}{2}"', '日本', true],
    ['a!=""', '', false],
  ])('%s matches %j: %s', (text, value, expected) =>
    expect(parseMatcher(text).matches(value)).toBe(expected),
  );

  test('a label of a command line may have commas, and braces may not stand around it', () => {
    expect(parseMatcher('a=b,c').value).toBe('b,c');
    expect(() => parseMatcher('{a=b}')).toThrow(/has a brace/);
    expect(() => parseMatcher('größe=b, c=d')).toThrow(/is not one label/);
  });
});
