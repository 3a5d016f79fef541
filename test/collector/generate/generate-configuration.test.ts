// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of the Collector
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { collectorBackends } from '../../../src/collector/generate/find-backend.ts';
import { generateConfiguration } from '../../../src/collector/generate/generate-configuration.ts';
import type { Topology } from '../../../src/collector/generate/topology.ts';

/** The first file of a topology as data; redaction has tests of its own. */
const generated = (topology: Partial<Topology> & Pick<Topology, 'backends'>) => {
  const { files, ...rest } = generateConfiguration({ topology: 'single', redaction: 'none', ...topology });
  return { ...rest, files, config: parse(files[0]?.text ?? ''), text: files[0]?.text ?? '' };
};

test('redaction is a file of its own, which the first one needs', () => {
  const { files, collectors } = generated({ backends: [{ type: 'jaeger' }], redaction: {} });
  expect(files.map(({ role, name }) => [role, name])).toEqual([
    ['collector', 'collector.yaml'],
    ['redaction', 'collector-redaction.yaml'],
  ]);
  expect(collectors[0]?.files).toEqual(['collector.yaml', 'collector-redaction.yaml']);
  const [main, redaction] = files.map(({ text }) => parse(text));
  const [first, ...order] = main.service.pipelines.traces.processors;
  expect(first).toBe('memory_limiter');
  expect(Object.keys(redaction.processors).sort()).toEqual([...order].sort());
});

test('what hashes names its key', () => {
  const { collectors } = generated({
    backends: [{ type: 'jaeger' }],
    redaction: { rules: { email: 'hash' } },
  });
  expect(collectors[0]?.variables.map(({ name }) => name)).toEqual(['BINNACLE_REDACTION_HASH_KEY']);
});

test('80 % of the container’s memory', () => {
  const { config, collectors } = generated({ backends: [{ type: 'debug' }], memoryMib: 1000 });
  expect(config.processors.memory_limiter.limit_mib).toBe(800);
  expect(collectors[0]?.memoryLimitMib).toBe(800);
});

describe('metrics of spans', () => {
  const connectors = (topology: Partial<Topology> & Pick<Topology, 'backends'>) =>
    generated(topology).config.connectors ?? {};

  test('come before sampling', () => {
    const { config } = generated({
      backends: [{ type: 'otlp', endpoint: 'a.example.com:4317' }],
      sampling: 'production',
    });
    const { traces, 'traces/sampled': sampled } = config.service.pipelines;
    expect([traces.exporters, sampled.processors]).toEqual([
      ['span_metrics', 'forward/sampling'],
      ['tail_sampling'],
    ]);
  });
  test('are made in delta sums for those who take no others, and added up for the rest', () => {
    const { config } = generated({ backends: [{ type: 'datadog' }, { type: 'prometheus' }] });
    expect(config.connectors.span_metrics.aggregation_temporality).toBe('AGGREGATION_TEMPORALITY_DELTA');
    expect(config.service.pipelines['metrics/cumulative']).toEqual({
      receivers: ['forward/cumulative'],
      processors: ['deltatocumulative'],
      exporters: ['otlp_http/prometheus'],
    });
  });
  test.each<[string, Partial<Topology> & Pick<Topology, 'backends'>]>([
    ['there is no place for them', { backends: [{ type: 'jaeger' }] }],
    ['nobody wants them', { backends: [{ type: 'debug' }], spanMetrics: false }],
    ['metrics are not among the signals', { backends: [{ type: 'debug' }], signals: ['traces', 'logs'] }],
    ['a gateway makes them', { backends: [{ type: 'debug' }], topology: 'agent' }],
  ])('are not made where %s', (_, topology) => expect(connectors(topology)).toEqual({}));
});

test('without span metrics, sampling comes before redaction, which is the dearer one', () => {
  const { config } = generated({ backends: [{ type: 'jaeger' }], sampling: 'production', redaction: {} });
  expect(config.service.pipelines.traces.processors.slice(0, 2)).toEqual(['memory_limiter', 'tail_sampling']);
});

test('tail-sampling is two layers: whole traces go to one Collector behind', () => {
  const { files } = generated({
    topology: 'tail-sampling',
    backends: [{ type: 'jaeger' }, { type: 'loki' }],
    samplers: { kubernetes: 'samplers.monitoring' },
    listen: { address: '0.0.0.0', tls: { certFile: 'a', keyFile: 'b' }, auth: 'bearer' },
  });
  const [front, behind] = files.map(({ text }) => parse(text));
  expect(front.exporters.load_balancing).toMatchObject({
    routing_key: 'traceID',
    resolver: { k8s: { service: 'samplers.monitoring', ports: [4317] } },
    protocol: { otlp: { tls: { insecure: false }, auth: { authenticator: 'bearertokenauth/senders' } } },
  });
  expect(Object.keys(front.service.pipelines)).toEqual(['traces', 'logs']);
  expect(behind.receivers.otlp.protocols.grpc).toMatchObject({
    endpoint: '0.0.0.0:4317',
    tls: { cert_file: 'a' },
    auth: { authenticator: 'bearertokenauth/senders' },
  });
  expect(behind.receivers.otlp.protocols.http).toBeUndefined();
  expect(behind.service.pipelines).toMatchObject({
    traces: { processors: ['memory_limiter', 'tail_sampling'] },
  });
});

