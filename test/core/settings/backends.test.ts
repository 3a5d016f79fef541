import { describe, expect, test } from '@jest/globals';
import { applyBackend } from '../../../src/core/settings/apply-backend.ts';
import { BACKEND_IDS } from '../../../src/core/settings/backend-ids.generated.ts';
import { backends } from '../../../src/core/settings/backends.generated.ts';
import { resolveSettings, SETTINGS } from '../../../src/core/settings/index.ts';

type Env = Readonly<Record<string, string>>;

const resolve = (env: Env) => applyBackend(resolveSettings(env), env);

interface Sent {
  readonly urls: readonly (string | undefined)[];
  readonly headers: readonly (Readonly<Record<string, string>> | undefined)[];
}

/** Where traces, metrics and logs go, and with which headers; undefined where they do not. */
const sentBy = (env: Env): Sent => {
  const { settings } = resolve(env);
  const wanted = [settings.tracesExporter, settings.metricsExporter, settings.logsExporter].map((names) =>
    (names as readonly string[]).includes('otlp'),
  );
  const urls = [settings.otlpTracesEndpoint, settings.otlpMetricsEndpoint, settings.otlpLogsEndpoint];
  const headers = [settings.otlpTracesHeaders, settings.otlpMetricsHeaders, settings.otlpLogsHeaders];
  return {
    urls: urls.map((url, i) => (wanted[i] ? url : undefined)),
    headers: headers.map((each, i) => (wanted[i] ? each : undefined)),
  };
};

const three = <T>(value: T) => [value, value, value];
const standard = (base: string) => ['traces', 'metrics', 'logs'].map((signal) => `${base}/v1/${signal}`);

const KEYS: Readonly<Record<string, Env>> = {
  datadog: { DD_API_KEY: 'k-dd' },
  newrelic: { NEW_RELIC_LICENSE_KEY: 'k-nr' },
  honeycomb: { HONEYCOMB_API_KEY: 'k-hc' },
  dynatrace: { DT_API_TOKEN: 'k-dt', DT_ENDPOINT: 'https://abc.live.dynatrace.com/' },
  elastic: { ELASTIC_API_KEY: 'k-es', ELASTIC_OTLP_ENDPOINT: 'https://p.ingest.eu.elastic.cloud:443' },
  splunk: { SPLUNK_ACCESS_TOKEN: 'k-sp', SPLUNK_REALM: 'eu0' },
  'grafana-cloud': {
    GRAFANA_CLOUD_TOKEN: 'k-gc',
    GRAFANA_CLOUD_INSTANCE_ID: '1234',
    GRAFANA_CLOUD_OTLP_ENDPOINT: 'https://otlp-gateway-prod-eu-west-2.grafana.net/otlp',
  },
  sentry: { SENTRY_DSN: 'https://0123abc@o1.ingest.de.sentry.io/45' },
  axiom: { AXIOM_TOKEN: 'k-ax', AXIOM_DATASET: 'spans' },
};

const of = (backend: string, more: Env = {}): Env => ({
  BINNACLE_BACKEND: backend,
  ...KEYS[backend],
  ...more,
});

interface Case extends Sent {
  readonly what: string;
  readonly env: Env;
  readonly temporality: 'delta' | 'cumulative';
}

const sentryHeader = { 'x-sentry-auth': 'sentry sentry_key=0123abc' };
const sentryUrl = (signal: string) => `https://o1.ingest.de.sentry.io/api/45/integration/otlp/v1/${signal}`;

