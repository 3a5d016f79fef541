// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { expect, test } from '@jest/globals';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { placeText } from '../../../src/collector/document/node.ts';
import { lintLoaded } from '../../../src/collector/lint/lint.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { schema } from '../ottl/table.ts';

const FILES: Readonly<Record<string, string>> = {
  'receivers.yaml': '# of all teams\notlp:\n  protocols:\n    grpcc: {}\n',
  'debug.yaml': '\nverbosity: detailed\n',
  'nested.yaml': 'a: 1\ndebug: ${file:debug-loud.yaml}\n',
  'debug-loud.yaml': 'verbosity: loud\n',
  'broken.yaml': 'verbosity: basic\n  sampling_initial: [\n',
  'transform.yaml': '- set(span.nam, "x")\n',
};

const options = {
  schema,
  env: {},
  readFile: (path: string): string => {
    const found = FILES[path];
    if (found === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    return found;
  },
};

const REST = `
service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
`;

const errorsIn = (text: string): readonly string[] =>
  validateConfiguration([{ name: 'main.yaml', text }], options)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ place, message }) => placeText(place, message));

test.each([
  [
    'a key that is not known',
    'receivers: ${file:receivers.yaml}\nexporters: { debug: {} }',
    /^main\.yaml:1:12: .*grpcc.* \(from receivers\.yaml:4:5\)$/,
  ],
  [
    'a value, in a file that a file includes',
    'receivers: { otlp: { protocols: { grpc: {} } } }\nexporters: ${file:nested.yaml}',
    /^main\.yaml:2:12: .*loud.* \(from debug-loud\.yaml:1:12\)$/,
  ],
  [
    'what is no YAML, and so a text',
    'receivers: { otlp: { protocols: { grpc: {} } } }\nexporters: { debug: "${file:broken.yaml}" }',
    /^main\.yaml:2:21: .* \(from broken\.yaml:\d:\d+\)$/,
  ],
  [
    'a statement',
    'receivers: { otlp: { protocols: { grpc: {} } } }\nexporters: { debug: {} }\nprocessors: { transform: { trace_statements: "${file:transform.yaml}" } }',
    /^main\.yaml:3:46: .*"span" has no "nam".* \(from transform\.yaml:1:3\)$/,
  ],
])('%s is told with its place in the included file', (_, text, expected) => {
  expect(errorsIn(text + REST)).toContainEqual(expect.stringMatching(expected));
});

test('nothing is added to what is written in the file itself, or is a variable', () => {
  const text =
    'receivers: { otlp: { protocols: { grpc: {} } } }\nexporters: { debug: { verbosity: "${env:V:-loud}" } }';
  const errors = errorsIn(text + REST);
  expect(errors).toHaveLength(1);
  expect(errors[0]).not.toContain('(from');
});

test('a finding of lint has it too, and its place has nothing else', () => {
  const sources = [
    {
      name: 'main.yaml',
      text: `receivers: { otlp: {} }\nexporters: { debug: "\${file:debug.yaml}" }${REST}`,
    },
  ];
  const found = lintLoaded(loadConfiguration(sources, options), sources, {
    schema,
    only: ['debug-exporter-detailed'],
  });
  expect(found).toMatchObject([
    { message: expect.stringContaining('(from debug.yaml:2:1)'), place: { file: 'main.yaml', line: 2 } },
  ]);
  expect(found.map(({ place }) => Object.keys(place).toSorted())).toEqual([['column', 'file', 'line']]);
});
