import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runProgram } from '../../src/cli/program.ts';
import { run } from '../backends/run.ts';
import { createTestIo } from '../cli/test-io.ts';
import { shipped } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { ask } from './ask.ts';
import { clientOf, readStackFile } from './credentials.ts';
import { findSecureBinaries, type SecureStack, startSecureStack } from './secure-stack.ts';

const binaries = await findSecureBinaries();
const withServers = binaries ? describe : describe.skip;

let stack: SecureStack;
beforeAll(async () => {
  if (!binaries) return;
  if (!existsSync(shipped('dist/node/register.js'))) throw new Error('no dist: run npm run build first');
  stack = await startSecureStack(binaries);
}, 120_000);
afterAll(() => stack?.stop(), 60_000);

const PROTOCOLS = [
  { protocol: 'http/protobuf', port: 'proxyHttp' },
  { protocol: 'grpc', port: 'proxyGrpc' },
] as const;

/** `services/otel.env`, as a service reads it, with the port of this run. */
const environment = (port: number, protocol: string): Record<string, string> => ({
  ...Object.fromEntries(
    readStackFile(stack.directory, 'services/otel.env')
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: `https://localhost:${port}`,
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
});

const readPage = async (path: string): Promise<string> => {
  const authorization = `Basic ${Buffer.from(`viewer:${stack.passwords.viewer}`).toString('base64')}`;
  const answer = await ask(
    { port: stack.ports.pages, path, headers: { authorization } },
    { ca: readStackFile(stack.directory, 'services/ca.crt') },
  );
  return answer.body;
};

withServers.each(PROTOCOLS)('a service sends by $protocol', ({ protocol, port }) => {
  const service = `shop-${protocol.slice(0, 4)}`;

  test('and its trace is in Jaeger, its metrics are in Prometheus, for who has a login', async () => {
    const file = join(stack.directory, 'services/otel.env');
    const { OTEL_EXPORTER_OTLP_ENDPOINT } = environment(stack.ports[port], protocol);
    await run(
      process.execPath,
      [`--env-file=${file}`, '--import', 'binnacle/register', shipped('test/stack/fixtures/traced.mjs')],
      {
        cwd: shipped(''),
        env: {
          OTEL_SERVICE_NAME: service,
          OTEL_EXPORTER_OTLP_ENDPOINT,
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        },
      },
    );
    await waitFor(
      'the service is in Jaeger',
      () => readPage('/jaeger/api/services'),
      (text) => text.includes(`"${service}"`),
    );
    await waitFor(
      'the request is in Prometheus',
      () =>
        readPage(
          `/prometheus/api/v1/query?query=http_server_request_duration_seconds_count{job="${service}"}`,
        ),
      (text) => text.includes('"1"'),
    );
  }, 60_000);

  test('and its log records are in Loki, for Grafana by way of the proxy', async () => {
    const authorization = `Bearer ${readStackFile(stack.directory, 'collector/token').trim()}`;
    const record = {
      body: { stringValue: `order 4711 by ${protocol}` },
      timeUnixNano: `${Date.now()}000000`,
    };
    const attributes = [{ key: 'service.name', value: { stringValue: service } }];
    const sent = await ask(
      {
        port: stack.ports.proxyHttp,
        path: '/v1/logs',
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({
          resourceLogs: [{ resource: { attributes }, scopeLogs: [{ logRecords: [record] }] }],
        }),
      },
      { ca: readStackFile(stack.directory, 'services/ca.crt') },
    );
    expect(sent.status).toBe(200);
    const query = new URLSearchParams({ query: `{service_name="${service}"}` });
    const inner = { port: stack.ports.proxyInner, path: `/loki/api/v1/query_range?${query}` };
    await waitFor(
      'the record is in Loki',
      async () => {
        const headers = { 'x-scope-orgid': 'logs' };
        return (await ask({ ...inner, headers }, clientOf(stack.directory, 'grafana'))).body;
      },
      (text) => text.includes('order 4711'),
    );
    // Not for other parts, although Loki itself would answer them.
    expect((await ask(inner, clientOf(stack.directory, 'collector'))).status).toBe(403);
  }, 60_000);

  const doctor = async (env: Record<string, string>) => {
    const io = createTestIo({ env: { ...env, OTEL_SERVICE_NAME: service } });
    await runProgram(['doctor', '--json'], io, { directory: shipped(''), version: '1' });
    const { signals } = JSON.parse(io.out) as { signals: { result: string; answer: string; fix?: string }[] };
    return { exitCode: io.exitCode, signals };
  };

  test('and doctor finds nothing in the way', async () => {
    const { exitCode, signals } = await doctor(environment(stack.ports[port], protocol));
    expect(signals.map(({ result }) => result)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(exitCode).toBe(0);
  }, 60_000);

  test('and doctor tells a wrong token and an unknown authority', async () => {
    const right = environment(stack.ports[port], protocol);
    const headers = join(stack.directory, 'wrong-headers');
    writeFileSync(headers, 'authorization: Bearer wrong\n');
    const wrongToken = await doctor({ ...right, BINNACLE_OTLP_HEADERS_FILE: headers });
    expect(wrongToken.exitCode).toBe(1);
    expect(wrongToken.signals[0]).toMatchObject({
      result: 'refused',
      answer: expect.stringMatching(/401|UNAUTHENTICATED|16/),
    });
    const { OTEL_EXPORTER_OTLP_CERTIFICATE: _, ...withoutAuthority } = right;
    const unknown = await doctor(withoutAuthority);
    expect(unknown.exitCode).toBe(1);
    expect(unknown.signals[0]).toMatchObject({
      result: 'unreachable',
      fix: expect.stringContaining('OTEL_EXPORTER_OTLP_CERTIFICATE'),
    });
  }, 60_000);
});
