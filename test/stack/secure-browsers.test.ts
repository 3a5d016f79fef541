// The way in for pages of the secured stack: the shipped nginx and the Collector as docker-compose.secure-browsers.yml
// starts it. test/browser/web/receiving.test.ts has what becomes of the data.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { prepareStack } from '../../src/cli/commands/stack/prepare.ts';
import { requireCommand } from '../backends/find-command.ts';
import { requireServer } from '../backends/find-server.ts';
import { accepts, freePorts } from '../backends/ports.ts';
import { type RunningServer, startServer } from '../backends/start.ts';
import { shipped } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { type Answer, ask, askPlain, callGrpc, type Question } from './ask.ts';
import { clientOf, endedCertificate, readStackFile } from './credentials.ts';
import { startNginx } from './start-nginx.ts';

const otelcol = await requireServer('otelcol');
const nginx = await requireCommand('nginx');
const withServers = otelcol && nginx ? describe : describe.skip;

const SHOP = 'https://shop.example';

/** Its patterns take a processor some seconds, and others use it too. */
const READY_MILLIS = 90_000;

/** The arguments of the compose file, with files where they are here. */
const collectorArguments = (auth: string): readonly string[] => {
  const { services } = parse(readFileSync(shipped('docker-compose.secure-browsers.yml'), 'utf8'));
  return services.collector.command.map((argument: string) =>
    argument
      .replace('/etc/otelcol/secure', shipped('deploy/secure'))
      .replace('/etc/otelcol', shipped('collector'))
      .replace(/\$\{BINNACLE_SAMPLING:-(\w+)\}/, '$1')
      .replace(/\$\{BINNACLE_OTLP_AUTH:-token\}/, auth),
  );
};

