import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROBES } from '../../../src/monitoring/catalogue/probes.ts';
import { type Metric, parseProbes, probeFiles } from '../../../src/monitoring/index.ts';
import { requireCommand } from '../../backends/find-command.ts';
import { requireServer } from '../../backends/find-server.ts';
import { freePort, freePorts } from '../../backends/ports.ts';
import { run } from '../../backends/run.ts';
import { answers, type RunningServer, startServer } from '../../backends/start.ts';
import { startPrometheus } from '../../backends/start-prometheus.ts';
import { shipped } from '../../integration/stack-files.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type Authority, createAuthority } from '../../node/exporters/certificates.ts';

const exporter = await requireCommand('prometheus-blackbox-exporter');
const prometheus = await requireServer('prometheus');
const withServers = exporter && prometheus ? describe : describe.skip;

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

withServers('the real blackbox-exporter and Prometheus with the files of probes', () => {
  let directory: string;
  let authority: Authority;
  let server: RunningServer;
  const running: RunningServer[] = [];
  const targets: Server[] = [];

  const listen = async (target: Server): Promise<number> => {
    targets.push(target);
    await once(target.listen(0, '127.0.0.1'), 'listening');
    return (target.address() as AddressInfo).port;
  };
  const ask = async (query: string): Promise<readonly Sample[]> => {
    const response = await fetch(`${server.url}/api/v1/query?${new URLSearchParams({ query })}`);
    return ((await response.json()) as { data: { result: readonly Sample[] } }).data.result;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-blackbox-'));
    authority = createAuthority();
    const { key, cert } = authority.issue('localhost');
    const http = await listen(
      createHttp((request, response) => {
        response.writeHead(request.url === '/broken' ? 500 : 200).end('Welcome');
      }),
    );
    const https = await listen(
      createHttps({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) =>
        response.end('Welcome'),
      ),
    );
    const file = `
defaults: { interval: 1s, timeout: 1s, slow: 500ms, owner: shop }
probes:
  - { id: home, http: { url: "http://127.0.0.1:${http}/", status: [200], body: "^Wel", headers: { x-probe: "1" } } }
  - { id: secure, http: { url: "https://127.0.0.1:${https}/" } }
  - { id: broken, http: { url: "http://127.0.0.1:${http}/broken" } }
  - { id: other-text, http: { url: "http://127.0.0.1:${http}/", body: "Goodbye" } }
  - { id: port, tcp: { address: "127.0.0.1:${http}" } }
  - { id: closed, tcp: { address: "127.0.0.1:${await freePort()}" } }
  - { id: names, dns: { server: "127.0.0.1:${await freePort()}", name: shop.example } }
  - { id: gateway, icmp: { host: 127.0.0.1 } }
heartbeats:
  - { id: backup, every: 1h }
`;
    const { probes, faults } = parseProbes(file);
    if (!probes) throw new Error(JSON.stringify(faults));
    const [exporterPort, port = 0] = await freePorts(2);
    const address = `127.0.0.1:${exporterPort}`;
    for (const { path, text } of probeFiles(probes, { exporter: address, by: 'a test' })) {
      await mkdir(join(directory, path, '..'), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    await writeFile(
      join(directory, 'prometheus.yml'),
      'global: {evaluation_interval: 1s}\nscrape_config_files: [scrapes/*.yaml]\nrule_files: [rules/*.yaml]\n',
    );
    running.push(
      await startServer({
        name: 'blackbox-exporter',
        command: exporter ?? '',
        args: [`--config.file=${join(directory, 'blackbox.yml')}`, `--web.listen-address=${address}`],
        env: { SSL_CERT_FILE: authority.ca },
        ready: answers(`http://${address}/-/healthy`),
      }),
    );
    await mkdir(join(directory, 'data'));
    server = await startPrometheus({
      binary: prometheus ?? '',
      config: join(directory, 'prometheus.yml'),
      dataDir: join(directory, 'data'),
      port,
    });
    running.push(server);
    await waitFor(
      'every probe was made',
      () => ask('probe_success'),
      (found) => found.length === probes.probes.length,
    );
  }, 60_000);
  afterAll(async () => {
    await Promise.all(running.map((each) => each.stop()));
    for (const target of targets) target.close();
    authority?.remove();
    await rm(directory, { recursive: true, force: true });
  });

  test('say what answers and what does not', async () => {
    const found = await ask('probe_success');
    const { gateway, ...others } = Object.fromEntries(
      found.map(({ metric, value }) => [metric.probe, value[1]]),
    );
    expect(others).toEqual({
      home: '1',
      secure: '1',
      broken: '0',
      'other-text': '0',
      port: '1',
      closed: '0',
      names: '0',
    });
    // Whether a process may use raw sockets is up to the machine.
    expect(gateway).toMatch(/^[01]$/);
    expect(found.every(({ metric }) => metric.job === 'probes' && metric.owner === 'shop')).toBe(true);
  });

  test('know how long the certificate is good', async () => {
    const [certificate] = await ask('probe_ssl_earliest_cert_expiry');
    expect(certificate?.metric.probe).toBe('secure');
    expect(Number(certificate?.value[1])).toBeGreaterThan(Date.now() / 1_000);
  });

  test('say what is expected', async () => {
    const limits = await waitFor(
      'the rules have recorded',
      () => ask('{__name__=~"(probe:slow|heartbeat:every):seconds"}'),
      (found) => found.length === 9,
    );
    const of = (label: string, id: string) => limits.find(({ metric }) => metric[label] === id)?.value[1];
    expect([of('probe', 'home'), of('heartbeat', 'backup')]).toEqual(['0.5', '3960']);
  });

  const scraped: readonly Metric[] = Object.values(PROBES);
  test.each(scraped.filter(({ origin }) => origin === 'blackbox-exporter'))(
    '$prometheusName has the labels of the catalogue',
    async ({ prometheusName, labels }) => {
      const found = await ask(prometheusName);
      const seen = new Set(found.flatMap(({ metric }) => Object.keys(metric)));
      seen.delete('__name__');
      expect([...seen].sort()).toEqual([...labels].sort());
    },
  );
});

(exporter ? test : test.skip)('the real blackbox-exporter accepts the shipped modules', async () => {
  await run(exporter ?? '', [`--config.file=${shipped('prometheus/blackbox.yml')}`, '--config.check']);
});
