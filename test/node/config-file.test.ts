// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

let directory: string;
let receiver: OtlpReceiver;
let other: OtlpReceiver;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'binnacle-config-'));
});
afterAll(() => rmSync(directory, { recursive: true }));
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  other = await startOtlpReceiver();
});
afterEach(async () => {
  await receiver.close();
  await other.close();
});

let files = 0;
const write = (yaml: string): string => {
  const file = join(directory, `${files++}.yaml`);
  writeFileSync(file, yaml);
  return file;
};

/** A whole file; `here` and `there` in it are the two receivers. */
const run = async (yaml: string, env: Readonly<Record<string, string>> = {}, fixture = 'signals.mjs') => {
  const file = write(yaml);
  const program = startFixture(fixture, {
    // Were it read, everything would go nowhere.
    endpoint: 'http://127.0.0.1:1',
    env: { OTEL_CONFIG_FILE: file, HERE: receiver.url, THERE: other.url, ...env },
  });
  return { file, program };
};

const paths = (at: OtlpReceiver) => at.requests.map(({ path }) => path).sort();

const exporter = (signal: string, variable = 'HERE') =>
  `{ otlp_http: { endpoint: "\${${variable}}/v1/${signal}", encoding: json } }`;

const TRACES = `file_format: "1.1"
tracer_provider:
  processors:
    - batch: { exporter: ${exporter('traces')} }`;

