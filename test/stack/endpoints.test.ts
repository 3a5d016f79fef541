import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { prepareStack } from '../../src/cli/commands/stack/prepare.ts';
import { waitFor } from '../integration/wait-for.ts';
import { ask, askPlain, type Credentials, callGrpc, type Question } from './ask.ts';
import { clientOf, endedCertificate, readStackFile } from './credentials.ts';
import { findSecureBinaries, type SecureStack, type StackPort, startSecureStack } from './secure-stack.ts';

const binaries = await findSecureBinaries();
const withServers = binaries ? describe : describe.skip;
const other = mkdtempSync(join(tmpdir(), 'binnacle-other-'));

let stack: SecureStack;
let token = '';
beforeAll(async () => {
  if (!binaries) return;
  prepareStack({ directory: other });
  stack = await startSecureStack(binaries);
  token = readStackFile(stack.directory, 'collector/token').trim();
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  rmSync(other, { recursive: true, force: true });
}, 60_000);

const EXPORT_TRACES = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

interface Endpoint {
  readonly name: string;
  readonly port: StackPort;
  readonly path: string;
  readonly isGrpc?: boolean;
  readonly method?: string;
  /** Wants a token as well. */
  readonly isForSenders?: boolean;
}

const ENDPOINTS: readonly Endpoint[] = [
  {
    name: "the Collector's OTLP, HTTP",
    port: 'otlpHttp',
    path: '/v1/traces',
    method: 'POST',
    isForSenders: true,
  },
  {
    name: "the Collector's OTLP, gRPC",
    port: 'otlpGrpc',
    path: EXPORT_TRACES,
    isGrpc: true,
    isForSenders: true,
  },
  { name: "the Collector's health", port: 'collectorHealth', path: '/-/healthy' },
  { name: "the Collector's metrics", port: 'collectorMetrics', path: '/metrics' },
  { name: 'Prometheus', port: 'prometheus', path: '/api/v1/query?query=1' },
  { name: "Prometheus' OTLP", port: 'prometheus', path: '/api/v1/otlp/v1/metrics', method: 'POST' },
  { name: 'Prometheus of the long tier', port: 'prometheusLong', path: '/api/v1/query?query=1' },
  { name: 'Loki', port: 'loki', path: '/ready' },
  { name: 'Alertmanager', port: 'alertmanager', path: '/api/v2/status' },
  { name: "Jaeger's query API", port: 'jaegerQuery', path: '/jaeger/api/services' },
  {
    name: "Jaeger's query API, gRPC",
    port: 'jaegerQueryGrpc',
    path: '/jaeger.api_v3.QueryService/GetServices',
    isGrpc: true,
  },
  { name: "Jaeger's OTLP, gRPC", port: 'jaegerOtlp', path: EXPORT_TRACES, isGrpc: true },
  { name: "Jaeger's health", port: 'jaegerHealth', path: '/-/healthy' },
  { name: "Jaeger's metrics", port: 'jaegerMetrics', path: '/metrics' },
  { name: 'node-exporter', port: 'nodeExporter', path: '/metrics' },
  { name: 'blackbox-exporter', port: 'blackboxExporter', path: '/metrics' },
];

const JSON_BODY = { body: '{}', type: 'application/json' };
const EMPTY_PROTOBUF = { body: '', type: 'application/x-protobuf' };

const questionOf = ({ port, path, method, isForSenders }: Endpoint, shown: string | undefined): Question => {
  const { body, type } = path.includes('/otlp/') ? EMPTY_PROTOBUF : JSON_BODY;
  return {
    port: stack.ports[port],
    path,
    ...(method !== undefined && { method, body }),
    headers: {
      ...(method !== undefined && { 'content-type': type }),
      ...(isForSenders && shown !== undefined && { authorization: `Bearer ${shown}` }),
    },
  };
};

const outcomeOf = async (
  endpoint: Endpoint,
  credentials: Credentials,
  shown: string | undefined = token,
): Promise<string> => {
  const question = questionOf(endpoint, shown);
  if (endpoint.isGrpc) return callGrpc(question, credentials);
  return `http ${(await ask(question, credentials)).status}`;
};

/** Ends the handshake; nginx lets it end, and refuses the request. */
const REFUSED = /^(?:http )?refused$|^http 400$/;