const CASES: readonly Case[] = [
  {
    what: 'datadog',
    env: of('datadog'),
    temporality: 'delta',
    urls: standard('https://otlp.datadoghq.com'),
    headers: three({ 'dd-api-key': 'k-dd' }),
  },
  {
    what: 'a site of datadog',
    env: of('datadog', { DD_SITE: 'US5.datadoghq.com' }),
    temporality: 'delta',
    urls: standard('https://otlp.us5.datadoghq.com'),
    headers: three({ 'dd-api-key': 'k-dd' }),
  },
  {
    what: 'newrelic',
    env: of('newrelic'),
    temporality: 'delta',
    urls: standard('https://otlp.nr-data.net'),
    headers: three({ 'api-key': 'k-nr' }),
  },
  {
    what: 'a region of newrelic',
    env: of('newrelic', { NEW_RELIC_REGION: 'EU' }),
    temporality: 'delta',
    urls: standard('https://otlp.eu01.nr-data.net'),
    headers: three({ 'api-key': 'k-nr' }),
  },
  {
    what: 'a key of a region of newrelic',
    env: of('newrelic', { NEW_RELIC_LICENSE_KEY: 'eu01xx' }),
    temporality: 'delta',
    urls: standard('https://otlp.eu01.nr-data.net'),
    headers: three({ 'api-key': 'eu01xx' }),
  },
  {
    what: 'honeycomb',
    env: of('honeycomb'),
    temporality: 'cumulative',
    urls: standard('https://api.honeycomb.io'),
    headers: three({ 'x-honeycomb-team': 'k-hc' }),
  },
  {
    what: 'honeycomb in Europe, with a dataset',
    env: of('honeycomb', { HONEYCOMB_API_ENDPOINT: 'https://api.eu1.honeycomb.io', HONEYCOMB_DATASET: 'm' }),
    temporality: 'cumulative',
    urls: standard('https://api.eu1.honeycomb.io'),
    headers: [
      { 'x-honeycomb-team': 'k-hc' },
      { 'x-honeycomb-team': 'k-hc', 'x-honeycomb-dataset': 'm' },
      { 'x-honeycomb-team': 'k-hc' },
    ],
  },
  {
    what: 'dynatrace',
    env: of('dynatrace'),
    temporality: 'delta',
    urls: standard('https://abc.live.dynatrace.com/api/v2/otlp'),
    headers: three({ authorization: 'Api-Token k-dt' }),
  },
  {
    what: 'the whole endpoint of dynatrace',
    env: of('dynatrace', { DT_ENDPOINT: 'https://gate:9999/e/abc/api/v2/otlp' }),
    temporality: 'delta',
    urls: standard('https://gate:9999/e/abc/api/v2/otlp'),
    headers: three({ authorization: 'Api-Token k-dt' }),
  },
  {
    what: 'elastic',
    env: of('elastic'),
    temporality: 'delta',
    urls: standard('https://p.ingest.eu.elastic.cloud:443'),
    headers: three({ authorization: 'ApiKey k-es' }),
  },
  {
    what: 'splunk',
    env: of('splunk'),
    temporality: 'cumulative',
    urls: [
      'https://ingest.eu0.signalfx.com/v2/trace/otlp',
      'https://ingest.eu0.signalfx.com/v2/datapoint/otlp',
      undefined,
    ],
    headers: [{ 'x-sf-token': 'k-sp' }, { 'x-sf-token': 'k-sp' }, undefined],
  },
  {
    what: 'grafana-cloud',
    env: of('grafana-cloud'),
    temporality: 'cumulative',
    urls: standard('https://otlp-gateway-prod-eu-west-2.grafana.net/otlp'),
    headers: three({ authorization: `Basic ${btoa('1234:k-gc')}` }),
  },
  {
    what: 'sentry',
    env: of('sentry'),
    temporality: 'cumulative',
    urls: [sentryUrl('traces'), undefined, sentryUrl('logs')],
    headers: [sentryHeader, undefined, sentryHeader],
  },
  {
    what: "a sentry of one's own",
    env: of('sentry', { SENTRY_DSN: 'http://0123abc:ff@sentry:9000/base/45' }),
    temporality: 'cumulative',
    urls: [
      'http://sentry:9000/base/api/45/integration/otlp/v1/traces',
      undefined,
      'http://sentry:9000/base/api/45/integration/otlp/v1/logs',
    ],
    headers: [sentryHeader, undefined, sentryHeader],
  },
  {
    what: 'axiom',
    env: of('axiom'),
    temporality: 'cumulative',
    urls: ['https://api.axiom.co/v1/traces', undefined, 'https://api.axiom.co/v1/logs'],
    headers: [
      { authorization: 'Bearer k-ax', 'x-axiom-dataset': 'spans' },
      undefined,
      { authorization: 'Bearer k-ax', 'x-axiom-dataset': 'spans' },
    ],
  },
  {
    what: 'all datasets of axiom',
    env: of('axiom', { AXIOM_LOGS_DATASET: 'l', AXIOM_METRICS_DATASET: 'm', AXIOM_URL: 'https://eu.edge' }),
    temporality: 'cumulative',
    urls: standard('https://eu.edge'),
    headers: [
      { authorization: 'Bearer k-ax', 'x-axiom-dataset': 'spans' },
      { authorization: 'Bearer k-ax', 'x-axiom-metrics-dataset': 'm' },
      { authorization: 'Bearer k-ax', 'x-axiom-dataset': 'l' },
    ],
  },
];

