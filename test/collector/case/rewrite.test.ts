import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Components, readComponents } from '../../../src/collector/case/rewrite/components.ts';
import { keepReferences } from '../../../src/collector/case/rewrite/keep-references.ts';
import { type Plan, planRun } from '../../../src/collector/case/rewrite/plan.ts';
import { renderRun } from '../../../src/collector/case/rewrite/render.ts';
import { targetsOf } from '../../../src/collector/case/rewrite/targets.ts';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import type { ConfigNode } from '../../../src/collector/document/node.ts';
import { readYaml } from '../../../src/collector/document/read.ts';
import { schema } from '../lint/lint-text.ts';

const COMPONENTS = readComponents(`
buildinfo: { command: otelcol, version: 0.155.0 }
receivers: [{ name: otlp }, { name: prometheus }]
processors: [{ name: batch }, { name: tail_sampling }, { name: transform }]
exporters: [{ name: otlp_http }, { name: debug }]
connectors: [{ name: span_metrics }, { name: forward }]
extensions: [{ name: health_check }, { name: file_storage }, { name: bearertokenauth }]
`) as Components;

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly into?: readonly string[];
  readonly keepsTiming?: boolean;
  readonly components?: Components;
}

const planOf = (
  text: string,
  { env = {}, into = [], keepsTiming = false, components = COMPONENTS }: RunOptions = {},
) => {
  const surroundings = { env, readFile: () => '[batch]' };
  const expanded = loadConfiguration([{ name: 'c.yaml', text }], surroundings).node as ConfigNode;
  const root = keepReferences(readYaml(text, 'c.yaml').node as ConfigNode, expanded);
  const plan = planRun(expanded, { components, schema, into, keepsTiming });
  const rendered = renderRun(root, plan, {
    ports: plan.taps.map((_tap, index) => 5000 + index),
    captureUrl: 'http://127.0.0.1:9',
    folder: '/tmp/x',
    components,
    schema,
  });
  return { plan, rendered, config: parse(rendered) };
};

const FULL = `
receivers:
  otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317, include_metadata: true, tls: { cert_file: x } }, http: } }
  kafka/orders: { topics: [a] }
  prometheus: { config: {} }
processors:
  batch: { timeout: 5s }
  tail_sampling: { decision_wait: 10s, policies: [] }
  transform: { log_statements: ['set(body, "$$1")'] }
  unknown_one: {}
exporters:
  kafka: { brokers: [b] }
  otlp_http/vendor: { endpoint: "https://x", auth: { authenticator: bearertokenauth } }
connectors:
  spanmetrics: {}
extensions:
  health_check: { endpoint: 0.0.0.0:13133 }
  bearertokenauth: { token: t }
  file_storage: { directory: /var/x }
service:
  extensions: [health_check, bearertokenauth, file_storage]
  telemetry: { metrics: { readers: [] } }
  pipelines:
    traces: { receivers: [otlp, kafka/orders], processors: [tail_sampling, batch], exporters: [otlp_http/vendor, spanmetrics, kafka] }
    metrics: { receivers: [spanmetrics], exporters: [kafka] }
    metrics/own: { receivers: [prometheus], exporters: [otlp_http/vendor] }
    logs: { receivers: [otlp], processors: [transform], exporters: [kafka] }
`;

