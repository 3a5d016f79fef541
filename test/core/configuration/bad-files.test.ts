// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { describe, expect, test } from '@jest/globals';
import { parseConfiguration } from '../../../src/core/configuration/parse-configuration.ts';

const SECRET = 'hunter2-is-secret';

const faultsOf = (yaml: string): readonly string[] => {
  const { plan, faults } = parseConfiguration(yaml, {
    env: { SECRET, MANY: 'many', LIST: 'a,b' },
    instrumentations: ['express', 'http'],
  });
  expect(plan).toBeUndefined();
  return faults.map(({ line, column, message }) => `${line}:${column}: ${message}`);
};

const FORMAT = 'file_format: "1.1"';
/** One processor of spans, whose exporter is the given line. */
const withExporter = (line: string) => `${FORMAT}
tracer_provider:
  processors:
    - batch:
        exporter:
          ${line}`;
const withSampler = (line: string) => `${FORMAT}
tracer_provider:
  processors: [{ simple: { exporter: { console: } } }]
  sampler:
    ${line}`;

const SAMPLERS =
  'always_on, always_off, trace_id_ratio_based, parent_based, probability/development, composite/development, jaeger_remote/development, binnacle_sampling';
const OTLP = 'tracer_provider.processors[0].batch.exporter.otlp_http';

