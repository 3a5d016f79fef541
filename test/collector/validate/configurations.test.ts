// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { schema } from './schema.ts';

const HEAD = `receivers: { otlp: { protocols: { grpc: } } }
exporters: { debug: }
`;

const PIPELINE = 'service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }\n';

const said = (text: string, env: Readonly<Record<string, string>> = {}): readonly string[] =>
  validateConfiguration([{ name: 'a.yaml', text }], {
    schema,
    env,
    readFile: (path) => {
      if (path === 'part.yaml') return 'verbosity: loud';
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    },
    pathKind: (path) => (path === 'there.pem' ? 'file' : 'missing'),
  }).problems.map(({ severity, place, message }) => `${place.line}:${place.column}: ${severity}: ${message}`);

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['a good configuration', HEAD + PIPELINE, []],
  ['no service', HEAD, ['1:1: error: service: is missing; expected pipelines']],
  [
    'no pipelines',
    `${HEAD}service: { pipelines: {} }`,
    ['3:1: error: service.pipelines: is missing; expected at least one, such as traces'],
  ],
  [
    'a list of components as a text',
    HEAD + PIPELINE.replace('[otlp]', 'otlp'),
    [
      '3:25: error: service.pipelines.traces: has no receivers; expected at least one',
      '3:46: error: service.pipelines.traces.receivers: expected a list of components, found a string',
    ],
  ],
  [
    'an exporter that is not there any more',
    HEAD.replace('debug: ', 'debug: , logging: , loki/a: ') + PIPELINE,
    [
      '2:23: error: exporters.logging: "logging" is not there any more; use the debug exporter',
      '2:34: error: exporters.loki/a: "loki" is not there any more; Loki 3 takes OTLP at /otlp: use the otlphttp exporter',
    ],
  ],
  [
    'a receiver of the name of an exporter that is not there any more',
    HEAD.replace('otlp:', 'logging: , otlp:') + PIPELINE,
    ['1:14: note: receivers.logging: no schema of "logging" for 0.155.0, so its keys are not checked'],
  ],
  [
    'a component without a name',
    HEAD.replace('debug: ', 'debug: , ~: ') + PIPELINE,
    ['2:23: error: exporters: "<nil>" is not accepted; expected type or type/name'],
  ],
  [
    'spaces in the name of a component, which is then what it is by default',
    HEAD.replace('debug: ', '"debug ": { verbosity: nonsense }') + PIPELINE,
    [
      '2:14: warning: exporters: "debug " has spaces, and the Collector reads nothing of what it says and takes the defaults; write "debug"',
    ],
  ],
  [
    'an object of Kubernetes',
    `apiVersion: v1\nkind: ConfigMap\n${HEAD}${PIPELINE}`,
    [
      '1:1: error: "apiVersion" is not known; this is an object of Kubernetes; expected a configuration on lines of its own, in spec.config of an OpenTelemetryCollector or in data of a ConfigMap',
      '2:1: error: "kind" is not known; known: receivers, processors, exporters, connectors, extensions, service',
    ],
  ],
  [
    'an error for want of a variable names it',
    HEAD.replace('debug: ', 'debug: , otlp_http: { endpoint: "${env:GONE}" }') +
      PIPELINE.replace('[debug]', '[debug, otlp_http]'),
    [
      '2:36: error: exporters.otlp_http.endpoint: is missing; expected a URL, or one for each signal (${env:GONE} is not set here)',
      '2:46: warning: ${env:GONE}: the variable GONE is not set, so this is empty; set it, or give a default: ${env:GONE:-default}',
    ],
  ],
  [
    'a part of the health check with nothing in it',
    `${HEAD}extensions: { healthcheckv2: { use_v2: true, http: } }\n${PIPELINE.replace('{ pipe', '{ extensions: [healthcheckv2], pipe')}`,
    [],
  ],
  [
    'a signal that is none',
    HEAD + PIPELINE.replace('traces', 'trace'),
    ['3:25: error: service.pipelines.trace: no signal of this name; did you mean "traces"?'],
  ],
  [
    'a pipeline without exporters',
    HEAD + PIPELINE.replace('[debug]', '[]'),
    ['3:25: error: service.pipelines.traces: has no exporters; expected at least one'],
  ],
  [
    'a signal that a component does not support',
    HEAD.replace('debug: }', 'debug: , prometheus: { endpoint: "a:1" } }') +
      PIPELINE.replace('[debug]', '[prometheus]'),
    [
      '3:66: error: service.pipelines.traces.exporters: "prometheus" does not support traces; it supports metrics',
    ],
  ],
  [
    'a connector with one side',
    `${HEAD}connectors: { forward: }\n${PIPELINE.replace('[debug]', '[forward]')}`,
    ['3:15: error: connectors.forward: is exporter of traces and receiver of no pipeline'],
  ],
  [
    'pipelines that a connector names and that do not receive from it',
    `${HEAD}connectors: { routing: { default_pipelines: [traces/out], table: [{ condition: 'attributes["a"] == "b"', pipelines: [traces/in, traces/ou] }] } }
service: { pipelines: { traces/in: { receivers: [otlp], exporters: [routing] }, traces/out: { receivers: [routing], exporters: [debug] }, logs/in: { receivers: [otlp], exporters: [debug] } } }`,
    [
      '3:15: note: connectors.routing: checked with the schema of 0.145.0',
      '3:118: error: connectors.routing.table[0].pipelines[0]: "traces/in" does not receive from routing; did you mean "traces/out"?',
      '3:129: error: connectors.routing.table[0].pipelines[1]: "traces/ou" does not receive from routing; did you mean "traces/out"?',
    ],
  ],
  [
    'pipelines that feed each other',
    `${HEAD}connectors: { forward: }\n${PIPELINE.replace('[otlp]', '[otlp, forward]').replace('[debug]', '[debug, forward]')}`,
    ['4:25: error: service.pipelines.traces: feeds itself through connectors: traces -> traces'],
  ],
  [
    'a deprecated name',
    HEAD.replace('debug:', 'otlp: { endpoint: "a:1" }') + PIPELINE.replace('[debug]', '[otlp]'),
    ['2:14: warning: exporters.otlp: "otlp" is deprecated; it is called "otlp_grpc"'],
  ],
  [
    'two listeners on one port',
    `extensions: { pprof: { endpoint: "0.0.0.0:4317" } }\n${HEAD}${PIPELINE.replace('{ pipelines', '{ extensions: [pprof], pipelines')}`,
    [
      '1:24: error: extensions.pprof.endpoint: port 4317 is taken by receivers.otlp.protocols.grpc.endpoint, a.yaml:2:35',
    ],
  ],
  [
    "the port of the Collector's own metrics",
    HEAD.replace('grpc: }', 'grpc: { endpoint: "127.0.0.1:8888" } }') + PIPELINE,
    [
      '1:43: error: receivers.otlp.protocols.grpc.endpoint: port 8888 is taken by service.telemetry.metrics.readers[0].pull.exporter.prometheus.port, a.yaml:3:1',
    ],
  ],
  [
    'storage that no extension provides',
    HEAD.replace('debug:', 'otlp_grpc: { endpoint: "a:1", sending_queue: { storage: file_storage } }') +
      PIPELINE.replace('[debug]', '[otlp_grpc]'),
    [
      '2:70: error: exporters.otlp_grpc.sending_queue.storage: "file_storage" is no extension that is started; started: none',
    ],
  ],
  [
    'authentication by what is no authentication',
    `extensions: { pprof: }\n${HEAD.replace('grpc: }', 'grpc: { auth: { authenticator: pprof } } }')}${PIPELINE.replace('{ pipelines', '{ extensions: [pprof], pipelines')}`,
    [
      '2:66: error: receivers.otlp.protocols.grpc.auth.authenticator: "pprof" does not do this; expected one of basicauth, bearertokenauth, headers_setter, oauth2client, oidc, sigv4auth',
    ],
  ],
  [
    'files that are not there',
    HEAD.replace('grpc: }', 'grpc: { tls: { cert_file: there.pem, key_file: gone.pem } } }') + PIPELINE,
    ['1:72: warning: receivers.otlp.protocols.grpc.tls.key_file: "gone.pem" does not exist here'],
  ],
  [
    'keys that a component leaves aside',
    `${HEAD}connectors: { count: { span: {} } }\n${PIPELINE}`,
    ['3:24: warning: connectors.count: "span" is ignored; did you mean "spans"?'],
  ],
  [
    'a value from a file',
    HEAD.replace('debug:', 'debug: "${file:part.yaml}"') + PIPELINE,
    [
      '2:21: error: exporters.debug.verbosity: "loud" is not accepted; expected one of none, basic, normal, detailed (from part.yaml:1:12)',
    ],
  ],
  [
    'a file that cannot be read',
    HEAD.replace('debug:', 'debug: "${file:gone.yaml}"') + PIPELINE,
    ['2:21: error: ${file:gone.yaml}: cannot be read (ENOENT)'],
  ],
  [
    'a scheme that is none',
    HEAD.replace('debug:', 'debug: { verbosity: "${vault:a}" }') + PIPELINE,
    ['2:34: error: ${vault:a}: scheme "vault" is not supported; supported: env, file, http, https, yaml'],
  ],
];

test.each(CASES)('%s', (_, text, expected) => expect(said(text)).toEqual(expected));

describe('the shipped configurations are without fault', () => {
  const folder = join(import.meta.dirname, '../../../collector');
  const read = (name: string) => ({ name, text: readFileSync(join(folder, name), 'utf8') });
  const presets = readdirSync(join(folder, 'sampling')).map((name) => `sampling/${name}`);
  test.each([[[]], ...presets.map((preset) => [[preset]])])(
    'collector.yaml %s',
    (over: readonly string[]) => {
      const files = ['collector.yaml', 'redaction.yaml', ...over].map(read);
      const { problems } = validateConfiguration(files, {
        schema,
        env: {},
        readFile: () => '',
        unknownComponents: 'error',
      });
      expect(problems).toEqual([]);
    },
  );

  test('without its redaction, collector.yaml does not start', () => {
    const { problems } = validateConfiguration([read('collector.yaml')], {
      schema,
      env: {},
      readFile: () => '',
    });
    expect(new Set(problems.map(({ id }) => id))).toEqual(new Set(['dangling-reference']));
  });
});