describe('a service with a configuration file', () => {
  test('sends each signal to all of its exporters, each in its own way', async () => {
    const { program } = await run(
      `file_format: "1.1"
resource:
  attributes:
    - { name: service.name, value: "\${SERVICE:-shop}" }
    - { name: shelf.count, value: 12, type: int }
    - { name: colours, value: [red, blue], type: string_array }
  detection/development:
    attributes: { included: [process.*], excluded: [process.pid] }
    detectors: [{ process: }, { host: }]
tracer_provider:
  processors:
    - batch:
        exporter:
          otlp_http:
            endpoint: \${HERE}/v1/traces
            encoding: json
            compression: gzip
            headers: [{ name: x-tenant, value: "\${TENANT}" }]
    - simple: { exporter: ${exporter('traces', 'THERE')} }
logger_provider:
  processors:
    - batch: { exporter: ${exporter('logs')} }
    - batch: { exporter: { otlp_http: { endpoint: "\${THERE}/own", encoding: protobuf } } }
meter_provider:
  readers:
    - periodic: { exporter: ${exporter('metrics')} }
    - periodic:
        exporter:
          otlp_http:
            endpoint: \${THERE}/v1/metrics
            encoding: json
            temporality_preference: delta`,
      {
        TENANT: '0042',
        OTEL_TRACES_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        OTEL_METRICS_EXPORTER: 'none',
      },
    );
    expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });

    expect(paths(receiver)).toEqual(['/v1/logs', '/v1/metrics', '/v1/traces']);
    expect(paths(other)).toEqual(['/own', '/v1/metrics', '/v1/traces']);
    const [span] = receiver.spans();
    expect(other.spans()).toEqual([span]);
    expect(span).toMatchObject({
      name: 'work',
      resource: { 'service.name': 'shop', 'shelf.count': 12, colours: ['red', 'blue'] },
    });
    expect(
      Object.keys(span?.resource ?? {})
        .filter((name) => /^(?:host|os|process)\./.test(name))
        .sort(),
    ).toEqual(['process.executable.name', 'process.runtime.name', 'process.runtime.version']);
    const headersOf = (at: OtlpReceiver, path: string) =>
      at.requests.find((request) => request.path === path)?.headers;
    expect(headersOf(receiver, '/v1/traces')).toMatchObject({
      'x-tenant': '0042',
      'content-encoding': 'gzip',
    });
    expect(headersOf(other, '/v1/traces')).not.toHaveProperty('x-tenant');
    expect(headersOf(other, '/own')).toMatchObject({ 'content-type': 'application/x-protobuf' });
    // https://github.com/open-telemetry/opentelemetry-proto: 1 is delta, 2 cumulative
    const temporalities = (at: OtlpReceiver) =>
      [...at.raw().matchAll(/"aggregationTemporality":(\d)/g)].map(([, one]) => one);
    expect(temporalities(receiver)).not.toContain('1');
    expect(temporalities(other)).toContain('1');
    for (const at of [receiver, other]) expect(at.raw()).not.toMatch(/jo@example|hunter2/);
  }, 30_000);

  test.each([
    ['nothing else than what it names', TRACES, ['/v1/traces']],
    ['nothing where it is disabled', `${TRACES}\ndisabled: true`, []],
    [
      'no spans that the sampler leaves out',
      `${TRACES}\n  sampler: { parent_based: { root: { always_off: } } }`,
      [],
    ],
    [
      'spans that the sampler keeps',
      `${TRACES}\n  sampler: { composite/development: { rule_based: { rules: [{ parent: [none], sampler: { always_on: } }] } } }`,
      ['/v1/traces'],
    ],
    [
      'no span that a rule leaves out',
      `${TRACES}\n  sampler: { composite/development: { rule_based: { rules: [{ attribute_values: { key: to, values: [jo@example.com] }, sampler: { always_off: } }, { sampler: { always_on: } }] } } }`,
      [],
    ],
    [
      'no records of a logger that is off',
      `file_format: "1.0"\nlogger_provider:\n  processors: [{ simple: { exporter: ${exporter('logs')} } }]\n  logger_configurator/development: { loggers: [{ name: "fix*", config: { enabled: false } }] }`,
      [],
    ],
    [
      'records of the others',
      `file_format: "1.0"\nlogger_provider:\n  processors: [{ simple: { exporter: ${exporter('logs')} } }]\n  logger_configurator/development: { loggers: [{ name: "other", config: { enabled: false } }] }`,
      ['/v1/logs'],
    ],
  ])(
    'sends %s',
    async (_what, yaml, expected) => {
      const { program } = await run(yaml);
      expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });
      expect(paths(receiver)).toEqual(expected);
    },
    30_000,
  );

  test('keeps metrics as its views say', async () => {
    const { program } = await run(
      `file_format: "1.1"
meter_provider:
  readers:
    - periodic: { exporter: ${exporter('metrics')}, cardinality_limits: { default: 5 } }
  views:
    - selector: { instrument_name: http.server.request.duration }
      stream:
        name: requests
        attribute_keys: { included: ["http.*"], excluded: ["http.response.*"] }
        aggregation: { base2_exponential_bucket_histogram: }
    - selector: { instrument_name: "nodejs.*" }
      stream: { aggregation: { drop: } }
    - selector: { instrument_name: "v8js.*" }
      stream: { aggregation: { drop: } }`,
      {},
      'express.mjs',
    );
    await program.request('/items/1');
    expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });
    const points = receiver.metricPoints();
    const requests = points.filter(({ metric }) => metric === 'requests');
    expect(
      requests.map(({ attributes, isExponential }) => [Object.keys(attributes).sort(), isExponential]),
    ).toEqual([[['http.request.method', 'http.route'], true]]);
    const names = points.map(({ metric }) => metric);
    expect(names.filter((name) => /^(?:http\.server|nodejs|v8js)\./.test(name))).toEqual([]);
  }, 30_000);

  test('asks Jaeger how to sample', async () => {
    const { program } = await run(
      `${TRACES}\n  sampler: { jaeger_remote/development: { endpoint: "\${THERE}", initial_sampler: { always_on: } } }`,
    );
    expect(await program.stop()).toMatchObject({ code: 0 });
    expect(paths(receiver)).toEqual(['/v1/traces']);
    expect(paths(other)).toEqual([expect.stringMatching(/^\/api\/sampling\?service=unknown_service/)]);
  }, 30_000);

  test('has no tail sampling beside a sampler that looks at single spans, and says so', async () => {
    const rules = 'composite/development: { rule_based: { rules: [{ sampler: { always_on: } }] } }';
    const { program } = await run(
      `${TRACES}\n  sampler: { ${rules} }\ndistribution: { binnacle: { tail_sampling: true } }`,
    );
    expect(await program.stop()).toMatchObject({
      code: 0,
      stderr:
        'binnacle: OTEL_CONFIG_FILE: there is no tail sampling, because the sampler of the file looks at single spans\n',
    });
    expect(paths(receiver)).toEqual(['/v1/traces']);
  }, 30_000);

  test('serves its Prometheus page', async () => {
    // A port that was free a moment ago.
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const { program } = await run(
      `file_format: "1.1"
resource: { attributes_list: service.name=shop }
meter_provider:
  readers:
    - pull:
        exporter:
          prometheus/development:
            host: 127.0.0.1
            port: \${PORT}
            scope_info_enabled: false
            target_info_enabled/development: false
            resource_constant_labels: { included: [service.*] }`,
      { PORT: String(port) },
      'express.mjs',
    );
    await program.request('/items/1');
    const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });
    const counts = page
      .split('\n')
      .filter((line) => line.startsWith('http_server_request_duration_seconds_count'));
    expect(counts).toEqual([expect.stringMatching(/service_name="shop".*http_route="\/items\/:id"/)]);
    expect(page).not.toMatch(/target_info|otel_scope/);
  }, 30_000);

  test('is without the instrumentations that it switches off', async () => {
    const { program } = await run(
      `${TRACES}\ninstrumentation/development: { js: { express: { enabled: false } } }`,
      {},
      'express.mjs',
    );
    await program.request('/items/1');
    expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });
    const names = receiver.spans().map(({ name }) => name);
    expect(names).toEqual(['GET /items/{id}']);
  }, 30_000);

  test('says what has no effect and goes on', async () => {
    const { file, program } = await run(
      `${TRACES}\npropagator: { composite: [{ tracecontext: }, { ottrace: }] }`,
    );
    const { code, stderr } = await program.stop();
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `binnacle: ${file}:5:48: propagator.composite[1].ottrace: OpenTracing headers are not supported; it has no effect\n`,
    });
    expect(paths(receiver)).toEqual(['/v1/traces']);
  }, 30_000);
});

