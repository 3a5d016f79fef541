import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { removeLogin } from '../../src/cli/commands/stack/logins.ts';
import { prepareStack } from '../../src/cli/commands/stack/prepare.ts';
import { openPrivateFolder, ownerOfFolder } from '../../src/cli/commands/stack/private-files.ts';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { waitFor } from '../integration/wait-for.ts';
import { ask, askPlain, callGrpc, type Question } from './ask.ts';
import { clientOf, endedCertificate, readStackFile } from './credentials.ts';
import { findSecureBinaries, proxyPorts, type SecureStack, startSecureStack } from './secure-stack.ts';
import { startNginx } from './start-nginx.ts';

const binaries = await findSecureBinaries();
const withServers = binaries ? describe : describe.skip;

let stack: SecureStack;
let ca = '';
let token = '';
beforeAll(async () => {
  if (!binaries) return;
  stack = await startSecureStack(binaries);
  ca = readStackFile(stack.directory, 'services/ca.crt');
  token = readStackFile(stack.directory, 'collector/token').trim();
}, 120_000);
afterAll(() => stack?.stop(), 60_000);

const basic = (name: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});
type Who = 'nobody' | 'stranger' | 'guesser' | 'viewer' | 'editor';
const loginOf = (who: Who): Record<string, string> =>
  ({
    nobody: {},
    stranger: basic('stranger', stack.passwords.viewer),
    guesser: basic('viewer', stack.passwords.editor),
    viewer: basic('viewer', stack.passwords.viewer),
    editor: basic('editor', stack.passwords.editor),
  })[who];

const page = (path: string, rest: Partial<Question> = {}): Question => ({
  port: stack.ports.pages,
  path,
  ...rest,
});
const SILENCE = JSON.stringify({
  matchers: [{ name: 'alertname', value: 'Test', isRegex: false }],
  startsAt: '2030-01-01T00:00:00Z',
  endsAt: '2030-01-01T01:00:00Z',
  createdBy: 'test',
  comment: 'test',
});

interface AuditLine {
  readonly user: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly port: number;
  readonly time: string;
}
const readAudit = (): readonly AuditLine[] =>
  readFileSync(stack.auditFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const lastAudit = (satisfies: (line: AuditLine) => boolean): Promise<AuditLine | undefined> =>
  waitFor('the audit log has it', () => readAudit().findLast(satisfies));

withServers('the pages', () => {
  const PAGES = ['/prometheus/api/v1/query?query=1', '/alertmanager/api/v2/status', '/jaeger/api/services'];

  test.each(PAGES)('%s wants a login', async (path) => {
    const statuses: Record<string, unknown> = {};
    for (const who of ['nobody', 'stranger', 'guesser', 'viewer', 'editor'] as const)
      statuses[who] = (await ask(page(path, { headers: loginOf(who) }), { ca })).status;
    expect(statuses).toEqual({ nobody: 401, stranger: 401, guesser: 401, viewer: 200, editor: 200 });
  });

  const changes: { name: string; who: Who; headers?: Record<string, string>; status: number }[] = [
    { name: 'nobody makes a silence', who: 'nobody', status: 401 },
    { name: 'a viewer makes no silence', who: 'viewer', status: 401 },
    { name: 'an editor makes one', who: 'editor', status: 200 },
    {
      name: "another site makes none in an editor's browser",
      who: 'editor',
      headers: { 'sec-fetch-site': 'cross-site' },
      status: 403,
    },
    {
      name: 'the page of Alertmanager makes one',
      who: 'editor',
      headers: { 'sec-fetch-site': 'same-origin' },
      status: 200,
    },
  ];
  test.each(changes)('$name', async ({ who, headers, status }) => {
    const answer = await ask(
      page('/alertmanager/api/v2/silences', {
        method: 'POST',
        body: SILENCE,
        headers: { ...loginOf(who), ...headers, 'content-type': 'application/json' },
      }),
      { ca },
    );
    expect([answer.status, answer.body]).toEqual([status, expect.anything()]);
  });

  test('a viewer asks Prometheus by POST', async () => {
    const headers = { ...loginOf('viewer'), 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await ask(
      page('/prometheus/api/v1/query', { method: 'POST', body: 'query=vector(41)', headers }),
      { ca },
    );
    expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('"41"')]);
  });

  test.each([
    '/prometheus/api/v1/otlp/v1/metrics',
    '/prometheus/api/v1/admin/tsdb/snapshot',
    '/prometheus/debug/pprof/heap',
  ])('%s is not there, whoever asks', async (path) => {
    for (const method of ['GET', 'POST'])
      expect((await ask(page(path, { method, headers: loginOf('editor') }), { ca })).status).toBe(404);
  });

  test('Grafana gets what is left, and nobody makes up a user', async () => {
    const answer = await ask(page('/d/overview?var-user=ada', { headers: { 'x-grafana-user': 'admin' } }), {
      ca,
    });
    expect([answer.status, answer.body]).toEqual([200, 'grafana']);
    expect(stack.seenByGrafana).toContain('GET /d/overview?var-user=ada -');
  });

  test('plain text gets nothing', async () => {
    const answer = await askPlain(page('/prometheus/', { headers: loginOf('editor') }));
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('plain HTTP request')]);
  });

  test('speaks no old TLS', async () => {
    const old = { ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    expect((await ask(page('/'), old)).status).toBe('refused');
    expect((await ask(page('/'), { ...old, maxVersion: 'TLSv1.2', minVersion: 'TLSv1.2' })).status).toBe(200);
  });

  test('takes no more than 10 MB', async () => {
    const body = Buffer.alloc(10 * 2 ** 20 + 1, 'x');
    expect((await ask(page('/api/dashboards/db', { method: 'POST', body }), { ca })).status).toBe(413);
  });

  test('a login that was removed is refused at once', async () => {
    const folder = join(stack.directory, 'proxy');
    expect(removeLogin(openPrivateFolder(folder, ownerOfFolder(folder)), 'operator')).toBe(true);
    const operator = basic('operator', readStackFile(stack.directory, 'operator-password').trim());
    expect((await ask(page('/jaeger/api/services', { headers: operator }), { ca })).status).toBe(401);
  });
});

