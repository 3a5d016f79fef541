import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { placeText } from '../../../src/collector/document/node.ts';
import { checkAllOttl } from '../../../src/collector/ottl/check-all.ts';
import { presets } from '../../../src/core/sampling/presets.generated.ts';
import { schema } from './table.ts';

const check = (text: string): readonly string[] => {
  const { node } = loadConfiguration([{ name: 'c.yaml', text }], { env: {}, readFile: () => '' });
  return node
    ? checkAllOttl(node, schema).map(({ place, message }) => placeText(place, message))
    : ['no document'];
};

const folder = join(import.meta.dirname, '../../../collector');

test.each(['collector.yaml', 'redaction.yaml', ...presets.map(({ id }) => `sampling/${id}.yaml`)])(
  '%s is clean',
  async (name) => {
    expect(check(await readFile(join(folder, name), 'utf8'))).toEqual([]);
  },
);

const wrong = (text: string): string => `processors:\n  filter:\n    traces:\n      span:\n${text}`;

describe('the place of a fault is its character in the file, however the string is written', () => {
  test.each([
    ['plain', `        - nam == "a"`, '5:11'],
    ['plain, further right', `        - name == nam`, '5:19'],
    ['in single quotes', `        - 'attributes["it''s"] == nam'`, '5:35'],
    ['in double quotes', `        - "attributes[\\"a\\"] == nam"`, '5:33'],
    ['plain on two lines', `        - name == "a"\n          and nam == nil`, '6:15'],
    ['in double quotes on two lines', `        - "name == nil\n          and nam == nil"`, '6:15'],
    ['literal', `        - |\n          name == "a"\n            and nam == nil\n`, '7:17'],
    [
      'literal with an indicator',
      `        - |2-\n            name == "a"\n          and nam == nil\n`,
      '7:15',
    ],
    ['folded', `        - >-\n          name == "a"\n          and nam == nil\n`, '7:15'],
    [
      'folded with an empty line',
      `        - >-\n          name == "a"\n\n          and nam == nil\n`,
      '8:15',
    ],
    ['with a dollar', `        - attributes["$$a"] == nam`, '5:32'],
    ['with a variable: where the string begins', `        - name == "\${env:A:-x}" and nam == nil`, '5:11'],
  ])('%s', (_, text, place) => {
    const [found = '', ...rest] = check(wrong(text));
    expect(rest).toEqual([]);
    expect(found).toMatch(new RegExp(`^c\\.yaml:${place}: .*"span" has no "nam"`));
  });
});

const transform = (text: string): readonly string[] => check(`processors:\n  transform/a:\n${text}`);

describe('contexts', () => {
  test('are inferred from the most specific path of a group', () => {
    expect(
      transform(
        '    trace_statements: [\'set(resource.attributes["a"], span.name)\', "set(span.name, scope.name)"]',
      ),
    ).toEqual([]);
  });
  test('must be named by the paths', () => {
    expect(transform('    trace_statements: [\'set(attributes["a"], 1)\']')).toEqual([
      expect.stringContaining(
        'c.yaml:3:29: processors.transform/a.trace_statements[0]: the context is not clear',
      ),
    ]);
  });
  test('may be given, and then paths stand alone', () => {
    expect(
      transform(
        '    trace_statements: [{ context: span, conditions: [name == "a"], statements: ["set(name, 1)"] }]',
      ),
    ).toEqual([]);
  });
  test('of another signal are not accepted', () => {
    expect(transform('    trace_statements: [{ context: log, statements: ["set(body, 1)"] }]')).toEqual([
      expect.stringContaining(
        'context "log" is not accepted here; expected one of resource, scope, span, spanevent',
      ),
    ]);
    expect(transform('    trace_statements: ["set(log.body, 1)"]')).toEqual([
      expect.stringContaining(
        'c.yaml:3:29: processors.transform/a.trace_statements[0]: "log" is not a context here',
      ),
    ]);
  });
  test('become less general where a function is only there', () => {
    expect(
      transform('    trace_statements: [\'set(resource.attributes["a"], 1) where IsRootSpan()\']'),
    ).toEqual([]);
    expect(
      transform('    log_statements: [\'set(resource.attributes["a"], 1) where IsRootSpan()\']'),
    ).toEqual([expect.stringContaining('the context is resource, which has no function "IsRootSpan"')]);
  });
});