describe('a backend', () => {
  test.each(CASES)('$what', ({ env, urls, headers, temporality }) => {
    const { settings, warnings } = resolve(env);
    expect(warnings).toEqual([]);
    expect(sentBy(env)).toEqual({ urls, headers });
    expect(settings).toMatchObject({ temporalityPreference: temporality, otlpProtocol: 'http/protobuf' });
  });

  test('each has a case and a set of keys', () => {
    expect(Object.keys(KEYS).sort()).toEqual([...BACKEND_IDS]);
    expect(backends.map(({ id }) => id)).toEqual([...BACKEND_IDS]);
  });
});

describe('standard variables win over the table', () => {
  test('a general endpoint, with the headers of the table', () => {
    const { settings } = resolve(of('datadog', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://here' }));
    expect(settings).toMatchObject({
      otlpEndpoint: 'http://here',
      otlpTracesHeaders: { 'dd-api-key': 'k-dd' },
    });
    expect(settings.otlpTracesEndpoint).toBeUndefined();
  });

  test('an endpoint of one signal, which the others do not follow', () => {
    const { urls } = sentBy(of('splunk', { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://here/logs' }));
    expect(urls).toEqual([
      'https://ingest.eu0.signalfx.com/v2/trace/otlp',
      'https://ingest.eu0.signalfx.com/v2/datapoint/otlp',
      'http://here/logs',
    ]);
  });

  test('headers name by name', () => {
    const { headers } = sentBy(
      of('newrelic', {
        OTEL_EXPORTER_OTLP_HEADERS: 'X-Tenant=1',
        OTEL_EXPORTER_OTLP_LOGS_HEADERS: 'API-Key=own',
      }),
    );
    const both = { 'api-key': 'k-nr', 'x-tenant': '1' };
    expect(headers).toEqual([both, both, { 'api-key': 'own' }]);
  });

  test('temporality, compression and protocol', () => {
    const { settings } = resolve(
      of('newrelic', {
        OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'cumulative',
        OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      }),
    );
    expect(settings).toMatchObject({
      temporalityPreference: 'cumulative',
      otlpCompression: 'none',
      otlpProtocol: 'grpc',
    });
  });
});

describe('what is missing is one line', () => {
  test.each(backends.map((backend) => [backend.id, backend] as const))('%s', (id, { needs }) => {
    const { settings, warnings } = resolve({ BINNACLE_BACKEND: id });
    const names = needs.map((key) => SETTINGS[key].name).join(' and ');
    expect(warnings).toEqual([`BINNACLE_BACKEND=${id} needs ${names}; nothing is sent there without`]);
    expect(settings).toMatchObject({ tracesExporter: [], metricsExporter: [], logsExporter: [] });
  });

  test('a key alone, and a Collector that takes telemetry without', () => {
    const { settings, warnings } = resolve({
      BINNACLE_BACKEND: 'splunk',
      SPLUNK_REALM: 'eu0',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://here',
    });
    expect(warnings).toEqual([
      'BINNACLE_BACKEND=splunk needs SPLUNK_ACCESS_TOKEN; nothing is sent there without',
    ]);
    expect(settings).toMatchObject({ tracesExporter: ['otlp'], otlpTracesHeaders: {} });
  });
});

describe('a value that is none', () => {
  test.each([
    ['DD_API_KEY', 'secret with spaces', 'datadog'],
    ['DD_API_KEY', 'secret\nline', 'datadog'],
    ['SENTRY_DSN', 'https://sentry.io/secret', 'sentry'],
    ['GRAFANA_CLOUD_API_KEY', 'secret\u2028x', 'grafana-cloud'],
  ])('%s is not shown', (name, value, backend) => {
    const { warnings } = resolve(of(backend, { GRAFANA_CLOUD_TOKEN: '', [name]: value }));
    expect(warnings[0]).toMatch(new RegExp(`^${name}: the value is not accepted, expected `));
    expect(warnings.join()).not.toContain('secret');
  });

  test.each([
    ['DD_SITE', 'evil.example/x'],
    ['SPLUNK_REALM', 'eu0@evil'],
  ])('%s=%s leads nowhere else', (name, value) => {
    const { warnings } = resolve({ [name]: value });
    expect(warnings).toHaveLength(1);
  });

  test('keys are secret', () => {
    const rows = Object.values(SETTINGS).filter(
      ({ name }) => /KEY$|TOKEN$|DSN$/.test(name) && !/CLIENT_KEY$/.test(name),
    );
    expect(rows.length).toBeGreaterThanOrEqual(9);
    for (const row of rows) expect(row).toMatchObject({ secret: true });
  });
});
