import { describe, expect, test } from '@jest/globals';
import { checkOttl, type OttlKind, type OttlUse } from '../../../src/collector/ottl/check.ts';
import { table } from './table.ts';

const check = (text: string, kind: OttlKind, use: Omit<OttlUse, 'table'>): readonly string[] =>
  checkOttl(
    { kind: 'scalar', value: text, written: text, place: { file: 'a', line: 1, column: 1 } },
    ['x'],
    kind,
    { table, ...use },
  ).map(({ place, message }) => `${place.column} ${message.replace(/^x: /, '')}`);

const SPAN = { context: 'span', functions: 'transform', prefix: 'optional' } as const;
const LOG = { context: 'log', functions: 'condition', prefix: 'required' } as const;

describe('statements', () => {
  test.each([
    'set(attributes["a"], "b")',
    'set(span.attributes["a"]["b"], resource.attributes["c"]) where IsRootSpan() and not (kind == 1 or name != nil)',
    'set(name, Concat([name, "x"], "-")) where (start_time_unix_nano + 1) * 2 > -5',
    'replace_pattern(name, "^(?P<a>x+)$", "$$1", SHA256, "%s")',
    'replace_pattern(target = name, regex_pattern = "a", replacement = "b")',
    'set(attributes["m"], {"a": [1, 2.5, nil], "b": 0x0a0b,})',
    'keep_keys(attributes, ["a" "b"])',
    'set(attributes["n"], [attributes ["a", "b"]])',
    'Is_no_name_but_a_path()',
  ])('%s', (text) => {
    const found = check(text, 'statement', SPAN);
    expect(found).toEqual(text.startsWith('Is_') ? [expect.stringContaining('editors begin with')] : []);
  });

  test.each([
    ['set(attributes["a"] "b")', '21 the string "b" is not expected here; expected "," or ")"'],
    ['set(name, "a"', '14 the end is not expected here; expected "," or ")"'],
    ['', '1 the end is not expected here; expected an editor such as set(…)'],
    ['Set(name, 1)', '1 "Set" cannot be a statement: editors begin with a lower-case letter, such as set(…)'],
    ['sett(name, 1)', '1 function "sett" is not known here; did you mean "set"?'],
    ['set(nam, 1)', '5 "span" has no "nam"; did you mean "name"?'],
    ['set(name)', '9 set(target, value) takes 2 arguments, found 1'],
    ['set(name, 1, 2)', '14 set(target, value) takes 2 arguments, found 3'],
    ['set(target = name, vlue = 1)', '20 set has no argument "vlue"; did you mean "value"?'],
    ['set(target = name, 1)', '20 an argument without a name cannot follow one with a name'],
    ['set(name, 1) were true', '14 "were" is not expected here; expected "where" or the end'],
    ['set(name, 1) where name = "b"', '25 "=" is not expected here; expected "=="'],
    ['set(name, 1) where true && true', '25 "&&" is not known; use "and"'],
    ["set(name, 'a')", `11 ' does not begin a string; use "`],
    ['set(name, "a)', '11 the string has no closing "'],
    ['set(name, "\\d")', '12 "\\d" is not an escape of a string; for a backslash itself write two: "\\\\d"'],
    ['set("a", 1)', '5 a string is not accepted here; expected a path'],
    ['set((name), 1)', '5 arithmetic is not accepted here; expected a path'],
    [
      'set(status.code, STATUS_CODE_ERR)',
      '18 STATUS_CODE_ERR is not a symbol of the context span; did you mean "STATUS_CODE_ERROR"?',
    ],
    ['truncate_all(attributes, "a")', '26 a string is not accepted here; expected a whole number'],
    ['truncate_all(attributes, -1)', '26 arithmetic is not accepted here; expected a whole number'],
    [
      'set(name, isMatch(name, "a"))',
      '11 "isMatch" gives no value: functions that do begin with an upper-case letter',
    ],
    [
      'replace_pattern(name, "a", "b", SHA257)',
      '33 function "SHA257" is not known here; did you mean "SHA256"?',
    ],
    ['set(name["a"], 1)', '10 "span.name" cannot be indexed'],
    ['set(trace_state["a"]["b"], 1)', '22 "span.trace_state" takes one key, and no second'],
    ['set(status.cod, 1)', '12 "span.status" has no "cod"; did you mean "code"?'],
    [
      'set(log.body, 1)',
      '5 "log" is not there in the context span; known: instrumentation_scope, otelcol, resource, scope, span',
    ],
    ['set(span, 1)', '5 "span" is not a value; expected a path such as span.attributes'],
    ['set(resource.cache["a"], 1)', '14 "resource" has no "cache"; use span.cache'],
    ['set(otelcol.client.addr, 1)', '5 "otelcol.client.addr" can only be read: to set it fails when it runs'],
    [
      'merge_maps(attributes, {}, "upsrt")',
      '28 merge_maps: "upsrt" is not accepted; expected one of insert, update, upsert',
    ],
    ['keep_keys(attributes, "a")', '23 a string is not accepted here; expected a list in [ ]'],
    ['delete_key(attributes, 1)', '24 a whole number is not accepted here; expected a string'],
    [
      'delete_matching_keys(attributes, "(?!a)b")',
      '34 delete_matching_keys: not a regular expression of Go: (?! look-around is not supported',
    ],
    ['set(name, 08)', '11 "08" is read as an octal number and is none; write it without the 0'],
    ['set(name, 9223372036854775808)', '11 9223372036854775808 is too large'],
    ['set(name, 0xabc)', '11 0xabc has an odd number of digits'],
    [
      'set(name, (x) => x)',
      '11 a lambda is not accepted without the feature gate ottl.functions.enableLambda',
    ],
    ['set(name, 1 + "b")', '15 the string "b" is not expected here; expected a number, a path or a function'],
    [
      'set(name, [1,])',
      '14 "]" is not expected here; expected a value: a path, a function, a literal, a list or a map',
    ],
    ['set(name, "a")["b"]', '15 "set" is an editor and cannot be indexed'],
    ['set(attributes[1 + 2], 1)', '18 "+" is not expected here; expected "]"'],
    [
      'set(name, Hours("1h"))',
      '17 a string is not accepted here; expected a duration, as Duration("10s") gives it',
    ],
    ['set(name, Time("2020", "%Y-%Q"))', '24 Time: %Q is not a directive of a time'],
    [
      'extract_sum_metric(true)',
      '1 function "extract_sum_metric" is not known here; it is not there in the context span',
    ],
  ])('%s: %s', (text, expected) => {
    expect(check(text, 'statement', SPAN)).toEqual([expected]);
  });

  test('every fault of what can be read is reported, each at its place', () => {
    expect(
      check('set(nam, Foo(1)) where knd == 1', 'statement', SPAN).map((each) => Number.parseInt(each, 10)),
    ).toEqual([5, 10, 24]);
  });
});