test('all places are looked at', () => {
  const found = check(`
processors:
  filter:
    log_conditions: [{ conditions: [log.a == 1] }]
    logs: { log_record: [b == 1] }
  tail_sampling:
    policies:
      - { name: a, type: ottl_condition, ottl_condition: { span: [c == 1], spanevent: [d == 1] } }
      - { name: b, type: always_sample, ottl_condition: { span: [not checked] } }
      - name: c
        type: and
        and: { and_sub_policy: [{ name: d, type: ottl_condition, ottl_condition: { span: [e == 1] } }] }
connectors:
  routing:
    table: [{ statement: route() where attributes == }, { condition: 'attributes["a"] == "b"' }]
  count:
    spans: { n: { conditions: [f == 1] } }
  signal_to_metrics:
    spans: [{ name: n, conditions: [g == 1], sum: { value: h }, attributes: [{ keys_expression: i }] }]
  sum:
    spans: { n: { source_attribute: a, conditions: [j == 1] } }
    spanevents: { n: { source_attribute: a, conditions: [k == 1] } }
    metrics: { n: { source_attribute: a, conditions: [l == 1] } }
    datapoints: { n: { source_attribute: a, conditions: [m == 1] } }
    logs: { n: { source_attribute: a, conditions: [n == 1] } }
`);
  expect(found[5]).toContain('connectors.routing.table[0].statement: the end is not expected here');
  expect(found.map((text) => /has no "(\w)"/.exec(text)?.[1] ?? '-').join('')).toBe('abcde-fgihjklmn');
});

test.each([
  [`processors: { filter: { traces: { span: ["\${env:A:-[a, b]}"] } } }`, '1:42'],
  [`connectors: { count: { spans: { n: { conditions: ["\${env:A:-[a, b]}"] } } } }`, '1:51'],
  [`connectors: { sum: { logs: { n: { source_attribute: a, conditions: ["\${env:A:-[a]}"] } } } }`, '1:69'],
  [`connectors: { routing: { table: [{ condition: "\${env:A:-[a, b]}" }] } }`, '1:47'],
])('a variable that looks like a list or a map is a text: %s', (text, place) => {
  expect(check(text)).toEqual([expect.stringMatching(new RegExp(`^c\\.yaml:${place}: `))]);
});

describe('routes of the routing connector', () => {
  const route = (item: string): readonly string[] =>
    check(`connectors:\n  routing:\n    table:\n      - ${item}\n`);
  test.each([
    `{ condition: 'attributes["tenant"] == "a"' }`,
    `{ condition: 'resource.attributes["tenant"] == "a"' }`,
    `{ statement: 'route() where attributes["tenant"] == "a"' }`,
    `{ statement: 'delete_key(attributes, "tenant") where IsMatch(attributes["tenant"], "a.*")' }`,
    `{ context: span, condition: IsRootSpan() and name == "a" }`,
    `{ context: span, condition: 'resource.attributes["a"] == span.name' }`,
    `{ context: metric, condition: type == METRIC_DATA_TYPE_SUM }`,
    `{ context: datapoint, condition: metric.name == "a" }`,
    `{ context: log, condition: severity_number < SEVERITY_NUMBER_WARN }`,
    `{ context: log, statement: route(anything) where body == "a" }`,
    `{ context: request, condition: 'request["X-Tenant"] == "a"' }`,
    `{ context: planet, condition: name == "told by validate" }`,
  ])('%s is accepted', (item) => {
    expect(route(item)).toEqual([]);
  });
  test.each([
    [`{ condition: name == "a" }`, '4:22', '"resource" has no "name"'],
    [
      `{ context: resource, condition: 'span.name == "a"' }`,
      '4:42',
      '"span" is not there in the context resource',
    ],
    [`{ context: span, condition: body == "a" }`, '4:37', '"span" has no "body"'],
    [`{ context: log, condition: IsRootSpan() }`, '4:36', 'function "IsRootSpan" is not known here'],
    [`{ context: log, condition: 'IsMatsh(body, "a")' }`, '4:37', 'did you mean "IsMatch"?'],
    [`{ context: log, condition: IsMatch(body) }`, '4:48', 'takes 2 arguments, found 1'],
    [`{ context: metric, condition: 'HasAttrKeyOnDatapoint("a")' }`, '4:40', 'is not known here'],
    [`{ statement: 'set(attributes["a"], "b")' }`, '4:23', 'function "set" is not known here'],
  ])('%s is not', (item, place, message) => {
    const [found = '', ...rest] = route(item);
    expect(rest).toEqual([]);
    expect(found).toContain(message);
    expect(found).toMatch(new RegExp(`^c\\.yaml:${place}: connectors\\.routing\\.table\\[0\\]`));
  });
});