const CASES: readonly (readonly [what: string, yaml: string, faults: readonly string[]])[] = [
  ['nothing', '', ['1:1: expected keys and values, of which file_format is the first']],
  ['a comment', '# later', ['1:1: expected keys and values, of which file_format is the first']],
  ['a list', '- a', ['1:1: expected keys and values, of which file_format is the first']],
  ['a text', 'hello', ['1:1: expected keys and values, of which file_format is the first']],
  ['no version', 'disabled: true', ['1:1: "file_format" is missing; supported: "1.0" and "1.1"']],
  [
    'a version that is a number',
    'file_format: 1.0',
    ['1:14: file_format: expected a version, in quotes; supported: "1.0" and "1.1"'],
  ],
  [
    'a version that is none',
    'file_format: latest',
    ['1:14: file_format: expected a version, supported: "1.0" and "1.1"'],
  ],
  [
    'a version before the first',
    'file_format: "0.4"',
    ['1:14: file_format: "0.4" is not supported; supported: "1.0" and "1.1"'],
  ],
  [
    'a version after the next',
    'file_format: "2.0"',
    ['1:14: file_format: "2.0" is not supported; supported: "1.0" and "1.1"'],
  ],
  ['a key twice', `${FORMAT}\ndisabled: true\ndisabled: true`, ['3:1: Map keys must be unique']],
  ['two documents', `${FORMAT}\n---\n${FORMAT}`, ['2:1: a second document; expected one']],
  ['a tab', `${FORMAT}\nresource:\n\tschema_url: x`, ['3:1: Tabs are not allowed as indentation']],
  [
    'an alias of itself',
    `${FORMAT}\nresource: &a\n  detection/development: *a`,
    [
      '3:3: nested or repeated too often to be a configuration',
      '3:3: resource.detection/development: the key "detection/development" is not known; known: attributes, detectors',
    ],
  ],
  [
    'a reference that is none',
    `${FORMAT}\ndisabled: \${A B}`,
    ['2:11: "${A B}": expected a reference such as ${NAME}, ${env:NAME} or ${NAME:-default}'],
  ],
  [
    'words for a boolean',
    `${FORMAT}\ndisabled: yes`,
    ['2:11: disabled: "yes" is not accepted; expected true or false'],
  ],
  [
    'a variable that is no boolean is not shown',
    `${FORMAT}\ndisabled: \${SECRET}`,
    ['2:11: disabled: "${SECRET}" is not accepted; expected true or false'],
  ],
  [
    'a level',
    `${FORMAT}\nlog_level: warning`,
    [
      '2:12: log_level: "warning" is not known; known: trace, trace2, trace3, trace4, debug, debug2, debug3, debug4, info, info2, info3, info4, warn, warn2, warn3, warn4, error, error2, error3, error4, fatal, fatal2, fatal3, fatal4',
    ],
  ],
  [
    'a limit below nothing',
    `${FORMAT}\nattribute_limits:\n  attribute_count_limit: -1`,
    [
      '3:26: attribute_limits.attribute_count_limit: "-1" is not accepted; expected a whole number, at least 0',
    ],
  ],
  [
    'a misspelt key',
    `${FORMAT}\nattribute_limits:\n  attribute_limit: 1`,
    [
      '3:3: attribute_limits: the key "attribute_limit" is not known; did you mean "attribute_count_limit"? known: attribute_value_length_limit, attribute_count_limit',
    ],
  ],
  [
    'text where keys belong',
    `${FORMAT}\nresource: shop`,
    [
      '2:11: resource: "shop" is not accepted; expected keys and values; keys: attributes, attributes_list, schema_url, detection/development',
    ],
  ],
  [
    'an attribute without a name',
    `${FORMAT}\nresource:\n  attributes:\n    - value: 1\n      type: int`,
    ['4:7: resource.attributes[0]: "name" is missing'],
  ],
  [
    'an attribute without a value',
    `${FORMAT}\nresource:\n  attributes:\n    - name: a`,
    ['4:7: resource.attributes[0]: "value" is missing'],
  ],
  [
    'an attribute of another type',
    `${FORMAT}\nresource:\n  attributes:\n    - { name: a, value: 1 }\n    - { name: b, value: 1.5, type: int }\n    - { name: c, value: [1], type: string_array }\n    - { name: d, value: x, type: bool_array }`,
    [
      '4:25: resource.attributes[0].value: "1" is not accepted; expected a value of type string',
      '5:25: resource.attributes[1].value: "1.5" is not accepted; expected a value of type int',
      '6:25: resource.attributes[2].value: a list is not accepted; expected a value of type string_array',
      '7:25: resource.attributes[3].value: "x" is not accepted; expected a value of type bool_array',
    ],
  ],
  [
    'a list of attributes that is none',
    `${FORMAT}\nresource:\n  attributes_list: ${SECRET}`,
    [
      '3:20: resource.attributes_list: the value is not accepted; expected pairs such as key1=value1,key2=value2, URL-encoded',
    ],
  ],
  [
    'a detector',
    `${FORMAT}\nresource:\n  detection/development:\n    detectors:\n      - hosts:`,
    [
      '5:9: resource.detection/development.detectors[0]: "hosts" is not known; did you mean "host"? known: host, os, process, service, env, container',
    ],
  ],
  [
    'a propagator',
    `${FORMAT}\npropagator:\n  composite: [{ tracecontexts: }]`,
    [
      '3:17: propagator.composite[0]: "tracecontexts" is not known; did you mean "tracecontext"? known: tracecontext, baggage, b3, b3multi, jaeger, ottrace, xray',
    ],
  ],
  [
    'a provider without processors',
    `${FORMAT}\ntracer_provider: {}\nlogger_provider:\n  limits: {}`,
    ['2:18: tracer_provider: "processors" is missing', '4:3: logger_provider: "processors" is missing'],
  ],
  [
    'processors without a value',
    `${FORMAT}\ntracer_provider:\n  processors:`,
    ['3:3: tracer_provider.processors: is empty; expected a value'],
  ],
  [
    'no processors',
    `${FORMAT}\ntracer_provider:\n  processors: []`,
    ['3:15: tracer_provider.processors: the list is empty; expected one entry'],
  ],
  [
    'an empty processor',
    `${FORMAT}\nlogger_provider:\n  processors:\n    -`,
    [
      '4:5: logger_provider.processors[0]: nothing is not accepted; expected one of the keys batch, simple, event_to_span_event_bridge/development',
    ],
  ],
  [
    'two processors in one',
    `${FORMAT}\ntracer_provider:\n  processors:\n    - simple: { exporter: { console: } }\n      batch: { exporter: { console: } }`,
    ['5:7: tracer_provider.processors[0]: "batch" is a second key; expected one of batch, simple'],
  ],
  [
    'a processor without an exporter',
    `${FORMAT}\ntracer_provider:\n  processors:\n    - batch:`,
    ['4:7: tracer_provider.processors[0].batch: "exporter" is missing'],
  ],
  [
    'an exporter',
    withExporter('zipkin:'),
    [
      '6:11: tracer_provider.processors[0].batch.exporter: "zipkin" is not known; known: otlp_http, otlp_grpc, otlp_file/development, console',
    ],
  ],
  [
    'an exporter as a text',
    withExporter('console'),
    ['6:11: tracer_provider.processors[0].batch.exporter: expected keys and values; write "console:"'],
  ],
  [
    'an exporter with options that it has not',
    withExporter('console: { pretty: true }'),
    ['6:22: tracer_provider.processors[0].batch.exporter.console: "pretty" is not known; expected no keys'],
  ],
  [
    'an endpoint',
    withExporter('otlp_http: { endpoint: "collector:4318" }'),
    [
      `6:34: ${OTLP}.endpoint: "collector:4318" is not accepted; expected a URL such as http://localhost:4318`,
    ],
  ],
  [
    'an endpoint with a password is not shown',
    withExporter('otlp_http: { endpoint: "http://jo:hunter2@c" }'),
    [
      `6:34: ${OTLP}.endpoint: "http://[REDACTED:url-password]@c" is not accepted; expected a URL such as http://localhost:4318`,
    ],
  ],
  [
    'an endpoint for gRPC',
    withExporter('otlp_grpc: { endpoint: "a b" }'),
    [
      '6:34: tracer_provider.processors[0].batch.exporter.otlp_grpc.endpoint: "a b" is not accepted; expected a URL or host:port such as http://localhost:4317',
    ],
  ],
  [
    'headers as keys',
    withExporter('otlp_http: { headers: { api-key: hunter2 } }'),
    [`6:33: ${OTLP}.headers: keys and values is not accepted; expected a list`],
  ],
  [
    'a header that is a number is not shown',
    withExporter('otlp_http: { headers: [{ name: k, value: 12345 }] }'),
    [
      `6:52: ${OTLP}.headers[0].value: the value is not accepted; expected text of printable ASCII, in quotes where it looks like a number`,
    ],
  ],
  [
    'a header that no request can carry is not shown',
    withExporter('otlp_http: { headers: [{ name: k, value: "${SECRET}\\n" }] }'),
    [
      `6:52: ${OTLP}.headers[0].value: the value is not accepted; expected text of printable ASCII, in quotes where it looks like a number`,
    ],
  ],
  [
    'a list of headers that is none is not shown',
    withExporter('otlp_http: { headers_list: "${SECRET}" }'),
    [
      `6:38: ${OTLP}.headers_list: the value is not accepted; expected pairs such as key1=value1,key2=value2, URL-encoded, of printable ASCII`,
    ],
  ],
  [
    'a timeout that is a variable',
    withExporter('otlp_http: { timeout: "${MANY}" }'),
    [`6:33: ${OTLP}.timeout: "\${MANY}" is not accepted; expected a whole number from 0 to 2147483647`],
  ],
  [
    'no TLS for HTTP',
    withExporter('otlp_http: { tls: { insecure: true } }'),
    [`6:31: ${OTLP}.tls: the key "insecure" is not known; known: ca_file, key_file, cert_file`],
  ],
  [
    'a sampler as a key',
    withSampler('sometimes:'),
    [`5:5: tracer_provider.sampler: "sometimes" is not known; known: ${SAMPLERS}`],
  ],
  [
    'a sampler as a text',
    `${FORMAT}\ntracer_provider:\n  processors: [{ simple: { exporter: { console: } } }]\n  sampler: sometimes`,
    [`4:12: tracer_provider.sampler: "sometimes" is not known; known: ${SAMPLERS}`],
  ],
  [
    'a misspelt sampler',
    withSampler('parentbased:'),
    [
      `5:5: tracer_provider.sampler: "parentbased" is not known; did you mean "parent_based"? known: ${SAMPLERS}`,
    ],
  ],
  [
    'a share above all',
    withSampler('trace_id_ratio_based: { ratio: 2 }'),
    [
      '5:36: tracer_provider.sampler.trace_id_ratio_based.ratio: "2" is not accepted; expected a number from 0 to 1',
    ],
  ],
  [
    'a preset',
    withSampler('binnacle_sampling: { preset: prodution }'),
    [
      '5:34: tracer_provider.sampler.binnacle_sampling.preset: "prodution" is not accepted; expected one of development, high-volume, production, staging',
    ],
  ],
  [
    'a rule of ours',
    withSampler('binnacle_sampling: { rules: "GET /health=0; sometimes" }'),
    [
      '5:33: tracer_provider.sampler.binnacle_sampling.rules: "sometimes": there is no = and share at its end',
    ],
  ],
  [
    'a sampler in a sampler',
    withSampler(
      'parent_based: { root: { composite/development: { rule_based: { rules: [{ span_kinds: [servr], sampler: { always_on: } }] } } } }',
    ),
    [
      '5:91: tracer_provider.sampler.parent_based.root.composite/development.rule_based.rules[0].span_kinds[0]: "servr" is not known; did you mean "server"? known: internal, server, client, producer, consumer',
    ],
  ],
  [
    'a remote sampler without a place',
    withSampler('jaeger_remote/development: { initial_sampler: { always_on: } }'),
    ['5:32: tracer_provider.sampler.jaeger_remote/development: "endpoint" is missing'],
  ],
  [
    'a key of 1.1 in 1.0',
    'file_format: "1.0"\ntracer_provider:\n  processors: [{ simple: { exporter: { console: } } }]\n  id_generator: { random: }',
    ['4:3: tracer_provider: "id_generator" needs file_format "1.1"'],
  ],
  [
    'a key of 1.0 in 1.1',
    `${FORMAT}\nmeter_provider:\n  readers:\n    - pull: { exporter: { prometheus/development: { without_scope_info: true } } }`,
    [
      '4:53: meter_provider.readers[0].pull.exporter.prometheus/development: "without_scope_info" is "scope_info_enabled" since file_format "1.1"',
    ],
  ],
  [
    'a port',
    `${FORMAT}\nmeter_provider:\n  readers:\n    - pull: { exporter: { prometheus/development: { port: 70000 } } }`,
    [
      '4:59: meter_provider.readers[0].pull.exporter.prometheus/development.port: "70000" is not accepted; expected a whole number from 0 to 65535',
    ],
  ],
  [
    'a temporality',
    `${FORMAT}\nmeter_provider:\n  readers:\n    - periodic: { exporter: { otlp_http: { temporality_preference: lowmemory } } }`,
    [
      '4:68: meter_provider.readers[0].periodic.exporter.otlp_http.temporality_preference: "lowmemory" is not known; did you mean "low_memory"? known: cumulative, delta, low_memory',
    ],
  ],
  [
    'a new name for many instruments',
    `${FORMAT}\nmeter_provider:\n  readers: [{ periodic: { exporter: { console: } } }]\n  views:\n    - selector: { instrument_name: "http.*" }\n      stream: { name: all }`,
    [
      '5:7: meter_provider.views[0]: stream.name needs a selector.instrument_name without * and ?, because one name cannot be that of several instruments',
    ],
  ],
  [
    'boundaries that do not ascend',
    `${FORMAT}\nmeter_provider:\n  readers: [{ periodic: { exporter: { console: } } }]\n  views:\n    - selector: {}\n      stream: { aggregation: { explicit_bucket_histogram: { boundaries: [1, 1] } } }`,
    [
      '6:59: meter_provider.views[0].stream.aggregation.explicit_bucket_histogram: the boundaries must ascend',
    ],
  ],
  [
    'an instrumentation that is no switch',
    `${FORMAT}\ninstrumentation/development:\n  js:\n    http: off`,
    [
      '4:11: instrumentation/development.js.http: "off" is not accepted; expected keys and values; keys: enabled',
    ],
  ],
  [
    'an option of ours',
    `${FORMAT}\ndistribution:\n  binnacle:\n    shutdown_timeout: soon`,
    [
      '4:23: distribution.binnacle.shutdown_timeout: "soon" is not accepted; expected a whole number from 0 to 600000',
    ],
  ],
  [
    'several at once, in the order of the file',
    `${FORMAT}\nlogger_provider:\n  processors:\n    - batch:\n        schedule_delay: soon\n        exporter: { otlp: }\ndisabled: 1\nlog_level: 3`,
    [
      '5:25: logger_provider.processors[0].batch.schedule_delay: "soon" is not accepted; expected a whole number from 0 to 2147483647',
      '6:21: logger_provider.processors[0].batch.exporter: "otlp" is not known; known: otlp_http, otlp_grpc, otlp_file/development, console',
      '7:11: disabled: "1" is not accepted; expected true or false',
      '8:12: log_level: "3" is not accepted; expected text, in quotes where it looks like a number or a boolean',
    ],
  ],
];

describe('a bad file', () => {
  test.each(CASES)('%s', (_what, yaml, faults) => {
    const found = faultsOf(yaml);
    expect(found).toEqual(faults);
    expect(found.join('\n')).not.toContain(SECRET);
  });

  test('aliases of aliases end', () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) => `a${i}: &a${i} [${i ? `*a${i - 1}, *a${i - 1}` : 'x'}]`,
    );
    expect(faultsOf(`${FORMAT}\n${lines.join('\n')}`)).toHaveLength(1);
  });
});