describe('conditions', () => {
  test.each([
    'log.severity_number >= SEVERITY_NUMBER_WARN and IsMatch(log.body, "a")',
    'not true or (log.body["a"] == nil)',
    '(log.attributes["n"] + 1) * 2 > 3 and ((log.flags == 1))',
    'scope.name == "a" or instrumentation_scope.name == "b"',
  ])('%s', (text) => expect(check(text, 'condition', LOG)).toEqual([]));

  test.each([
    [
      'body == "a"',
      '1 "body" has no context before it that is known here; did you mean "log.body"? Known: instrumentation_scope, log, otelcol, resource, scope',
    ],
    [
      'lg.body == nil',
      '1 "lg.body" has no context before it that is known here; did you mean "log.body"? Known: instrumentation_scope, log, otelcol, resource, scope',
    ],
    [
      'log.body == "a" and',
      '20 the end is not expected here; expected a value: a path, a function, a literal, a list or a map',
    ],
    ['log.attributes["a"]', '20 the end is not expected here; expected a comparison: ==, !=, <, <=, > or >='],
    [
      'isMatch(log.body, "a")',
      '1 "isMatch" is not the name of a function in a condition: those begin with an upper-case letter',
    ],
    ['not not true', '5 "not" is not expected here; expected a condition; "not" is written once'],
    ['IsRootSpan()', '1 function "IsRootSpan" is not known here; it is not there in the context log'],
    ['(log.flags == 1', '16 the end is not expected here; expected "and", "or" or ")"'],
  ])('%s: %s', (text, expected) => expect(check(text, 'condition', LOG)).toEqual([expected]));
});

test('a value expression', () => {
  const use = { context: 'span', functions: 'signal_to_metrics', prefix: 'optional' } as const;
  expect(check('Seconds(end_time - start_time)', 'value', use)).toEqual([]);
  expect(check('AdjustedCount()', 'value', use)).toEqual([]);
  expect(check('name == "a"', 'value', use)).toEqual([
    '6 "==" is not expected here; expected an operator or the end',
  ]);
});

test.each([
  ['brackets', (n: number) => `set(attributes${'['.repeat(n)}, 1)`],
  ['parentheses', (n: number) => `set(name, 1) where ${'('.repeat(n)}`],
  ['lists', (n: number) => `set(name, ${'[a '.repeat(n)}`],
  ['calls', (n: number) => `set(name, ${'A('.repeat(n)}`],
  ['sums', (n: number) => `set(name, 1${' + 1'.repeat(n)})`],
  ['terms', (n: number) => `set(name, 1) where true${' and true'.repeat(n)}`],
])('a long text of %s is read without end of stack and without much time', (_, make) => {
  for (const length of [150, 50_000])
    expect(check(make(length), 'statement', SPAN).length).toBeLessThanOrEqual(1);
});
