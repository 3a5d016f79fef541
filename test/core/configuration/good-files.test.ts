// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseConfiguration } from '../../../src/core/configuration/parse-configuration.ts';
import type { ConfigurationPlan } from '../../../src/core/configuration/plan.ts';

const NO_LIMIT_MILLIS = 2 ** 31 - 1;

const parse = (text: string, env: Readonly<Record<string, string>> = {}) => {
  const { plan, faults, warnings } = parseConfiguration(text, {
    env,
    instrumentations: ['express', 'http', 'pg'],
  });
  return {
    plan: plan as ConfigurationPlan,
    faults,
    warnings: warnings.map(({ line, column, message }) => `${line}:${column}: ${message}`),
  };
};

describe('a file with everything', () => {
  const { plan, faults, warnings } = parse(
    readFileSync(join(import.meta.dirname, 'everything.yaml'), 'utf8'),
    { OTEL_SERVICE_NAME: 'not-this' },
  );

  test('is good', () => expect(faults).toEqual([]));

  test('sets the settings of the service', () => {
    expect(plan.settings).toEqual({
      sdkDisabled: false,
      logLevel: 'debug',
      attributeValueLengthLimit: 300,
      attributeCountLimit: 30,
      resourceDetectors: ['host', 'os', 'process', 'container', 'serviceinstance'],
      resourceAttributes: {},
      serviceName: undefined,
      propagators: ['baggage', 'tracecontext'],
      spanAttributeValueLengthLimit: 200,
      spanAttributeCountLimit: 20,
      spanEventCountLimit: 1,
      spanLinkCountLimit: 2,
      eventAttributeCountLimit: 3,
      linkAttributeCountLimit: 4,
      logRecordAttributeValueLengthLimit: 100,
      logRecordAttributeCountLimit: 10,
      disabledInstrumentations: ['express'],
      sampling: 'staging',
      shutdownTimeoutMillis: 750,
      live: true,
    });
  });

  test('sets those of each exporter of spans', () => {
    expect(plan.traces).toEqual([
      {
        tracesExporter: ['otlp'],
        otlpTracesEndpoint: 'https://traces.example/v1/traces',
        otlpTracesProtocol: 'http/json',
        otlpTracesHeaders: { 'x-key': 'hunter2', 'x-more': '1' },
        otlpTracesTimeoutMillis: 1500,
        otlpTracesCompression: 'gzip',
        otlpTracesCertificate: 'ca.pem',
        otlpTracesClientKey: 'key.pem',
        otlpTracesClientCertificate: 'cert.pem',
        bspScheduleDelayMillis: 100,
        bspExportTimeoutMillis: NO_LIMIT_MILLIS,
        bspMaxQueueSize: 64,
        bspMaxExportBatchSize: 16,
      },
      {
        tracesExporter: ['otlp'],
        otlpTracesEndpoint: 'collector:4317',
        otlpTracesProtocol: 'grpc',
        otlpTracesHeaders: {},
        otlpTracesInsecure: true,
        bspScheduleDelayMillis: 0,
        bspMaxExportBatchSize: 1,
      },
      { tracesExporter: ['console'], bspScheduleDelayMillis: 0, bspMaxExportBatchSize: 1 },
    ]);
  });

  test('sets the readers of metrics', () => {
    expect(plan.metrics).toEqual([
      {
        settings: {
          metricsExporter: ['otlp'],
          otlpMetricsEndpoint: 'https://metrics.example/v1/metrics',
          otlpMetricsProtocol: 'http/protobuf',
          otlpMetricsHeaders: {},
          temporalityPreference: 'lowmemory',
          histogramAggregation: 'base2_exponential_bucket_histogram',
          metricExportIntervalMillis: 2000,
          metricExportTimeoutMillis: 1000,
        },
        cardinalityLimits: { default: 50, observable_counter: 7 },
        maxExportBatchSize: 500,
      },
      { settings: { metricsExporter: ['console'], temporalityPreference: 'delta' } },
      {
        settings: {
          metricsExporter: ['prometheus'],
          prometheusExporterHost: '127.0.0.1',
          prometheusExporterPort: 9999,
        },
        prometheus: {
          withoutScopeInfo: true,
          withoutTargetInfo: true,
          resourceLabels: { included: ['service.*'] },
        },
      },
    ]);
  });

  test('has its views', () => {
    expect(plan.views).toEqual([
      {
        instrumentName: 'http.server.request.duration',
        instrumentType: 'histogram',
        instrumentUnit: 's',
        meterName: 'http',
        meterVersion: '1.0.0',
        meterSchemaUrl: 'https://opentelemetry.io/schemas/1.30.0',
        name: 'requests',
        description: 'how long',
        aggregation: { kind: 'explicit-buckets', boundaries: [0.1, 1, 10], recordMinMax: false },
        cardinalityLimit: 9,
        attributeKeys: { included: ['http.*'], excluded: ['http.request.body*'] },
      },
      { instrumentType: 'up_down_counter', aggregation: { kind: 'drop' } },
      {
        meterName: 'a',
        aggregation: { kind: 'exponential-buckets', maxSize: 80, recordMinMax: true },
      },
    ]);
  });

  test('has its sampler', () => {
    const on = { kind: 'ratio', ratio: 1 };
    expect(plan.sampler).toEqual({
      kind: 'parent-based',
      root: {
        kind: 'composite',
        node: {
          kind: 'rules',
          rules: [
            {
              attributeValues: { key: 'http.route', values: ['/live', '/ready'] },
              sampler: { kind: 'ratio', ratio: 0 },
            },
            {
              attributePatterns: { key: 'url.path', included: ['/api/*'], excluded: ['/api/old/*'] },
              spanKinds: ['server'],
              parents: ['none', 'remote'],
              sampler: { kind: 'parent-threshold', root: { kind: 'ratio', ratio: 0.5 } },
            },
            { sampler: on },
          ],
        },
      },
      remoteParentSampled: { kind: 'always-on' },
      remoteParentNotSampled: { kind: 'ratio', ratio: 0.01 },
      localParentSampled: on,
      localParentNotSampled: {
        kind: 'jaeger-remote',
        choice: {
          kind: 'jaeger-remote',
          endpoint: 'http://jaeger:5778',
          pollingIntervalMillis: 5000,
          initialRatio: 0.001,
        },
      },
    });
  });

  test('has its log records, its loggers and its resource', () => {
    expect(plan.logs).toEqual([
      {
        logsExporter: ['otlp'],
        otlpLogsProtocol: 'http/protobuf',
        otlpLogsHeaders: {},
        blrpScheduleDelayMillis: 0,
      },
    ]);
    expect(plan.loggers).toEqual({
      fallback: { enabled: true, minimumSeverity: 9, traceBased: false },
      rules: [{ name: 'audit', rule: { enabled: true, minimumSeverity: 14, traceBased: true } }],
    });
    expect(plan.resource).toEqual({
      attributes: {
        'service.version': '2.0.0',
        'service.name': 'shop',
        'is.good': true,
        'shelf.count': 12,
        load: 0.5,
        colours: ['red', 'blue'],
        doors: [true, false],
        floors: [1, 2],
        shares: [0.25, 1],
      },
      detected: { included: ['process.*', 'host.*'], excluded: ['process.pid'] },
      schemaUrl: 'https://opentelemetry.io/schemas/1.30.0',
    });
  });

  test('says what has no effect here, and where', () => {
    expect(warnings).toEqual([
      '33:7: propagator.composite[1].ottrace: OpenTracing headers are not supported; it has no effect',
      '34:19: propagator.composite_list: "lightstep" is not known; known: tracecontext, baggage, b3, b3multi, jaeger, xray; it has no effect',
      '58:26: tracer_provider.processors[1].simple.exporter.otlp_grpc.compression: "zstd" is not supported, only none and gzip; none is used',
      '65:13: tracer_provider.processors[3].batch.exporter.otlp_file/development: export to files is not supported; it has no effect',
      '93:11: tracer_provider.sampler.parent_based.local_parent_not_sampled.jaeger_remote/development.initial_sampler: only a share of all traces is supported here; 0.001 is used',
      '97:5: tracer_provider.tracer_configurator/development: single tracers cannot be switched off; it has no effect',
      '113:11: meter_provider.readers[0].periodic.producers: metric producers are not supported; it has no effect',
      '125:35: meter_provider.readers[2].pull.exporter.prometheus/development.translation_strategy: only underscore_escaping_with_suffixes is supported; it is used',
      '144:68: meter_provider.views[2].stream.aggregation.base2_exponential_bucket_histogram: max_scale is always 20',
      '145:20: meter_provider.exemplar_filter: exemplars are not supported; none are recorded',
      '147:5: meter_provider.meter_configurator/development: single meters cannot be switched off; a view with "drop" can do it; it has no effect',
      '155:7: logger_provider.processors[1].event_to_span_event_bridge/development: the bridge from events to span events is not supported; it has no effect',
      '165:5: instrumentation/development.general: options of all languages are not supported; it has no effect',
      '176:3: distribution: the key "other" is not known; known: binnacle; it has no effect',
    ]);
  });
});