describe('a whole configuration', () => {
  const { config, plan } = planOf(FULL);

  test("every receiver is an OTLP receiver of its own, with the client's metadata if it was asked for", () => {
    expect(config.receivers).toEqual({
      'otlp/case-1': { protocols: { http: { endpoint: '127.0.0.1:5000', include_metadata: true } } },
      'otlp/case-2': { protocols: { http: { endpoint: '127.0.0.1:5001' } } },
      'otlp/case-3': { protocols: { http: { endpoint: '127.0.0.1:5002' } } },
    });
  });

  test('every exporter of every pipeline is a capture', () => {
    expect(plan.captures.map(({ output }) => `${output.pipeline} ${output.exporter}`)).toEqual([
      'traces otlp_http/vendor',
      'traces kafka',
      'metrics kafka',
      'metrics/own otlp_http/vendor',
      'logs kafka',
    ]);
    expect(Object.keys(config.exporters)).toHaveLength(5);
    expect(config.exporters['otlp_http/case-3']).toMatchObject({
      endpoint: 'http://127.0.0.1:9/2',
      sending_queue: { enabled: false },
    });
  });

  test('pipelines are the same, connectors included', () => {
    expect(config.service.pipelines).toEqual({
      traces: {
        receivers: ['otlp/case-1', 'otlp/case-2'],
        processors: ['tail_sampling', 'batch'],
        exporters: ['otlp_http/case-1', 'spanmetrics', 'otlp_http/case-2'],
      },
      metrics: { receivers: ['spanmetrics'], processors: [], exporters: ['otlp_http/case-3'] },
      'metrics/own': { receivers: ['otlp/case-3'], processors: [], exporters: ['otlp_http/case-4'] },
      logs: { receivers: ['otlp/case-1'], processors: ['transform'], exporters: ['otlp_http/case-5'] },
    });
  });

  test('waits are shortened, also those that are not written', () => {
    expect(config.processors.tail_sampling.decision_wait).toBe('1000ms');
    expect(config.processors.batch.timeout).toBe('50ms');
    expect(config.connectors.spanmetrics).toEqual({ metrics_flush_interval: '200ms' });
  });

  test('what is unused and not built in is left out', () => {
    expect(Object.keys(config.processors)).toEqual(['batch', 'tail_sampling', 'transform']);
  });

  test('extensions that have no part in the data are left out, listeners moved', () => {
    expect(config.service.extensions).toEqual(['health_check']);
    expect(config.extensions).toEqual({ health_check: { endpoint: '127.0.0.1:0' } });
  });

  test('a dollar stays escaped', () => {
    expect(config.processors.transform.log_statements).toEqual(['set(body, "$$1")']);
  });
});

const SMALL = (processors: string, more = ''): string =>
  `receivers: { otlp: }\nprocessors: { batch: , tail_sampling: { decision_wait: "\${env:WAIT:-30s}" }${more} }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], processors: ${processors}, exporters: [debug] } } }\n`;

test('timing can be kept', () => {
  const { config, plan } = planOf(SMALL('[tail_sampling, batch]'), {
    keepsTiming: true,
    env: { WAIT: '7s' },
  });
  expect(config.processors.tail_sampling.decision_wait).toBe(['$', '{env:WAIT:-30s}'].join(''));
  expect(plan.waits.map(({ afterMillis }) => afterMillis)).toEqual([7_000, 200]);
});

test('a wait that is shorter stays as it is', () => {
  const { config } = planOf(SMALL('[tail_sampling]'), { env: { WAIT: '500ms' } });
  expect(config.processors.tail_sampling.decision_wait).toContain('env:WAIT');
});

test('a reference that stands for a list is put in', () => {
  const { config } = planOf(SMALL(`"\${file:processors.yaml}"`));
  expect(config.service.pipelines.traces.processors).toEqual(['batch']);
});

test('numbers stay as they are written, and texts texts', () => {
  const { rendered } = planOf(
    SMALL(
      '[batch]',
      ', batch/x: { send_batch_size: 0x10, timeout: "1" , metadata_keys: [yes, "null", 1_000] }',
    ),
  );
  expect(rendered).toContain('send_batch_size: 0x10');
  expect(rendered).toContain('timeout: "1"');
  expect(rendered).toContain('- 1_000');
  expect(rendered).toContain('- "null"');
});

test('storage that something in a pipeline names goes to the folder of the case', () => {
  const { config } = planOf(`receivers: { otlp: }
processors: { tail_sampling: { decision_wait: 1s, storage: file_storage } }
exporters: { debug: }
extensions: { file_storage: { directory: /var/x, compaction: { directory: /var/y, on_start: true } } }
service: { extensions: [file_storage], pipelines: { traces: { receivers: [otlp], processors: [tail_sampling], exporters: [debug] } } }
`);
  expect(config.extensions.file_storage).toEqual({
    directory: '/tmp/x',
    create_directory: true,
    compaction: { directory: '/tmp/x', on_start: true },
  });
});

