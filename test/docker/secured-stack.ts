import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { prepareStack } from '../../src/cli/commands/stack/prepare.ts';
import type { DockerEngine } from '../backends/docker.ts';
import { type LocalImages, localImages } from '../backends/local-images.ts';
import { freePorts } from '../backends/ports.ts';
import { run, succeeds } from '../backends/run.ts';
import { installedPackage } from '../integration/installed-package.ts';
import { waitFor } from '../integration/wait-for.ts';
import { ask, callGrpc } from '../stack/ask.ts';
import { readStackFile } from '../stack/credentials.ts';
import { CONFINED, confinements } from './confinement.ts';

/** No image of Grafana can be built here. */
const WITHOUT = ['grafana'];

const SHOP = 'https://shop.example';

/** Tests of docker-compose.secure.yml with pages, in an engine that has most of the images. */
export const describeSecuredStack = (engine: DockerEngine | undefined, compose: string | undefined): void => {
  const project = `binnacle-secure-${process.pid}`;
  const withEngine = engine ? describe : describe.skip;
  withEngine('the secured stack in Docker', () => {
    const directory = mkdtempSync(join(tmpdir(), 'binnacle-secure-'));
    let images: LocalImages | undefined;
    let files: string[] = [];
    let env: Record<string, string> = {};
    let ports = { pages: 0, grpc: 0, http: 0, browsers: 0 };
    let ca = '';
    let auditFile = '';

    const runCompose = (...args: string[]): Promise<string> =>
      run(compose ?? '', ['--project-name', project, ...files, ...args], { env });

    const findAuditFile = async ({ docker }: DockerEngine): Promise<string> =>
      join(
        (await docker('volume', 'inspect', '--format', '{{.Mountpoint}}', `${project}_audit`)).trim(),
        'audit.log',
      );

    beforeAll(async () => {
      if (!engine) return;
      prepareStack({ directory, origins: [SHOP] });
      ca = readStackFile(directory, 'services/ca.crt');
      const installed = join(await installedPackage(), 'node_modules/binnacle');
      files = [
        '--env-file',
        join(directory, 'stack.env'),
        ...['monitoring', 'secure', 'secure-browsers'].flatMap((name) => [
          '--file',
          join(installed, `docker-compose.${name}.yml`),
        ]),
      ];
      const [pages = 0, grpc = 0, http = 0, browsers = 0] = await freePorts(4);
      ports = { pages, grpc, http, browsers };
      env = {
        ...engine.env,
        COMPOSE_PROFILES: 'binnacle',
        BINNACLE_HTTPS_PORT: String(pages),
        BINNACLE_OTLP_GRPC_PORT: String(grpc),
        BINNACLE_OTLP_HTTP_PORT: String(http),
        BINNACLE_BROWSERS_PORT: String(browsers),
      };
      const { services } = JSON.parse(await runCompose('config', '--format', 'json'));
      const names = Object.keys(services).filter((name) => !WITHOUT.includes(name));
      images = await localImages(engine, [...new Set(names.map((name) => services[name].image as string))]);
      await runCompose('up', '--no-deps', '--detach', '--wait', '--wait-timeout', '120', ...names);
      auditFile = await findAuditFile(engine);
    }, 400_000);

    afterAll(async () => {
      if (!engine) return;
      try {
        // Nobody can remove it otherwise, which is the point of it.
        await succeeds('chattr', ['-a', await findAuditFile(engine)]);
        await runCompose('down', '--volumes', '--timeout', '5');
        await images?.remove();
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    }, 120_000);

    const operator = (): Record<string, string> => {
      const password = readStackFile(directory, 'operator-password').trim();
      return { authorization: `Basic ${Buffer.from(`operator:${password}`).toString('base64')}` };
    };

    test('is confined', async () => {
      if (!engine) return;
      const ids = (await runCompose('ps', '--quiet')).trim().split('\n');
      expect(ids.length).toBeGreaterThan(15);
      for (const [name, facts] of await confinements(engine, ids))
        expect([name, facts]).toEqual([name, CONFINED]);
    });

    test('has all pages behind a login', async () => {
      for (const path of ['/prometheus/-/ready', '/alertmanager/-/ready', '/jaeger/api/services']) {
        const question = { port: ports.pages, path };
        expect([path, (await ask(question, { ca })).status]).toEqual([path, 401]);
        expect([path, (await ask({ ...question, headers: operator() }, { ca })).status]).toEqual([path, 200]);
      }
    });

    test('Prometheus reaches every part by TLS', async () => {
      const question = { port: ports.pages, path: '/prometheus/api/v1/targets', headers: operator() };
      const targets = async (): Promise<string[]> =>
        JSON.parse((await ask(question, { ca })).body).data.activeTargets.map(
          (one: Record<string, string>) => `${one.scrapeUrl} ${one.health} ${one.lastError}`,
        );
      await waitFor(
        'every target is up',
        targets,
        // Whether pages ask for a login is not asked before two minutes have gone.
        (found) => found.every((one) => /^https:.* up $|module=login\S* unknown $/.test(one)),
        60_000,
      );
    }, 90_000);

    test('takes OTLP with the token alone', async () => {
      const authorization = `Bearer ${readStackFile(directory, 'collector/token').trim()}`;
      const http = { port: ports.http, path: '/v1/traces', method: 'POST', body: '{}' };
      const path = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
      const json = { 'content-type': 'application/json' };
      expect((await ask({ ...http, headers: json }, { ca })).status).toBe(401);
      expect((await ask({ ...http, headers: { ...json, authorization } }, { ca })).status).toBe(200);
      expect(await callGrpc({ port: ports.grpc, path }, { ca })).toBe('grpc 16');
      expect(await callGrpc({ port: ports.grpc, path, headers: { authorization } }, { ca })).toBe('grpc 0');
    });

    test('takes data of pages with their key, and answers nothing else there', async () => {
      const key = readStackFile(directory, 'browsers/key').trim();
      const status = async (path: string, shown: string): Promise<unknown> => {
        const headers = { 'content-type': 'application/json', origin: SHOP, 'x-api-key': shown };
        const question = { port: ports.browsers, path, method: 'POST', body: '{}', headers };
        const answer = await ask(question, { ca });
        return answer.status === 200 ? answer.headers['access-control-allow-origin'] : answer.status;
      };
      await waitFor(
        'the Collector is there',
        () => status('/v1/logs', key),
        (found) => found === SHOP,
      );
      expect([await status('/v1/logs', 'wrong'), await status('/v1/metrics', key)]).toEqual([401, 404]);
    });

    test('keeps an audit log that only grows', async () => {
      await ask({ port: ports.pages, path: '/jaeger/api/services?secret=1', headers: operator() }, { ca });
      const log = await waitFor(
        'the request is in it',
        () => readFileSync(auditFile, 'utf8'),
        (text) => text.includes('"user":"operator"'),
      );
      expect(log).not.toContain('secret');
      expect(await run('lsattr', [auditFile])).toMatch(/^\S*a\S* /);
      // Root of this machine is refused as well.
      for (const change of [
        ['truncate', '--size=0', auditFile],
        ['rm', '--force', auditFile],
      ] as const) {
        const [command, ...args] = change;
        expect([command, await succeeds(command, args)]).toEqual([command, false]);
      }
      expect(readFileSync(auditFile, 'utf8').startsWith(log)).toBe(true);
    });

    test('has an audit trail that is whole, and nothing there complains', async () => {
      const verify = [
        ...['exec', '--no-TTY', 'audit', 'node', '/binnacle/dist/cli/main.js', 'audit', 'verify'],
        ...['--loki', 'https://loki:3100', '--tls', '/etc/binnacle', '--json'],
      ];
      await waitFor(
        'the watch has begun',
        async () => JSON.parse(await runCompose(...verify)),
        ({ ok, count }) => ok && count > 0,
      );
      const said = await runCompose('logs', '--no-log-prefix', 'audit-access');
      expect(said.trim().split('\n')).toEqual([expect.stringMatching(/^Following /)]);
    }, 60_000);

    test('stays off every port but its own', async () => {
      const ids = (await runCompose('ps', '--quiet')).trim().split('\n');
      const bindings =
        (await engine?.docker('inspect', '--format', '{{json .NetworkSettings.Ports}}', ...ids)) ?? '';
      const published = [...bindings.matchAll(/"HostPort":"(\d+)"/g)].map(([, port]) => Number(port));
      expect(published.sort()).toEqual(Object.values(ports).sort());
    });
  });
};