withServers('the data of Grafana', () => {
  const inner = (path: string, user?: string): Question => ({
    port: stack.ports.proxyInner,
    path,
    ...(user !== undefined && { headers: { 'x-grafana-user': user } }),
  });

  test('is for Grafana alone', async () => {
    const path = '/prometheus/api/v1/query?query=1';
    expect((await ask(inner(path), { ca })).status).toBe(400);
    expect((await ask(inner(path), clientOf(stack.directory, 'services'))).status).toBe(400);
    expect((await ask(inner(path), clientOf(stack.directory, 'prometheus'))).status).toBe(403);
    expect((await ask(inner(path), clientOf(stack.directory, 'grafana'))).status).toBe(200);
  });

  test.each(['/prometheus/api/v1/query?query=1', '/alertmanager/api/v2/status', '/jaeger/api/services'])(
    '%s is logged with the user of Grafana',
    async (path) => {
      const user = `ada-${path.length}`;
      expect((await ask(inner(path, user), clientOf(stack.directory, 'grafana'))).status).toBe(200);
      expect(await lastAudit((line) => line.user === user)).toMatchObject({ method: 'GET', status: 200 });
    },
  );
});

withServers('the audit log', () => {
  test('has who, what, when and how it ended, and no values of a query', async () => {
    const secret = 'ada.lovelace@example.com';
    const path = `/prometheus/api/v1/series?match[]={user="${secret}"}`;
    const before = readAudit().length;
    await ask(
      page(encodeURI(path), { headers: { ...loginOf('viewer'), referer: `https://x/?q=${secret}` } }),
      { ca },
    );
    const line = await lastAudit((one) => one.path === '/prometheus/api/v1/series');
    expect(line).toMatchObject({ user: 'viewer', method: 'GET', status: 200, port: stack.ports.pages });
    expect(Math.abs(Date.parse(line?.time ?? '') - Date.now())).toBeLessThan(60_000);
    expect(readAudit().length).toBeGreaterThan(before);
    expect(readFileSync(stack.auditFile, 'utf8')).not.toMatch(/lovelace|match|var-user/);
  });

  test('has who was refused', async () => {
    await ask(page('/prometheus/refused', { headers: loginOf('guesser') }), { ca });
    expect(await lastAudit((one) => one.path === '/prometheus/refused')).toMatchObject({
      user: 'viewer',
      status: 401,
    });
  });

  test('cannot be given a line by who is asked for a name', async () => {
    const name = 'x","status"=200}\n{"user"="root';
    await ask(page('/jaeger/forged', { headers: basic(name, 'x') }), { ca });
    expect(await lastAudit((one) => one.path === '/jaeger/forged')).toMatchObject({
      user: name,
      status: 401,
    });
  });
});

