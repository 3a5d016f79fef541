import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

type Env = Readonly<Record<string, string>>;

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const KEY = 'fixture-key-0123456789';
/** A DSN's key is hexadecimal. */
const DSN_KEY = 'facade0123456789';

/** The environment of each backend, with the receiver in place of the vendor. */
const environmentOf = (url: string): Readonly<Record<string, Env>> => ({
  // These have no variable of their own for the endpoint.
  datadog: { DD_API_KEY: KEY, OTEL_EXPORTER_OTLP_ENDPOINT: url },
  newrelic: { NEW_RELIC_LICENSE_KEY: KEY, OTEL_EXPORTER_OTLP_ENDPOINT: url },
  splunk: { SPLUNK_ACCESS_TOKEN: KEY, SPLUNK_REALM: 'eu0', OTEL_EXPORTER_OTLP_ENDPOINT: url },
  honeycomb: { HONEYCOMB_API_KEY: KEY, HONEYCOMB_DATASET: 'm', HONEYCOMB_API_ENDPOINT: url },
  dynatrace: { DT_API_TOKEN: KEY, DT_ENDPOINT: url },
  elastic: { ELASTIC_API_KEY: KEY, ELASTIC_OTLP_ENDPOINT: url },
  'grafana-cloud': {
    GRAFANA_CLOUD_TOKEN: KEY,
    GRAFANA_CLOUD_INSTANCE_ID: '12',
    GRAFANA_CLOUD_OTLP_ENDPOINT: `${url}/otlp`,
  },
  sentry: { SENTRY_DSN: `${url.replace('//', `//${DSN_KEY}@`)}/45` },
  axiom: { AXIOM_TOKEN: KEY, AXIOM_DATASET: 's', AXIOM_METRICS_DATASET: 'm', AXIOM_URL: url },
});

const run = (backend: string, env: Env) =>
  startFixture('signals.mjs', { env: { BINNACLE_BACKEND: backend, ...env } }).stop();

const standard = (base = '') => ['logs', 'metrics', 'traces'].map((signal) => `${base}/v1/${signal}`);

/** https://github.com/open-telemetry/opentelemetry-proto: 1 is delta, 2 cumulative */
const DELTA = '"aggregationTemporality":1';

const CASES: readonly {
  readonly backend: string;
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly delta?: true;
}[] = [
  { backend: 'datadog', paths: standard(), headers: { 'dd-api-key': KEY }, delta: true },
  { backend: 'newrelic', paths: standard(), headers: { 'api-key': KEY }, delta: true },
  { backend: 'splunk', paths: standard(), headers: {} },
  { backend: 'honeycomb', paths: standard(), headers: { 'x-honeycomb-team': KEY } },
  {
    backend: 'dynatrace',
    paths: standard('/api/v2/otlp'),
    headers: { authorization: `Api-Token ${KEY}` },
    delta: true,
  },
  { backend: 'elastic', paths: standard(), headers: { authorization: `ApiKey ${KEY}` }, delta: true },
  {
    backend: 'grafana-cloud',
    paths: standard('/otlp'),
    headers: { authorization: `Basic ${btoa(`12:${KEY}`)}` },
  },
  {
    backend: 'sentry',
    paths: ['logs', 'traces'].map((signal) => `/api/45/integration/otlp/v1/${signal}`),
    headers: { 'x-sentry-auth': `sentry sentry_key=${DSN_KEY}` },
  },
  { backend: 'axiom', paths: standard(), headers: { authorization: `Bearer ${KEY}` } },
];

describe('a service with BINNACLE_BACKEND', () => {
  test.each(CASES)(
    '$backend',
    async ({ backend, paths, headers, delta }) => {
      const env = environmentOf(receiver.url)[backend] ?? {};
      expect(await run(backend, env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
      expect(receiver.requests.map(({ path }) => path).sort()).toEqual(paths);
      for (const request of receiver.requests) expect(request.headers).toMatchObject(headers);
      expect(receiver.raw().includes(DELTA)).toBe(delta === true);
      expect(receiver.raw()).not.toContain(KEY);
    },
    30_000,
  );

  test('sends the datasets of each signal', async () => {
    await run('axiom', environmentOf(receiver.url).axiom ?? {});
    const datasets = receiver.requests.map(({ path, headers }) => [
      path,
      headers['x-axiom-dataset'],
      headers['x-axiom-metrics-dataset'],
    ]);
    expect(datasets.sort()).toEqual([
      ['/v1/logs', 's', undefined],
      ['/v1/metrics', undefined, 'm'],
      ['/v1/traces', 's', undefined],
    ]);
  }, 30_000);

  test('sends protobuf, and gzip where the table says so', async () => {
    await run('newrelic', { ...environmentOf(receiver.url).newrelic, OTEL_EXPORTER_OTLP_PROTOCOL: '' });
    for (const { headers } of receiver.requests)
      expect(headers).toMatchObject({ 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' });
  }, 30_000);
});

const FAILURES: readonly { readonly what: string; readonly env: Env; readonly status?: number }[] = [
  { what: 'nobody is there', env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' } },
  { what: 'the name is not known', env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://vendor.invalid' } },
  { what: 'the server is no TLS server', env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1' } },
  { what: 'the key is refused', env: {}, status: 403 },
  { what: 'the server fails', env: {}, status: 503 },
  {
    what: 'gRPC',
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
  },
  { what: 'a key that is none', env: { DD_API_KEY: `${KEY} ${KEY}` } },
  { what: 'a header that none can carry', env: { OTEL_EXPORTER_OTLP_HEADERS: `x-key=%0A${KEY}` } },
  {
    what: 'a header that none can carry, by gRPC',
    env: { OTEL_EXPORTER_OTLP_HEADERS: `x-key=%0A${KEY}`, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
  },
];

describe('a key is in no line that is printed', () => {
  test.each(FAILURES)(
    'where $what',
    async ({ env, status = 200 }) => {
      const server = await startOtlpReceiver({ status });
      try {
        const ended = await run('datadog', {
          DD_API_KEY: KEY,
          OTEL_EXPORTER_OTLP_ENDPOINT: server.url,
          BINNACLE_SHUTDOWN_TIMEOUT: '500',
          OTEL_LOG_LEVEL: 'all',
          ...env,
        });
        expect(ended.code).toBe(0);
        expect(ended.stdout + ended.stderr).not.toContain(KEY);
        expect(ended.stdout + ended.stderr).not.toContain(btoa(KEY).slice(0, 12));
      } finally {
        await server.close();
      }
    },
    30_000,
  );

  test('a missing key is one line, and nothing is sent', async () => {
    const ended = await run('datadog', {});
    expect(ended).toMatchObject({
      code: 0,
      stderr: 'binnacle: BINNACLE_BACKEND=datadog needs DD_API_KEY; nothing is sent there without\n',
    });
  }, 30_000);
});
