// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { describe, expect, test } from '@jest/globals';
import { placeText } from '../../../src/collector/document/node.ts';
import { readYaml } from '../../../src/collector/document/read.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { schema } from '../validate/schema.ts';

const firstProblem = (text: string, env: Readonly<Record<string, string>> = {}): string => {
  const { problems } = validateConfiguration([{ name: 'a.yaml', text }], { schema, env, readFile: () => '' });
  const [first] = problems;
  return first ? placeText(first.place, first.message) : '';
};

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 9 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array(10).fill(`*a${index}`)}]`,
  ),
].join('\n');

const CASES: readonly (readonly [string, string, string])[] = [
  ['an empty file', '', 'a.yaml:1:1: the configuration is empty; expected receivers, exporters and service'],
  [
    'comments alone',
    '# nothing\n',
    'a.yaml:1:1: the configuration is empty; expected receivers, exporters and service',
  ],
  ['a list', '[1]', 'a.yaml:1:1: expected a map with receivers, exporters and service, found a list'],
  ['a text', 'hello', 'a.yaml:1:1: expected a map with receivers, exporters and service, found a string'],
  ['tabs', 'receivers:\n\totlp:\n', 'a.yaml:2:1: a tab is no indentation; expected spaces'],
  ['a key twice', 'receivers:\n  otlp:\n  otlp:\n', 'a.yaml:3:3: "otlp" is there twice in one map'],
  ['an alias of nothing', 'a: *b\n', 'a.yaml:1:4: *b refers to nothing; expected &b before it'],
  ['an alias that holds itself', 'a: &a { b: *a }\n', 'a.yaml:1:12: *a contains itself'],
  ['aliases that multiply', bomb, 'a.yaml:1:13: more of it comes from aliases than the Collector accepts'],
  [
    'deep nesting',
    `a: ${'['.repeat(300)}${']'.repeat(300)}`,
    'a.yaml:1:203: nested more than 200 levels deep',
  ],
  ['a bracket that is not closed', 'receivers: [', 'a.yaml:1:12: ] is missing at the end'],
  [
    'a date',
    'receivers: { otlp: 2026-01-01 }',
    'a.yaml:1:20: 2026-01-01 is read as a date, which is not accepted; put quotes around it',
  ],
];

describe('bad input is said with its place', () => {
  test.each(CASES)('%s', (_, text, expected) => expect(firstProblem(text)).toBe(expected));
});

test('the Collector reads one document, and what follows is told', () => {
  const { node, problems } = readYaml('a: 1\n---\nb: [\n', 'a.yaml');
  expect(node).toMatchObject({ kind: 'map', entries: new Map([['a', expect.anything()]]) });
  expect(problems).toMatchObject([
    {
      severity: 'warning',
      place: { line: 2, column: 1 },
      message: 'the Collector reads one document, and nothing of what follows here',
    },
  ]);
});

test('what else is no YAML further below is told as well', () => {
  const { problems } = readYaml('a:\n\tb: c\nd:\n\te: f\n', 'a.yaml');
  expect(problems.map(({ place }) => place.line)).toEqual([2, 4]);
});

test('a date is a text where the Prometheus receiver writes it again', () => {
  const text = (id: string): string =>
    `receivers: { ${id}: { config: { scrape_configs: [{ job_name: 2026-01-01 }] } } }`;
  expect(readYaml(text('prometheus/a'), 'a.yaml').problems).toEqual([]);
  expect(readYaml(text('otlp'), 'a.yaml').problems).toHaveLength(1);
});

test('a merge key is followed, and its values keep the place where they are written', () => {
  const text = 'receivers:\n  otlp: &a\n    protocols: { grpc: { endpoint: 5 } }\n  otlp/b: { <<: *a }\n';
  const { problems } = validateConfiguration([{ name: 'a.yaml', text }], {
    schema,
    env: {},
    readFile: () => '',
  });
  const typed = problems.filter(({ id }) => id === 'type').map(({ place, path }) => [path[1], place.line]);
  expect(typed).toEqual([
    ['otlp', 3],
    ['otlp/b', 3],
  ]);
});

/** Generous: these take milliseconds, or minutes where something is looked for again and again. */
const TIMEOUT_MILLIS = 30_000;

test.each([
  ['nesting that the parser does not survive', `a: ${'['.repeat(50_000)}`, {}],
  [
    'many keys in one map',
    `receivers: { otlp: { ${Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join(', ')} } }`,
    {},
  ],
  ['many references that are not closed', `receivers: "${'${env:A'.repeat(100_000)}"`, {}],
  ['a variable that holds itself', 'receivers: ${env:SELF}', { SELF: '${env:SELF}' }],
  [
    'variables that multiply',
    'receivers: ${env:A}',
    { A: '${env:B}${env:B}${env:B}', B: 'x'.repeat(500_000) },
  ],
])(
  '%s ends soon, with a problem',
  (_, text, env) => expect(firstProblem(text, env)).toMatch(/^a\.yaml:\d+:\d+: ./),
  TIMEOUT_MILLIS,
);
