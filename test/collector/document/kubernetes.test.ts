import { describe, expect, test } from '@jest/globals';
import { findInKubernetes, wholeText } from '../../../src/collector/document/kubernetes.ts';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { toPlain, valueAt } from '../../../src/collector/document/node.ts';

const CONFIGURATION = `receivers:
  otlp:
    protocols:
      grpc:
# of the exporters
exporters:
  debug:
    verbosity: basic
service:
  telemetry:
    resource:
      note: |
        two
          lines
  pipelines:
    traces: { receivers: [otlp], exporters: [debug] }
`;

const indented = (by: number): string => CONFIGURATION.replace(/^(?=.)/gm, ' '.repeat(by));

const configMap = (name: string, header = 'config.yaml: |'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata:\n  readme.txt: hello\n  ${header}\n${indented(4)}`;

const operators = `apiVersion: opentelemetry.io/v1beta1\nkind: OpenTelemetryCollector\nmetadata:\n  name: agent\nspec:\n  mode: daemonset\n  config:\n${indented(4)}`;

const FORMS: readonly (readonly [string, string, string])[] = [
  ['a ConfigMap', configMap('agent'), 'ConfigMap agent, config.yaml'],
  ['with keys behind it', `${configMap('agent')}  z.txt: |\n    x\n`, 'ConfigMap agent, config.yaml'],
  ['without a break at its end', configMap('agent').trimEnd(), 'ConfigMap agent, config.yaml'],
  ['with a comment behind the bar', configMap('agent', 'relay: |- # v2'), 'ConfigMap agent, relay'],
  ['with line ends of Windows', configMap('agent').replaceAll('\n', '\r\n'), 'ConfigMap agent, config.yaml'],
  ['of the operator', operators, 'OpenTelemetryCollector agent'],
  [
    'of the operator, as a text',
    operators.replace('config:\n', 'config: |\n').replace('v1beta1', 'v1alpha1'),
    'OpenTelemetryCollector agent',
  ],
  ['with more of its spec', `${operators}  replicas: 2\n`, 'OpenTelemetryCollector agent'],
  [
    'among other objects',
    `# all\napiVersion: v1\nkind: Service\n---\n${operators}---\napiVersion: v1\nkind: ConfigMap\ndata: { a: b }\n`,
    'OpenTelemetryCollector agent',
  ],
  [
    'in a list of objects',
    `apiVersion: v1\nkind: List\nitems:\n  - ${operators.replaceAll('\n', '\n    ').trimEnd()}\n`,
    'OpenTelemetryCollector agent',
  ],
];

const SURROUNDINGS = { env: {}, readFile: () => '' };

describe.each(FORMS)('%s', (_, text, what) => {
  const found = findInKubernetes({ name: 'a.yaml', text });

  test('is found, and read as it would be alone', () => {
    expect(found?.found).toEqual([what]);
    const { node, problems } = loadConfiguration(found?.source ? [found.source] : [], SURROUNDINGS);
    const alone = loadConfiguration([{ name: 'b.yaml', text: CONFIGURATION }], SURROUNDINGS);
    expect(problems).toEqual([]);
    expect(node && toPlain(node)).toEqual(alone.node && toPlain(alone.node));
  });

  test('its places are those of the file', () => {
    const { node } = loadConfiguration(found?.source ? [found.source] : [], SURROUNDINGS);
    const at = valueAt(node, ['exporters', 'debug', 'verbosity'])?.place;
    const lines = text.split(/\r?\n/);
    const line = lines.findIndex((each) => each.includes('verbosity: basic'));
    expect(at).toEqual({ file: 'a.yaml', line: line + 1, column: (lines[line]?.indexOf('basic') ?? 0) + 1 });
  });

  test('what is changed in it is changed in the file', () => {
    const { source } = found ?? {};
    if (!source) throw new Error('nothing was found');
    expect(wholeText(source)).toBe(text);
    const changed = { ...source, text: source.text.replace('basic', 'detailed\n          x: y') };
    expect(wholeText(changed)).toBe(text.replace('basic', 'detailed\n          x: y'));
  });
});

test.each([
  ['no object', CONFIGURATION, undefined],
  [
    'a template that is no YAML',
    configMap('{{ .Release.Name }}').replace('data:', '{{- if .x }}\ndata:'),
    undefined,
  ],
  ['an object without one', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    b: c\n', []],
  [
    'one that is not on lines of its own',
    `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: ${JSON.stringify(CONFIGURATION)}\n`,
    [],
  ],
  ['a key without a value', 'apiVersion: v1\nkind: OpenTelemetryCollector\nspec:\n  config:\n', []],
  [
    'two',
    `${configMap('agent')}---\n${operators}`,
    ['ConfigMap agent, config.yaml', 'OpenTelemetryCollector agent'],
  ],
])('%s', (_, text, expected) => {
  const found = findInKubernetes({ name: 'a.yaml', text });
  expect(found?.found).toEqual(expected);
  expect(found?.source).toBeUndefined();
});
