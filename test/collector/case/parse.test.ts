import { expect, test } from '@jest/globals';
import { readCases } from '../../../src/collector/case/parse/case-file.ts';

const problemsOf = (text: string): readonly string[] =>
  readCases({ name: 'a.yaml', text: text.replaceAll(MARK, '') }).problems.map(
    ({ place, message }) => `${place.line}:${place.column}: ${message}`,
  );

/** Stands in a text where its problem is. */
const MARK = '§';

const markedPlace = (text: string): string => {
  const before = text.slice(0, text.indexOf(MARK));
  return `${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
};

/** A case with this in the place of its input and expectation. */
const withCase = (rest: string): string =>
  `config: c.yaml\ncases:\n  - name: a\n${rest.replace(/^/gm, '    ')}\n`;

const INPUT = 'input: [{traces: [{name: GET}]}]';

test.each([
  ['an empty file', '', ['1:1: is empty; expected config and cases']],
  [
    'a configuration',
    '# of the Collector\nservice: {}\n',
    ['2:1: is a configuration of the Collector; a file of cases names it with "config"'],
  ],
  ['no cases', 'config: c.yaml\ncases: []\n', ['1:1: there are no cases']],
  [
    'a key that is not known',
    'config: c.yaml\ncase: []\n',
    ['1:1: there are no cases', '2:1: the file: "case" is not known; did you mean "cases"?'],
  ],
])('%s', (_title, text, expected) => {
  expect(problemsOf(text)).toEqual(expected);
});

test.each([
  [
    'broken YAML',
    'cases: [§',
    'Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'no configuration',
    `cases:\n  - §name: a\n    ${INPUT}\n`,
    'config is missing: the file of the configuration, or several of them',
  ],
  ['no input', 'config: c.yaml\ncases:\n  - §name: a\n', 'a case: input is missing'],
  ['no name', `config: c.yaml\ncases:\n  - §${INPUT}\n`, 'a case: name is missing'],
  [
    'one name twice',
    `config: c.yaml\ncases:\n  - {name: a, ${INPUT}}\n  - §{name: a, ${INPUT}}\n`,
    'there are two cases with the name "a"',
  ],
  ['a span without a name', withCase('input: [{traces: [§{kind: server}]}]'), 'a span: name is missing'],
  [
    'a kind that is none',
    withCase('input: [{traces: [{name: a, kind: §servr}]}]'),
    'kind: "servr" is not known; expected one of unspecified, internal, server, client, producer, consumer',
  ],
  [
    'a duration without unit',
    withCase('input: [{traces: [{name: a, duration: §20}]}]'),
    'duration: "20" is no duration; expected one such as 20ms',
  ],
  [
    'a key of a child',
    withCase('input: [{traces: [{name: a, children: [{name: b, §atributes: {}}]}]}]'),
    'traces: "atributes" is not known; did you mean "attributes"?',
  ],
  [
    'attributes that are no map',
    withCase('input: [{logs: [{attributes: §[a]}]}]'),
    'attributes: expected a map, found a list',
  ],
  [
    'a severity that is none',
    withCase('input: [{logs: [{severity: §WARNING}]}]'),
    'severity: "WARNING" is not known; expected one of TRACE, ',
  ],
  [
    'too many copies',
    withCase('input: [{traces: [{name: a, repeat: §20000}]}]'),
    'repeat: expected a whole number from 1 to 10000',
  ],
  [
    'a metric of a type that cannot be written',
    withCase('input: [{metrics: [{name: a, type: §summary}]}]'),
    'type: "summary" is not known; expected one of gauge, sum, histogram',
  ],
  [
    'nothing to send',
    withCase('input: [§{into: otlp}]'),
    'input: nothing to send; expected traces, metrics, logs or file',
  ],
  [
    'a pattern that is none',
    withCase(`${INPUT}\nexpect: {outputs: {a: {traces: {contain: [{name: {§$regex: a}}]}}}}`),
    '"$regex" is no pattern; known: $any, $absent, $match, $glob, $not, $min, $max, $length',
  ],
  [
    'a regular expression that is none',
    withCase(`${INPUT}\nexpect: {outputs: {a: {traces: {contain: [{name: {$match: §"("}}]}}}}`),
    '$match: "(" is no regular expression',
  ],
  [
    'a pattern beside a key',
    withCase(`${INPUT}\nexpect: {outputs: {a: {traces: {contain: [{attributes: {§$any: true, b: 1}}]}}}}`),
    '$any: a pattern stands alone, not beside other keys',
  ],
  [
    'a count that is none',
    withCase(`${INPUT}\nexpect: {outputs: {a: {traces: {count: §some}}}}`),
    'count: expected a whole number, or a map with min and max',
  ],
  [
    'a key of an item that is not known',
    withCase(`${INPUT}\nexpect: {outputs: {a: {traces: {exactly: [{§nam: b}]}}}}`),
    'traces: "nam" is not known; did you mean "name"?',
  ],
  [
    'an empty text that must be nowhere',
    withCase(`${INPUT}\nexpect: {nowhere: [§""]}`),
    'nowhere: an empty text is everywhere',
  ],
  [
    'a wait that is no duration',
    withCase(`${INPUT}\ntiming: {settle: §soon}`),
    'settle: "soon" is no duration; expected one such as 300ms or 2s',
  ],
])('%s', (_title, text, message) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining(`${markedPlace(text)}: ${message}`)]);
});

test('a case has what its file says for all of them, and what it says itself', () => {
  const { cases, problems } = readCases({
    name: 'a.yaml',
    text: `config: [a.yaml, b.yaml]
env: { A: "1", B: 2 }
timing: { keep: true }
cases:
  - name: one
    env: { B: 3 }
    ${INPUT}
  - name: two
    config: c.yaml
    timing: { keep: false, settle: 2s }
    feature_gates: [x, -y]
    ${INPUT}
`,
  });
  expect(problems).toEqual([]);
  expect(
    cases.map(({ config, env, timing, featureGates, expect: own }) => ({
      config: config.map(({ name }) => name),
      env,
      timing,
      featureGates,
      own,
    })),
  ).toEqual([
    {
      config: ['a.yaml', 'b.yaml'],
      env: { A: '1', B: '3' },
      timing: { keep: true },
      featureGates: [],
      own: undefined,
    },
    {
      config: ['c.yaml'],
      env: { A: '1', B: '2' },
      timing: { keep: false, settleMillis: 2000 },
      featureGates: ['x', '-y'],
      own: undefined,
    },
  ]);
});
