import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DockerEngine, dockerEngine } from '../backends/docker.ts';
import { requireServer } from '../backends/find-server.ts';
import { type LocalImages, localImages } from '../backends/local-images.ts';
import { freePorts } from '../backends/ports.ts';
import { run } from '../backends/run.ts';
import { installedPackage } from '../integration/installed-package.ts';
import { waitFor } from '../integration/wait-for.ts';
import { CONFINED, confinements } from './confinement.ts';
import { describeSecuredStack } from './secured-stack.ts';

const compose = await requireServer('docker-compose');
const project = `binnacle-test-${process.pid}`;
/** No image of Grafana can be built here. */
const WITHOUT = ['grafana'];

/** What runs the package itself. */
const PROFILES = { COMPOSE_PROFILES: 'binnacle' };

interface ComposeConfig {
  readonly services: Readonly<
    Record<string, { readonly image: string; readonly ports?: readonly { readonly host_ip?: string }[] }>
  >;
}

let file = '';
beforeAll(async () => {
  file = join(await installedPackage(), 'node_modules/binnacle/docker-compose.monitoring.yml');
}, 120_000);

const runCompose = (env: Readonly<Record<string, string>>, ...args: string[]): Promise<string> =>
  run(compose ?? '', ['--project-name', project, '--file', file, ...args], { env });

const readConfig = async (): Promise<ComposeConfig> =>
  JSON.parse(await runCompose(PROFILES, 'config', '--format', 'json'));

const withCompose = compose ? describe : describe.skip;

withCompose('docker compose config', () => {
  test('accepts the file', async () => {
    const { services } = await readConfig();
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining([
        'collector',
        'jaeger',
        'prometheus',
        'prometheus-long',
        'loki',
        'alertmanager',
        'blackbox-exporter',
        'audit',
        'prober',
        'node-exporter',
        'grafana',
      ]),
    );
  });

  test('has a version for every image, and no port for strangers', async () => {
    const services = Object.values((await readConfig()).services);
    for (const { image, ports = [] } of services) {
      expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
      for (const port of ports) expect(port.host_ip).toBe('127.0.0.1');
    }
  });
});

const findEngine = async (): Promise<DockerEngine | undefined> => {
  if (!compose) return undefined;
  const found = await dockerEngine();
  if (!('missing' in found)) return found;
  if (process.env.CI && process.env.CI !== 'false') throw new Error(found.missing);
  process.stderr.write(`skipped: the compose stack is not started: ${found.missing}\n`);
  return undefined;
};

const engine = await findEngine();
const withEngine = engine ? describe : describe.skip;

withEngine('docker compose up', () => {
  let images: LocalImages | undefined;
  let env: Record<string, string> = {};
  let url = { otlp: '', jaeger: '', prometheus: '' };
  let names: string[] = [];

  beforeAll(async () => {
    if (!engine) return;
    const { services } = await readConfig();
    names = Object.keys(services).filter((name) => !WITHOUT.includes(name));
    process.stderr.write(`not started: ${WITHOUT.join(', ')}, whose image cannot be had here\n`);
    images = await localImages(engine, [...new Set(names.map((name) => services[name]?.image ?? ''))]);
    const [grpc, http, jaeger, prometheus, alertmanager] = await freePorts(5);
    env = {
      ...engine.env,
      ...PROFILES,
      BINNACLE_OTLP_GRPC_PORT: String(grpc),
      BINNACLE_OTLP_HTTP_PORT: String(http),
      BINNACLE_JAEGER_PORT: String(jaeger),
      BINNACLE_PROMETHEUS_PORT: String(prometheus),
      BINNACLE_ALERTMANAGER_PORT: String(alertmanager),
    };
    url = {
      otlp: `http://127.0.0.1:${http}`,
      jaeger: `http://127.0.0.1:${jaeger}`,
      prometheus: `http://127.0.0.1:${prometheus}`,
    };
    await runCompose(env, 'up', '--detach', '--wait', '--wait-timeout', '120', ...names);
  }, 400_000);

  afterAll(async () => {
    if (!engine) return;
    try {
      await runCompose(env, 'down', '--volumes', '--timeout', '5');
      await images?.remove();
    } finally {
      await engine.stop();
    }
  }, 120_000);

  test('brings up every service, the checked ones healthy', async () => {
    const rows = (await runCompose(env, 'ps', '--all', '--format', 'json')).trim().split('\n');
    const states = rows.map((row) => JSON.parse(row) as Record<string, unknown>);
    expect(states.map(({ Service }) => Service).sort()).toEqual(names.sort());
    for (const { Service, State, Health, ExitCode } of states)
      if (Service === 'prepare') expect([State, ExitCode]).toEqual(['exited', 0]);
      else
        expect([Service, State, Health]).toEqual([Service, 'running', expect.stringMatching(/^(healthy)?$/)]);
    expect(states.filter(({ Health }) => Health === 'healthy').length).toBeGreaterThanOrEqual(6);
  });

  test('runs nothing as root, and nothing that can write to its image or has a capability', async () => {
    if (!engine) return;
    const ids = (await runCompose(env, 'ps', '--quiet')).trim().split('\n');
    for (const [name, facts] of await confinements(engine, ids))
      expect([name, facts]).toEqual([name, CONFINED]);
  });

  test('publishes its ports on 127.0.0.1 alone', async () => {
    const ids = (await runCompose(env, 'ps', '--quiet')).trim().split('\n');
    const bindings = await engine?.docker('inspect', '--format', '{{json .NetworkSettings.Ports}}', ...ids);
    const addresses = [...(bindings ?? '').matchAll(/"HostIp":"([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(0);
    expect(new Set(addresses)).toEqual(new Set(['127.0.0.1']));
  });

  const send = async (signal: string, request: object): Promise<void> => {
    const response = await fetch(`${url.otlp}/v1/${signal}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    expect([response.status, await response.text()]).toEqual([200, '{"partialSuccess":{}}']);
  };

  test('takes OTLP, and shows a trace in Jaeger and a metric in Prometheus', async () => {
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'probe' } }] };
    const now = `${Date.now()}000000`;
    const traceId = randomBytes(16).toString('hex');
    const span = { traceId, spanId: randomBytes(8).toString('hex'), name: 'probe', kind: 2 };
    const spans = [{ ...span, startTimeUnixNano: now, endTimeUnixNano: now }];
    const metrics = [{ name: 'probe', gauge: { dataPoints: [{ timeUnixNano: now, asInt: '41' }] } }];
    await send('traces', { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
    await send('metrics', { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });

    await waitFor(
      'the trace is in Jaeger',
      async () => (await fetch(`${url.jaeger}/api/traces/${traceId}`)).ok,
    );
    const query = `${url.prometheus}/api/v1/query?query=${encodeURIComponent('probe{job="probe"}')}`;
    await waitFor('the metric is in Prometheus', async () =>
      (await (await fetch(query)).text()).includes('"41"'),
    );
  }, 90_000);

  test('probes itself, by blackbox-exporter and with traces', async () => {
    const query = `${url.prometheus}/api/v1/query?query=${encodeURIComponent('probe_success{probe="jaeger"} == 1')}`;
    const ask = async (): Promise<readonly string[]> => {
      const { data } = (await (await fetch(query)).json()) as {
        data: { result: readonly { metric: { job: string } }[] };
      };
      return data.result.map(({ metric }) => metric.job).sort();
    };
    await waitFor('Jaeger answers both', ask, (jobs) => jobs.join() === 'binnacle-probes,probes', 60_000);
  }, 90_000);

  describeSecuredStack(engine, compose);
});