withServers('OTLP at the proxy', () => {
  const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
  const httpQuestion = (shown: string | undefined, body: string | Buffer = '{}'): Question => ({
    port: stack.ports.proxyHttp,
    path: '/v1/traces',
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      ...(shown !== undefined && { authorization: `Bearer ${shown}` }),
    },
  });
  const grpcQuestion = (shown: string | undefined): Question => ({
    port: stack.ports.proxyGrpc,
    path: EXPORT,
    ...(shown !== undefined && { headers: { authorization: `Bearer ${shown}` } }),
  });

  test('wants the token', async () => {
    for (const [shown, http, grpc] of [
      [undefined, 401, 'grpc 16'],
      ['wrong', 401, 'grpc 16'],
      [token, 200, 'grpc 0'],
    ] as const) {
      expect((await ask(httpQuestion(shown), { ca })).status).toBe(http);
      expect(await callGrpc(grpcQuestion(shown), { ca })).toBe(grpc);
    }
  });

  test('takes another token once it is in the file', async () => {
    expect((await ask(httpQuestion('another'), { ca })).status).toBe(401);
    const folder = join(stack.directory, 'collector');
    openPrivateFolder(folder, ownerOfFolder(folder)).write('token', `${token} # the first\nanother\n`);
    await waitFor('it counts', async () => (await ask(httpQuestion('another'), { ca })).status === 200);
    expect((await ask(httpQuestion(token), { ca })).status).toBe(200);
  });

  test('refuses plain text', async () => {
    expect((await askPlain(httpQuestion(token))).status).toBe(400);
    expect(await callGrpc(grpcQuestion(token), {}, 'http')).toBe('refused');
  });

  test('logs who was turned away, and not each export', async () => {
    await ask(httpQuestion('wrong'), { ca });
    await lastAudit(({ path, status }) => path === '/v1/traces' && status === 401);
    const ends = new Set(
      readAudit()
        .filter(({ path }) => path === '/v1/traces')
        .map(({ status }) => status),
    );
    expect(ends.has(200)).toBe(false);
  });

  test('takes no more than the Collector would, and nothing but telemetry', async () => {
    expect((await ask(httpQuestion(token, Buffer.alloc(20 * 2 ** 20 + 1, ' ')), { ca })).status).toBe(413);
    expect((await ask({ ...httpQuestion(token), path: '/debug/pprof' }, { ca })).status).toBe(404);
    expect(await callGrpc({ ...grpcQuestion(token), path: '/grpc.health.v1.Health/Check' }, { ca })).toBe(
      'http 404',
    );
  });

  describe('with certificates instead of the token', () => {
    let proxy: RunningServer | undefined;
    let ports: SecureStack['ports'];
    const nginx = () => ({
      binary: binaries?.nginx ?? '',
      config: 'proxy.conf' as const,
      otlp: 'certificate' as const,
      files: join(stack.directory, 'proxy'),
      port: ports.pages,
      replace: proxyPorts(ports),
    });
    beforeAll(async () => {
      const [pages = 0, proxyGrpc = 0, proxyHttp = 0, proxyInner = 0] = await freePorts(4);
      ports = { ...stack.ports, pages, proxyGrpc, proxyHttp, proxyInner };
      proxy = await startNginx({ ...nginx(), directory: join(stack.directory, '../proxy-certificate') });
    });
    afterAll(() => proxy?.stop());

    test('refuses none, an ended one, and one of a part', async () => {
      const at = (question: Question, port: number): Question => ({ ...question, port });
      const ended = endedCertificate(stack.directory, { purpose: 'client', name: 'services' }, 'senders');
      for (const wrong of [{ ca }, { ca, ...ended }, clientOf(stack.directory, 'grafana')]) {
        expect((await ask(at(httpQuestion(token), ports.proxyHttp), wrong)).status).toBe(400);
        expect(await callGrpc(at(grpcQuestion(token), ports.proxyGrpc), wrong)).toBe('http 400');
      }
      for (const sender of ['services', 'prober']) {
        const right = clientOf(stack.directory, sender);
        expect((await ask(at(httpQuestion(token), ports.proxyHttp), right)).status).toBe(200);
        expect(await callGrpc(at(grpcQuestion(token), ports.proxyGrpc), right)).toBe('grpc 0');
      }
    });

    test('refuses what was revoked once it was restarted, and the Collector the token at once', async () => {
      const at = (shown: string, port: number): Question => ({ ...httpQuestion(shown), port });
      const old = clientOf(stack.directory, 'services');
      const { authorities } = prepareStack({ directory: stack.directory, revoke: ['senders'] });
      expect(authorities.map(({ action }) => action)).toEqual(['kept', 'replaced']);
      const [first = ''] = readStackFile(stack.directory, 'collector/token').split('\n');
      const right = clientOf(stack.directory, 'services');
      await waitFor(
        'the token that was revoked is refused',
        async () => (await ask(at(token, stack.ports.proxyHttp), { ca })).status === 401,
      );
      expect((await ask(at(first, stack.ports.proxyHttp), { ca })).status).toBe(200);

      await proxy?.stop();
      proxy = await startNginx({ ...nginx(), directory: join(stack.directory, '../proxy-revoked') });
      expect((await ask(at(first, ports.proxyHttp), old)).status).toBe(400);
      expect((await ask(at(first, ports.proxyHttp), right)).status).toBe(200);
    });
  });
});

withServers('the limit of requests', () => {
  // The last test here: it uses up what this address may ask.
  test('turns away who asks too often', async () => {
    const answers = await Promise.all(
      Array.from({ length: 400 }, () => ask(page('/jaeger/api/services'), { ca })),
    );
    const counts = new Map<unknown, number>();
    for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
    expect(counts.get(429) ?? 0).toBeGreaterThan(50);
    expect(counts.get(401) ?? 0).toBeGreaterThan(100);
  });
});