describe('vendors have the addresses and headers that the SDK has', () => {
  test.each<[string, object]>([
    [
      'datadog',
      {
        'otlp_http/datadog': {
          endpoint: 'https://otlp.${env:DD_SITE:-datadoghq.com}',
          headers: { 'dd-api-key': '${env:DD_API_KEY}' },
        },
      },
    ],
    [
      'grafana-cloud',
      {
        'otlp_http/grafana-cloud': {
          endpoint: '${env:GRAFANA_CLOUD_OTLP_ENDPOINT}',
          auth: { authenticator: 'basicauth/grafana-cloud' },
        },
      },
    ],
    [
      'sentry',
      {
        'otlp_http/sentry': {
          endpoint: 'https://${env:SENTRY_HOST}/api/${env:SENTRY_PROJECT}/integration/otlp',
          headers: { 'x-sentry-auth': 'sentry sentry_key=${env:SENTRY_KEY}' },
        },
      },
    ],
    [
      'axiom',
      {
        'otlp_http/axiom-traces-logs': { headers: { 'x-axiom-dataset': '${env:AXIOM_DATASET}' } },
        'otlp_http/axiom-metrics': { headers: { 'x-axiom-metrics-dataset': '${env:AXIOM_METRICS_DATASET}' } },
      },
    ],
    [
      'splunk',
      {
        'otlp_http/splunk': {
          metrics_endpoint: 'https://ingest.${env:SPLUNK_REALM}.signalfx.com/v2/datapoint/otlp',
        },
      },
    ],
    ['newrelic', { 'otlp_http/newrelic': { endpoint: 'https://otlp.nr-data.net' } }],
  ])('%s', (type, exporters) => {
    expect(generated({ backends: [{ type }] }).config.exporters).toMatchObject(exporters);
  });

  test('by region', () => {
    const { config } = generated({ backends: [{ type: 'newrelic', region: 'eu' }] });
    expect(config.exporters['otlp_http/newrelic'].endpoint).toBe('https://otlp.eu01.nr-data.net');
  });

  test('a tenant has secrets of its own', () => {
    const { collectors } = generated({
      backends: [{ type: 'datadog' }],
      tenants: { attribute: 'tenant.id', tenants: [{ id: 'a' }, { id: 'b-c' }] },
    });
    expect(collectors[0]?.variables.map(({ name }) => name)).toEqual(['DD_API_KEY_A', 'DD_API_KEY_B_C']);
  });
});

test.each(collectorBackends.map(({ id, title, source }) => [id, title, source]))(
  '%s says what it is and where that is written',
  (_, title, source) => {
    expect(title).not.toBe('');
    expect(source).toMatch(/^https:\/\//);
  },
);

test('metrics of pages keep the attribute that tells tenants apart', () => {
  const { files } = generateConfiguration({
    topology: 'single',
    backends: [{ type: 'prometheus' }, { type: 'file' }],
    redaction: 'none',
    browsers: { origins: ['https://shop.example'] },
    tenants: { attribute: 'tenant.id', otherwise: 'a', tenants: [{ id: 'a' }, { id: 'b' }] },
  });
  const { connectors, service } = parse(files[0]?.text ?? '');
  for (const metric of connectors['signal_to_metrics/browsers'].logs)
    expect(metric.include_resource_attributes).toContainEqual({ key: 'tenant.id', optional: true });
  expect(service.pipelines['metrics/browsers'].exporters).toEqual(['forward/tenants']);
});

test('tenants by the routing connector', () => {
  const { config, notes } = generated({
    backends: [{ type: 'loki', endpoint: 'https://loki.example.com/otlp' }],
    tenants: { attribute: 'tenant.id', by: 'routing', otherwise: 'b', tenants: [{ id: 'a' }, { id: 'b' }] },
  });
  expect(config.connectors['routing/logs']).toMatchObject({
    default_pipelines: ['logs/b'],
    table: [
      { context: 'resource', condition: 'attributes["tenant.id"] == "a"', pipelines: ['logs/a'] },
      { pipelines: ['logs/b'] },
    ],
  });
  expect(config.exporters['otlp_http/loki-a'].headers).toEqual({ 'X-Scope-OrgID': 'a' });
  expect(notes).toEqual([expect.stringContaining('routing connector is not in Binnacle’s own Collector')]);
});
