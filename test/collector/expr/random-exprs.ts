import { pick, type Random } from '../differential/random.ts';

/** Expressions that are right: of the components' own documentation and of the language's. */
const RIGHT: readonly string[] = [
  'Label("version") == "1.0"',
  'HasLabel("id")',
  "MetricName == 'my.metric' && Label('my_label') == 'abc123'",
  'MetricName in ["a", "b"] or MetricType == "Sum"',
  'MetricName matches "^system\\\\.(cpu|memory)\\\\..*$"',
  'not (MetricName startsWith "http.") and not HasLabel("keep")',
  'MetricName not in ["a", `b`] || Label("n") not matches "x+"',
  'len(MetricName) > 3 ? true : MetricType endsWith "am"',
  'Label("code") contains "5" && int(Label("code")) >= 500',
  'let x = Label("a"); x != "" ? x == "b" : false',
  'all(["a", "b"], # == MetricName)',
  'any(1..3, {# > 2})',
  'filter(split(Label("path"), "/"), len(#) > 0)[0] == "api"',
  'map([1, 2, 3], #index + 1) | sum() > 5',
  'reduce([1, 2], #acc + #, 0) == 3',
  'upper(trim(Label("a"))) == "A" and lower(MetricName) != nil',
  '(Label("a") ?? "none") == "none"',
  '1 < 2 <= 3 and 2 ** 3 ^ 2 != -1.5e3 + 0x1F - 0b11 * 0o17 / 1_000 and 8 % 7 == 1',
  '{a: 1, "b": [2], (1 + 2): {}}["a"] == 1',
  'now() - date("2024-01-02") > duration("24h")',
  'now().Hour() in [1, 2] && now().Format("2006") == "2024"',
  'if HasLabel("a") { true } else if HasLabel("b") { false } else { MetricName == "c" }',
  '$env["MetricName"] == MetricName',
  'body.a?.b?.[0].c.matches == "d" // the end',
  'attributes["x"][1:2] == [] /* between */ and "abc"[:2] == "ab"',
  'true; false; HasLabel("a")',
  'sortBy([1, 2], #, "desc") == sort([2, 1], "asc")',
  'groupBy(["a"], len(#))[1] == nil',
  'toJSON(fromJSON("{}")) == "{}" && bitand(1, 2) == bitnot(3)',
  'find(values({"a": 1}), {.x; # == 1}) != nil',
  '"\\u00e9\\n\\x41\\u{1F600}" != nil and b"abc" == b"abc" ',
  'concat([1], [2]) == flatten([[1]]) and max(1, 2.5) > min([1])',
  'type(nil) == "nil" ? first([1]) == last(take([1, 2], 1)) : ::len("a") == 1',
  'count([true, false], #) == count([true])',
  'join(["a", "b"], ",") == repeat("a", 3) && replace("a", "b", "c", 1) != trimPrefix("ab", "a")',
  'string(1) + string(nil) == "1"',
  'fromPairs(toPairs({"a": 1})) == fromPairs([])',
  'get({"a": 1}, "a") == get([1], 0)',
  'round(1.5) == ceil(1.2) + floor(2) + abs(-1) + mean([1]) + median(1, 2)',
];

const PIECES: readonly string[] = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '`',
  '\\',
  '.',
  '?.',
  '??',
  '?',
  ':',
  '::',
  ',',
  ';',
  '#',
  '|',
  '||',
  '&',
  '&&',
  '=',
  '==',
  '!',
  '!=',
  '<',
  '>',
  '<=',
  '+',
  '-',
  '*',
  '**',
  '/',
  '%',
  '^',
  '..',
  '@',
  '~',
  '$',
  '$env',
  'é',
  ' ',
  '\n',
  '0',
  '1',
  '2.5',
  '1e9',
  '0x',
  '08',
  '9999999999999999999',
  'nil',
  'true',
  'not',
  'not in',
  'in',
  'and',
  'or',
  'matches',
  'contains',
  'startsWith',
  'let',
  'if',
  'else',
  'len',
  'len(',
  'x',
  'MetricName',
  'HasLabel',
  '"a"',
  '"("',
  '[1]',
  '["a"]',
  '{}',
  '{a: 1}',
  '#acc',
  '#index',
  'all(',
  'map(',
  '%',
  '0',
  '//',
  '/*',
  '*/',
  '\\x',
  '\\u{',
  'b"a"',
];

const spoil = (text: string, random: Random): string => {
  const tokens = text.split(/(\w+|\s+)/).filter((each) => each !== '');
  const index = Math.floor(random() * tokens.length);
  const way = random();
  if (way < 0.25) return tokens.toSpliced(index, 1).join('');
  if (way < 0.5) return tokens.toSpliced(index, 0, pick(random, PIECES)).join('');
  if (way < 0.75) return tokens.toSpliced(index, 1, pick(random, PIECES)).join('');
  if (way < 0.9) return tokens.toSpliced(index, 1, pick(random, tokens)).join('');
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + (random() < 0.5 ? '' : pick(random, PIECES)) + text.slice(at + 1);
};

/** Expressions as they are written, and with one change or a few. */
export function* randomExprs(random: Random): Generator<string, never> {
  for (;;) {
    let text = pick(random, RIGHT);
    if (random() < 0.15)
      text = `${text} ${pick(random, ['and', 'or', '==', '|', '+', '?'])} ${pick(random, RIGHT)}`;
    while (text !== '' && random() < 0.6) text = spoil(text, random);
    yield text;
  }
}

export const rightExprs = RIGHT;