withServers.each(['token', 'certificate'])('pages of a secured stack whose services show a %s', (auth) => {
  let home: string;
  let directory: string;
  let ports: Record<'pages' | 'receiver' | 'otlpGrpc' | 'otlpHttp' | 'health' | 'metrics', number>;
  let ca = '';
  let key = '';
  const running: RunningServer[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'binnacle-secure-browsers-'));
    directory = join(home, 'stack');
    const { pages } = prepareStack({ directory, origins: [SHOP, 'https://*.shop.example'] });
    key = pages?.apiKey ?? '';
    ca = readStackFile(directory, 'services/ca.crt');
    const [pagesPort = 0, receiver = 0, otlpGrpc = 0, otlpHttp = 0, health = 0, metrics = 0] =
      await freePorts(6);
    ports = { pages: pagesPort, receiver, otlpGrpc, otlpHttp, health, metrics };
    const stored = join(home, 'stored.yaml');
    // In the place of Loki and of what follows.
    writeFileSync(
      stored,
      JSON.stringify({
        exporters: Object.fromEntries(
          ['logs', 'traces'].map((signal) => [
            `file/pages-${signal}`,
            { path: join(home, `${signal}.jsonl`), flush_interval: '100ms' },
          ]),
        ),
        service: {
          pipelines: {
            'logs/browsers': { exporters: ['file/pages-logs', 'forward/browsers'] },
            'traces/browsers': { exporters: ['file/pages-traces', 'forward/browsers'] },
          },
        },
      }),
    );
    const work = join(home, 'collector');
    mkdirSync(work);
    const environment = readStackFile(directory, 'stack.env');
    running.push(
      ...(await Promise.all([
        startServer({
          name: 'Collector',
          command: otelcol ?? '',
          args: [...collectorArguments(auth), `--config=${stored}`],
          cwd: work,
          timeoutMillis: READY_MILLIS,
          env: {
            RUM_API_KEY: /^RUM_API_KEY=(.*)$/m.exec(environment)?.[1] ?? '',
            RUM_ALLOWED_ORIGINS: /^RUM_ALLOWED_ORIGINS=(.*)$/m.exec(environment)?.[1] ?? '',
            BINNACLE_TLS_DIRECTORY: join(directory, 'collector'),
            BINNACLE_BROWSERS_ENDPOINT: `127.0.0.1:${receiver}`,
            BINNACLE_OTLP_GRPC_ENDPOINT: `127.0.0.1:${otlpGrpc}`,
            BINNACLE_OTLP_HTTP_ENDPOINT: `127.0.0.1:${otlpHttp}`,
            BINNACLE_COLLECTOR_HEALTH_ENDPOINT: `127.0.0.1:${health}`,
            BINNACLE_COLLECTOR_METRICS_PORT: String(metrics),
          },
          ready: () => accepts(receiver),
        }),
        startNginx({
          binary: nginx ?? '',
          config: 'browsers.conf',
          files: join(directory, 'browsers'),
          directory: join(home, 'proxy'),
          port: pagesPort,
          replace: {
            'listen 4443': `listen 127.0.0.1:${pagesPort}`,
            'collector:4319': `127.0.0.1:${receiver}`,
            '/etc/binnacle-pages': join(directory, 'browsers'),
            '/dev/stdout': join(home, 'proxy', 'refused.log'),
          },
        }),
      ])),
    );
  }, 120_000);
  afterAll(async () => {
    await Promise.all(running.map((server) => server.stop()));
    await rm(home, { recursive: true, force: true });
  });

  const logs = (name: string): string =>
    JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop-page' } }] },
          scopeLogs: [{ logRecords: [{ eventName: name, timeUnixNano: `${Date.now()}000000` }] }],
        },
      ],
    });
  const question = (rest: Partial<Question> = {}): Question => ({
    port: ports.pages,
    path: '/v1/logs',
    method: 'POST',
    body: '{}',
    ...rest,
    headers: { origin: SHOP, 'content-type': 'application/json', 'x-api-key': key, ...rest.headers },
  });
  const send = (rest: Partial<Question> = {}): Promise<Answer> => ask(question(rest), { ca });
  const mayRead = ({ headers }: Answer): unknown => headers['access-control-allow-origin'];

  test('with the key, from an origin of the list, arrive', async () => {
    for (const origin of [SHOP, 'https://www.shop.example']) {
      const name = `page.${new URL(origin).hostname}`;
      const answer = await send({ body: logs(name), headers: { origin } });
      expect([answer.status, mayRead(answer)]).toEqual([200, origin]);
      await waitFor('it is stored', async () =>
        (await readFile(join(home, 'logs.jsonl'), 'utf8').catch(() => '')).includes(name),
      );
    }
    expect((await send({ path: '/v1/traces' })).status).toBe(200);
  });

  test('ask first, as browsers do', async () => {
    const preflight = (origin: string) =>
      send({
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-api-key',
        },
      });
    expect(mayRead(await preflight(SHOP))).toBe(SHOP);
    for (const origin of ['https://elsewhere.example', 'https://shop.example.elsewhere.example', 'null'])
      expect([origin, mayRead(await preflight(origin))]).toEqual([origin, undefined]);
  });

  test.each(['', 'wrong', 'token'])('with the key "%s" are refused', async (shown) => {
    const wrong = shown === 'token' ? readStackFile(directory, 'collector/token').trim() : shown;
    expect((await send({ headers: { 'x-api-key': wrong } })).status).toBe(401);
  });

  test('of another origin are not told that they arrived', async () => {
    const answer = await send({ headers: { origin: 'https://elsewhere.example' } });
    expect(mayRead(answer)).toBeUndefined();
  });

  test('too much at once gets no further, and the page is told', async () => {
    const answer = await send({ body: ' '.repeat(131_073) });
    expect([answer.status, mayRead(answer)]).toEqual([413, SHOP]);
  });

  test.each([
    '/',
    '/v1/metrics',
    '/v1/logs/more',
    '/v1/logs/',
    '/prometheus/',
    '/grafana/',
    '/jaeger/api/services',
    '/loki/api/v1/push',
    '/-/healthy',
    '/metrics',
    '/v1/traces/../../metrics',
    '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  ])('%s is not there', async (path) => {
    expect([path, (await send({ path })).status]).toEqual([path, 404]);
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s is not taken', async (method) => {
    expect((await send({ method })).status).toBe(403);
  });

  test('with what services show get no further', async () => {
    const token = readStackFile(directory, 'collector/token').trim();
    const answer = await send({ headers: { authorization: `Bearer ${token}`, 'x-api-key': '' } });
    expect(answer.status).toBe(401);
    const grpc = { port: ports.pages, path: '/opentelemetry.proto.collector.logs.v1.LogsService/Export' };
    expect(await callGrpc(grpc, { ca })).toBe('http 404');
  });

  test('get no answer in plain text, or with old TLS', async () => {
    expect((await askPlain(question())).status).toBe(400);
    const old = { ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    expect((await ask(question(), old)).status).toBe('refused');
  });

  test('reach the Collector by way of the proxy alone', async () => {
    const atReceiver = question({ port: ports.receiver });
    const ended = endedCertificate(directory, { purpose: 'client', name: 'browsers' }, 'senders');
    for (const credentials of [{ ca }, { ca, ...ended }, clientOf(directory, 'grafana')])
      expect((await ask(atReceiver, credentials)).status).toBe('refused');
    expect((await askPlain(atReceiver)).status).not.toBe(200);
    expect((await ask(atReceiver, clientOf(directory, 'browsers'))).status).toBe(200);
  });

  test('the certificate of their proxy opens nothing else of the Collector', async () => {
    const client = clientOf(directory, 'browsers');
    for (const [port, path] of [
      [ports.otlpHttp, '/v1/logs'],
      [ports.health, '/-/healthy'],
    ] as const)
      expect((await ask(question({ port, path }), client)).status).toBe('refused');
    const grpc = { port: ports.otlpGrpc, path: '/opentelemetry.proto.collector.logs.v1.LogsService/Export' };
    expect(await callGrpc(grpc, client)).toBe('refused');
  });

  // The last one: it uses up what this address may send.
  test('too many are told to wait, and nobody’s address is logged', async () => {
    const answers: Answer[] = [];
    const withStatus = (status: number): readonly Answer[] => answers.filter((one) => one.status === status);
    // A busy machine asks more slowly than it is allowed to at first.
    for (let round = 0; round < 8 && withStatus(429).length < 50; round++)
      answers.push(...(await Promise.all(Array.from({ length: 250 }, () => send()))));
    const late = withStatus(429);
    expect(late.length).toBeGreaterThanOrEqual(50);
    expect(withStatus(200).length).toBeGreaterThan(50);
    expect([late[0]?.headers['retry-after'], late[0] && mayRead(late[0])]).toEqual(['10', SHOP]);
    const lines = (await readFile(join(home, 'proxy', 'refused.log'), 'utf8')).trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(50);
    expect(lines.filter((line) => line.includes('127.0.0.1'))).toEqual([]);
  }, 60_000);
});