const WITHOUT =
  'binnacle: OTEL_CONFIG_FILE: the service runs without telemetry until the file is right; to check it: binnacle config check\n';

describe('a service with a file that cannot be used runs without telemetry', () => {
  test('and says every fault', async () => {
    const { file, program } = await run(
      'file_format: "1.1"\ntracer_provider:\n  processors:\n    - batch: { exporter: { zipkin: } }\n  sampler: sometimes\n',
      { OTEL_LOG_LEVEL: 'none' },
      'express.mjs',
    );
    expect((await program.request('/items/1')).status).toBe(200);
    const { code, stderr } = await program.stop();
    expect(code).toBe(0);
    expect(stderr).toBe(
      [
        `binnacle: ${file}:4:28: tracer_provider.processors[0].batch.exporter: "zipkin" is not known; known: otlp_http, otlp_grpc, otlp_file/development, console\n`,
        `binnacle: ${file}:5:12: tracer_provider.sampler: "sometimes" is not known; known: always_on, always_off, trace_id_ratio_based, parent_based, probability/development, composite/development, jaeger_remote/development, binnacle_sampling\n`,
        WITHOUT,
      ].join(''),
    );
  }, 30_000);

  test('and says that it is not there', async () => {
    const program = startFixture('express.mjs', {
      endpoint: receiver.url,
      env: { OTEL_CONFIG_FILE: 'nowhere.yaml' },
    });
    expect((await program.request('/items/1')).status).toBe(200);
    const { code, stderr } = await program.stop();
    expect(code).toBe(0);
    expect(stderr).toBe(`binnacle: OTEL_CONFIG_FILE: "nowhere.yaml" cannot be read (ENOENT)\n${WITHOUT}`);
    expect(receiver.requests).toEqual([]);
  }, 30_000);
});