describe('what cannot run says why', () => {
  const withProcessor = `receivers: { otlp: }\nprocessors: { k8s_attributes: }\nexporters: { debug: }\nservice: { pipelines: { traces: { receivers: [otlp], processors: [k8s_attributes], exporters: [debug] } } }`;
  const without = (kind: 'exporters' | 'receivers'): Components => ({
    ...COMPONENTS,
    types: { ...COMPONENTS.types, [kind]: new Set() },
  });
  test.each([
    [
      'a processor that is not built in',
      withProcessor,
      COMPONENTS,
      'this Collector (0.155.0) lacks processors.k8s_attributes',
    ],
    ['no pipeline', 'receivers: {}', COMPONENTS, 'service.pipelines: there is no pipeline'],
    [
      'profiles',
      'service: { pipelines: { profiles: {} } }',
      COMPONENTS,
      'service.pipelines.profiles: cases have traces, metrics, logs; this pipeline has another signal',
    ],
    [
      'no exporter to capture with',
      SMALL('[]'),
      without('exporters'),
      'this Collector lacks the exporter otlp_http, by which cases put data in and take it out; add it to the builder manifest',
    ],
    [
      'no receiver',
      SMALL('[]'),
      without('receivers'),
      'this Collector lacks the receiver otlp, by which cases put data in and take it out; add it to the builder manifest',
    ],
  ])('%s', (_title, text, components, message) => {
    expect(() => planOf(text, { components })).toThrow(message);
  });
});

describe('where input goes', () => {
  const place = { file: 'a.yaml', line: 3, column: 5 };
  const into = (plan: Plan, signal: 'traces' | 'metrics' | 'logs', ...names: readonly string[]) =>
    targetsOf(
      plan,
      { place, headers: {}, items: {}, into: names.map((name) => ({ name, place })) },
      signal,
    ).map(({ name }) => name);
  const { plan } = planOf(FULL, { into: ['metrics'] });

  test('into every pipeline once, by its OTLP receiver where it has one', () => {
    expect(into(plan, 'traces')).toEqual(['otlp']);
    expect(into(plan, 'metrics')).toEqual(['prometheus']);
    const two = planOf(
      'receivers: { otlp/a: , otlp/b: }\nexporters: { debug: }\nservice: { pipelines: { logs: { receivers: [otlp/a, otlp/b], exporters: [debug] }, logs/2: { receivers: [otlp/b], exporters: [debug] } } }',
    );
    expect(into(two.plan, 'logs')).toEqual(['otlp/a', 'otlp/b']);
  });
  test('into a receiver, or into a pipeline that only a connector feeds', () => {
    expect(into(plan, 'traces', 'kafka/orders')).toEqual(['kafka/orders']);
    expect(into(plan, 'metrics', 'metrics')).toEqual(['metrics']);
    expect(plan.pipelines.find(({ id }) => id === 'metrics')?.receivers).toEqual([
      'spanmetrics',
      'otlp/case-3',
    ]);
  });
  test.each([
    [
      'nothing has that name',
      'logs',
      ['jaeger'],
      'a.yaml:3:5: into: no pipeline has the receiver "jaeger", nor is it one; there are otlp, kafka/orders, metrics, prometheus, traces, metrics/own, logs',
    ],
    [
      'it is in no pipeline of the signal',
      'logs',
      ['kafka/orders'],
      'a.yaml:3:5: into: "kafka/orders" is in no pipeline of logs',
    ],
  ] as const)('%s', (_title, signal, names, message) => {
    expect(() => into(plan, signal, ...names)).toThrow(message);
  });
  test('no pipeline takes the signal', () => {
    expect(() => into(planOf(SMALL('[]')).plan, 'logs')).toThrow('no pipeline with a receiver takes logs');
  });
});