interface Case {
  readonly what: string;
  readonly yaml: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly plan: object;
  readonly warnings?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'the least: nothing is wanted',
    yaml: 'file_format: "1.0"',
    plan: {
      fileFormat: '1.0',
      settings: { sdkDisabled: false, propagators: ['none'], resourceDetectors: ['none'] },
      traces: [],
      metrics: [],
      logs: [],
      sampler: undefined,
    },
  },
  {
    what: 'a version that a variable brings',
    yaml: 'file_format: ${FORMAT}\ndisabled: ${OFF:-false}',
    env: { FORMAT: '1.0', OFF: 'true' },
    plan: { fileFormat: '1.0', settings: { sdkDisabled: true } },
  },
  {
    what: 'keys without a value are as if they were not there',
    yaml: 'file_format: "1.1"\ndisabled:\nlog_level: ${LEVEL}\npropagator:\ntracer_provider:\nresource:\n  attributes_list: ${LIST}',
    plan: { traces: [], settings: { sdkDisabled: false, propagators: ['none'] } },
  },
  {
    what: 'a newer minor version',
    yaml: 'file_format: "1.7"',
    plan: { fileFormat: '1.7' },
    warnings: ['1:14: file_format: "1.7" is newer than "1.1"; what is new in it is not known here'],
  },
  {
    what: 'the Prometheus options of 1.0',
    yaml: `file_format: "1.0"
meter_provider:
  readers:
    - pull:
        exporter:
          prometheus/development:
            without_scope_info: true
            without_target_info/development: false
            with_resource_constant_labels: { excluded: [a] }`,
    plan: {
      metrics: [
        {
          prometheus: {
            withoutScopeInfo: true,
            withoutTargetInfo: false,
            resourceLabels: { excluded: ['a'] },
          },
        },
      ],
    },
  },
  {
    what: 'an anchor that is used again',
    yaml: `file_format: "1.1"
tracer_provider:
  processors:
    - batch:
        exporter: &there
          otlp_http: { endpoint: "http://a/v1" }
    - simple: { exporter: *there }`,
    plan: { traces: [{ otlpTracesEndpoint: 'http://a/v1' }, { otlpTracesEndpoint: 'http://a/v1' }] },
  },
  {
    what: 'text that a variable brings and that looks like a number',
    yaml: `file_format: "1.1"
resource:
  attributes:
    - { name: service.name, value: "\${NAME}" }
    - name: build
      value: \${BUILD}
tracer_provider:
  processors:
    - batch: { exporter: { otlp_http: { headers: [{ name: api-key, value: "\${KEY}" }] } } }`,
    env: { NAME: '12', BUILD: '0042', KEY: '1234' },
    plan: {
      resource: { attributes: { 'service.name': '12', build: '0042' } },
      traces: [{ otlpTracesHeaders: { 'api-key': '1234' } }],
    },
  },
  {
    what: 'what the environment says of the resource, where the file asks for it',
    yaml: 'file_format: "1.1"\nresource:\n  detection/development:\n    detectors: [{ env: }, { service: }]',
    env: { OTEL_SERVICE_NAME: 'cart', OTEL_RESOURCE_ATTRIBUTES: 'a=1,b=2' },
    plan: {
      settings: {
        serviceName: 'cart',
        resourceAttributes: { a: '1', b: '2' },
        resourceDetectors: ['serviceinstance'],
      },
    },
  },
  {
    what: 'JSON, which is YAML too',
    yaml: '{"file_format": "1.1", "tracer_provider": {"processors": [{"simple": {"exporter": {"console": {}}}}]}}',
    plan: { traces: [{ tracesExporter: ['console'] }] },
  },
  {
    what: 'a sampler of ours',
    yaml: `file_format: "1.1"
tracer_provider:
  processors: [{ simple: { exporter: { console: } } }]
  sampler: { binnacle_sampling: { preset: production, ratio: 0.2, rules: "GET /health=0" } }`,
    plan: {
      sampler: {
        kind: 'settings',
        settings: {
          sampling: 'production',
          tracesSampler: undefined,
          tracesSamplerArg: 0.2,
          samplingRules: [{ when: { method: ['GET'], path: ['/health'] }, keep: { ratio: 0 } }],
        },
      },
    },
  },
  {
    what: 'a view of many instruments',
    yaml: `file_format: "1.1"
meter_provider:
  readers: [{ periodic: { exporter: { console: } } }]
  views: [{ selector: { instrument_name: "v?js.*" }, stream: { aggregation: { drop: } } }]`,
    plan: { views: [{ instrumentName: 'v?js.*', aggregation: { kind: 'drop' } }] },
    warnings: [
      '4:42: meter_provider.views[0].selector.instrument_name: only one * stands for other characters here; a second one and ? do not',
    ],
  },
  {
    what: 'an instrumentation of somebody else',
    yaml: 'file_format: "1.1"\ninstrumentation/development:\n  js:\n    expres: { enabled: false }',
    plan: { settings: { disabledInstrumentations: [] } },
    warnings: [
      '4:5: instrumentation/development.js: the key "expres" is not known; did you mean "express"? known: express, http, pg; it has no effect',
    ],
  },
];

describe('a good file', () => {
  test.each(CASES)('$what', ({ yaml, env, plan, warnings = [] }) => {
    const parsed = parse(yaml, env);
    expect(parsed.faults).toEqual([]);
    expect(parsed.plan).toMatchObject(plan);
    expect(parsed.warnings).toEqual(warnings);
  });
});