withServers('every part of the stack', () => {
  describe.each(ENDPOINTS)('$name', (endpoint) => {
    const fine = endpoint.isGrpc ? 'grpc 0' : 'http 200';

    test('answers a part of the stack', async () => {
      expect(await outcomeOf(endpoint, clientOf(stack.directory, 'prometheus'))).toBe(fine);
    });

    test('refuses who shows no certificate', async () => {
      const { ca } = clientOf(stack.directory, 'prometheus');
      expect(await outcomeOf(endpoint, ca === undefined ? {} : { ca })).toMatch(REFUSED);
    });

    test('refuses a certificate of another authority', async () => {
      const { ca } = clientOf(stack.directory, 'prometheus');
      expect(await outcomeOf(endpoint, { ...clientOf(other, 'prometheus'), ca: ca ?? '' })).toMatch(REFUSED);
    });

    test('refuses the certificate of a service that only sends', async () => {
      expect(await outcomeOf(endpoint, clientOf(stack.directory, 'services'))).toMatch(REFUSED);
    });

    test('refuses a certificate that has ended', async () => {
      const { ca = '' } = clientOf(stack.directory, 'prometheus');
      const ended = endedCertificate(stack.directory, { purpose: 'client', name: 'prometheus' });
      expect(await outcomeOf(endpoint, { ca, ...ended })).toMatch(REFUSED);
    });

    test('refuses plain text', async () => {
      const question = questionOf(endpoint, token);
      const outcome = endpoint.isGrpc
        ? await callGrpc(question, {}, 'http')
        : `http ${(await askPlain(question)).status}`;
      expect(outcome).toMatch(REFUSED);
    });

    test('shows a certificate that a client of another authority does not take', async () => {
      expect(await outcomeOf(endpoint, clientOf(other, 'prometheus'))).toMatch(/refused$/);
    });
  });

  const senders = ENDPOINTS.filter(({ isForSenders }) => isForSenders);
  const turnedAway = (endpoint: Endpoint): string => (endpoint.isGrpc ? 'grpc 16' : 'http 401');

  test.each(senders)('$name wants a token, and the right one', async (endpoint) => {
    const client = clientOf(stack.directory, 'proxy');
    const question = { ...endpoint, isForSenders: false };
    expect(await outcomeOf(question, client)).toBe(turnedAway(endpoint));
    expect(await outcomeOf(endpoint, client, 'wrong')).toBe(turnedAway(endpoint));
    expect(await outcomeOf(endpoint, client, `${token}x`)).toBe(turnedAway(endpoint));
  });

  test('scrapes itself with TLS', async () => {
    const health = async (): Promise<string[]> => {
      const answer = await ask(
        { port: stack.ports.prometheus, path: '/api/v1/targets' },
        clientOf(stack.directory, 'grafana'),
      );
      const { activeTargets } = JSON.parse(answer.body).data;
      return activeTargets.map(
        (one: Record<string, string>) => `${one.scrapePool} ${one.health} ${one.lastError}`,
      );
    };
    const jobs = ['alertmanager', 'collector', 'jaeger', 'loki', 'node', 'prometheus', 'prometheus-long'];
    const all = [...jobs, 'probe-grafana', 'probe-login', 'probe-otlp'].map((job) => `${job} up `).sort();
    await waitFor('every target is up', health, (found) => found.sort().join() === all.join());
  });

  test('probes itself as others reach it, by way of the proxy', async () => {
    const query = new URLSearchParams({ query: 'probe_success == 1' });
    const succeeded = async (): Promise<string[]> => {
      const { body } = await ask(
        { port: stack.ports.prometheus, path: `/api/v1/query?${query}` },
        clientOf(stack.directory, 'grafana'),
      );
      return JSON.parse(body).data.result.map(({ metric }: { metric: { probe: string } }) => metric.probe);
    };
    await waitFor('all succeed', succeeded, (found) => found.sort().join() === 'grafana,login,otlp');
  });

  test('what is recorded is in the long tier, and read from there', async () => {
    const client = clientOf(stack.directory, 'grafana');
    const path = '/api/v1/query?query=count(up)';
    await waitFor(
      'series are there',
      async () => (await ask({ port: stack.ports.prometheusLong, path }, client)).body,
      (body) => /"value":\[[\d.]+,"[1-9]/.test(body),
    );
  }, 60_000);

  test('Prometheus has found Alertmanager by TLS', async () => {
    const { body } = await ask(
      { port: stack.ports.prometheus, path: '/api/v1/alertmanagers' },
      clientOf(stack.directory, 'grafana'),
    );
    expect(JSON.parse(body).data.activeAlertmanagers).toEqual([
      { url: `https://127.0.0.1:${stack.ports.alertmanager}/api/v2/alerts` },
    ]);
  });
});

test('no shipped file of the secured stack takes an unchecked certificate or speaks in plain text', () => {
  for (const file of [
    'collector.yaml',
    'jaeger.yaml',
    'prometheus.yml',
    'datasources.yaml',
    'probes.yaml',
    'blackbox.yml',
    'scrapes/probes.yaml',
    'proxy.conf',
    'web.yml',
  ]) {
    const text = readFileSync(join(import.meta.dirname, '../../deploy/secure', file), 'utf8');
    expect([
      file,
      text.match(/insecure: true|insecure_skip_verify|tlsSkipVerify|ssl_verify off|http:\/\//g),
    ]).toEqual([file, null]);
  }
});
