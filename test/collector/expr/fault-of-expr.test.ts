import { expect, test } from '@jest/globals';
import { faultOfExpr } from '../../../src/collector/expr/fault-of-expr.ts';
import { rightExprs } from './random-exprs.ts';

test.each(rightExprs)('%s', (text) => expect(faultOfExpr(text)).toBeUndefined());

/** With `^` before the character that is wrong. */
const WRONG: readonly (readonly [string, string])[] = [
  ['', 'the end is not expected'],
  ['MetricName == ^)', '")" is not expected'],
  ['MetricName == "a^', 'does not end'],
  ['MetricName ^= "a"', '"=" is not expected'],
  ['MetricName == ^@', '"@" is not expected'],
  ['HasLabel("a" &&^ ', 'the end'],
  ['a /* ^', 'comment does not end'],
  ['"\\^d+" == a', 'no escape'],
  ['08^x', 'does not belong into a number'],
  ['^0x == 1', 'is no number'],
  ['^9223372036854775808 == a', 'too large'],
  ['{^+: 1}', 'key of a map'],
  ['a^.1', 'is not expected'],
  ['a ?? b ^and c', '"??" without parentheses'],
  ['a not ^== b', '"==" is not expected'],
  ['filter([1]^)', 'lacks an argument'],
  ['all([1], # > 0^; true)', 'needs { and }'],
  ['let ^len = 1; len', 'is a function of the language'],
  ['let x = 1; let ^x = 2; x', 'is a variable already'],
  ['MetricName matches ^"("', 'lacks a )'],
  ['1 ^+ "a"', 'does not work on int and string'],
  ['^not "a"', 'does not work on string'],
  ['"a" ^in [1]', 'does not work'],
  ['^len(1)', 'expected an array or a map or a string'],
  ['^upper()', 'expected 1'],
  ['upper(^1)', 'does not take a value of type int'],
  ['"a".^b', 'has no field "b"'],
  ['(nil).^b', 'nil has no "b"'],
  ['[1][^"a"]', 'is no key'],
  ['"abc"[^"a":]', 'expected a whole number'],
  ['now().^Foo()', 'has no method "Foo"'],
  ['now().^Clock()', 'more than two values'],
  ['any(^1, true)', 'takes arrays alone'],
  ['any([1], ^"a")', 'expected true or false'],
  ['map([1], ^#acc)', 'is not known here'],
  ['^1 ? a : b', 'is no condition'],
  ['5 ^% (2 - 2)', 'divides by zero'],
  ['a matches ("(" ^+ "b")', 'lacks a )'],
];

test.each(WRONG)('%s: %s', (marked, message) => {
  const fault = faultOfExpr(marked.replace('^', ''));
  expect(fault?.message).toContain(message);
  if (marked.includes('^')) expect(fault?.offset).toBe(marked.indexOf('^'));
});

test('an expression without end is refused, not the stack exhausted', () => {
  expect(faultOfExpr('('.repeat(100_000))?.message).toContain('nested');
  expect(faultOfExpr(`${'1 + '.repeat(20_000)}1`)?.message).toContain('parts');
});

test.each([
  ['a == 1', undefined],
  ['a', undefined],
  ['1', 'expected true or false'],
])('whether %s gives true or false', (text, expected) => {
  const message = faultOfExpr(text, true)?.message;
  if (expected === undefined) expect(message).toBeUndefined();
  else expect(message).toContain(expected);
});
