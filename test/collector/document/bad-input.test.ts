// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { describe, expect, test } from '@jest/globals';
import { placeText } from '../../../src/collector/document/node.ts';
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
  ['tabs', 'receivers:\n\totlp:\n', 'a.yaml:2:1: Tabs are not allowed as indentation'],
  ['a key twice', 'receivers:\n  otlp:\n  otlp:\n', 'a.yaml:3:3: "otlp" is there twice in one map'],
  ['two documents', 'a: 1\n---\nb: 2\n', 'a.yaml:2:1: a second document; expected one'],
  ['an alias of nothing', 'a: *b\n', 'a.yaml:1:1: *b refers to nothing'],
  ['an alias that holds itself', 'a: &a { b: *a }\n', 'a.yaml:1:1: nested more than 200 levels deep'],
  ['aliases that multiply', bomb, 'a.yaml:1:1: more than 1000000 values once aliases are followed'],
  ['deep nesting', `a: ${'['.repeat(300)}${']'.repeat(300)}`, 'a.yaml:1:1: nested more than 200 levels deep'],
  [
    'a bracket that is not closed',
    'receivers: [',
    'a.yaml:1:13: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'a date',
    'receivers: { otlp: 2026-01-01 }',
    'a.yaml:1:20: 2026-01-01 is read as a date, which is not accepted; put quotes around it',
  ],
];

describe('bad input is said with its place', () => {
  test.each(CASES)('%s', (_, text, expected) => expect(firstProblem(text)).toBe(expected));
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
