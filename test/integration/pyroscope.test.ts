import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Child, startChild, urlOfMessage } from '../../scripts/start/child.ts';
import { optionalServer } from '../backends/optional-server.ts';
import { freePort } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startPyroscope } from '../backends/start-pyroscope.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../node/otlp-receiver.ts';
import { createPyroscopeQueries, totalsOf } from './ask-pyroscope.ts';
import { installedPackage } from './installed-package.ts';
import { waitFor } from './wait-for.ts';

const binary = await optionalServer('pyroscope');
const withPyroscope = binary ? describe : describe.skip;

const TENANT = 'acme';
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const HEAP = 'memory:inuse_space:bytes:space:bytes';
/** Of each kind of request. */
const ROUNDS = 20;
const MEBIBYTE = 1_048_576;

withPyroscope('a real Pyroscope', () => {
  let directory: string;
  let folder: string;
  let project: string;
  let pyroscope: RunningServer;
  const children: Child<string>[] = [];

  const startShop = async (env: Readonly<Record<string, string>>): Promise<Child<string>> => {
    const child = await startChild({
      name: 'the shop',
      args: ['--import', 'binnacle/register', join(folder, 'shop.mjs')],
      cwd: project,
      env: {
        OTEL_SERVICE_NAME: 'shop',
        OTEL_TRACES_EXPORTER: 'none',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        BINNACLE_PROFILING: 'true',
        BINNACLE_PROFILING_EXPORTER: 'pyroscope',
        // All the time, a profile each second.
        BINNACLE_PROFILING_PERIOD: '1000',
        BINNACLE_PROFILING_WINDOW: '1000',
        BINNACLE_PROFILING_SAMPLE_INTERVAL: '2',
        BINNACLE_PROFILING_HEAP_INTERVAL: '65536',
        BINNACLE_PYROSCOPE_URL: pyroscope.url,
        BINNACLE_PYROSCOPE_HEADERS: `X-Scope-OrgID=${TENANT}`,
        BINNACLE_SHUTDOWN_TIMEOUT: '10000',
        ...env,
      },
      ready: urlOfMessage,
    });
    children.push(child);
    return child;
  };
  const request = async (shop: Child<string>, path: string): Promise<void> => {
    expect((await fetch(`${shop.ready}${path}`)).status).toBe(200);
  };
  const messagesOf = (shop: Child<string>): readonly string[] =>
    shop
      .output()
      .split('\n')
      .filter((line) => line.startsWith('binnacle: '));

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-pyroscope-'));
    project = await installedPackage();
    folder = await mkdtemp(join(project, 'profiled-'));
    await copyFile(join(import.meta.dirname, 'fixtures/profiled-shop.mjs'), join(folder, 'shop.mjs'));
    pyroscope = await startPyroscope({
      binary: binary ?? '',
      directory,
      args: ['-auth.multitenancy-enabled=true'],
    });
  }, 120_000);

  afterAll(async () => {
    await Promise.all(children.map((child) => child.stop()));
    await pyroscope?.stop();
    await Promise.all([directory, folder].map((each) => each && rm(each, { recursive: true, force: true })));
  }, 60_000);

  describe('has of a service with @datadog/pprof', () => {
    const ask: ReturnType<typeof createPyroscopeQueries> = (method, question) =>
      createPyroscopeQueries(pyroscope.url, TENANT)(method, {
        labelSelector: '{service_name="shop"}',
        ...question,
      });
    let receiver: OtlpReceiver;
    let askedMillis: number;
    /** What lived at the last moment that it knows, to the second. */
    const lastHeap = async () => {
      const { series = [] } = await ask('SelectSeries', { profileTypeID: HEAP, step: 1 });
      const last = series[0]?.points.at(-1);
      return last && { millis: Number(last.timestamp), bytes: last.value };
    };

    beforeAll(async () => {
      receiver = await startOtlpReceiver();
      const shop = await startShop({
        BINNACLE_PROFILING_ENGINE: 'datadog',
        BINNACLE_PROFILING_SIGNAL: 'SIGUSR2',
        BINNACLE_PROFILING_DURATION: '100',
        // Samples are linked to spans that are recorded.
        OTEL_TRACES_EXPORTER: 'otlp',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_RESOURCE_ATTRIBUTES: 'service.version=1.2.0,deployment.environment.name=test',
      });
      for (let i = 0; i < ROUNDS; i++) {
        await request(shop, `/reports/${i}`);
        await request(shop, `/baskets/${i}`);
        await request(shop, `/orders/${i}`);
      }
      askedMillis = Date.now();
      // How often the heap is read by itself depends on how busy the machine is.
      process.kill(shop.pid, 'SIGUSR2');
      await waitFor(
        'the heap that was asked for',
        lastHeap,
        (last) => (last?.millis ?? 0) > askedMillis - 1_000,
      );
      await shop.stop();
      expect(messagesOf(shop)).toEqual([]);
    }, 90_000);
    afterAll(() => receiver?.close());

    test('profiles of the types that it knows', async () => {
      const { profileTypes = [] } = await ask('ProfileTypes');
      expect(profileTypes.map(({ ID }) => ID).sort()).toEqual([
        HEAP,
        'memory:samples:count:space:bytes',
        CPU,
        'process_cpu:samples:count:cpu:nanoseconds',
      ]);
    });

    test.each([
      ['service_name', ['shop']],
      ['service_version', ['1.2.0']],
      ['deployment_environment_name', ['test']],
      ['http_route', ['/baskets/:id', '/orders/:id', '/reports/:id']],
      ['pyroscope_spy', ['nodespy']],
    ])('the label %s', async (name, values) => {
      expect((await ask('LabelValues', { name })).names).toEqual(values);
    });

    test('no label of one request alone, which would be a series each', async () => {
      const { names = [] } = await ask('LabelNames');
      expect(names.filter((name) => !name.startsWith('__')).sort()).toEqual([
        'deployment_environment_name',
        'http_route',
        'pyroscope_spy',
        'service_name',
        'service_version',
      ]);
    });

    test('the hot function of a route, with its time', async () => {
      const { flamegraph } = await ask('SelectMergeStacktraces', {
        profileTypeID: CPU,
        labelSelector: '{service_name="shop",http_route="/reports/:id"}',
      });
      const all = Number(flamegraph?.total);
      const report = totalsOf(flamegraph).get('computeReport') ?? 0;
      // 20 times 60 ms, in nanoseconds; a busy machine has no time for many samples.
      expect(report).toBeGreaterThan(0.2e9);
      expect(report).toBeLessThan(4e9);
      expect(report / all).toBeGreaterThan(0.5);
      expect(totalsOf(flamegraph).get('burn')).toBeGreaterThan(0.9 * report);
      expect(totalsOf(flamegraph).get('readBasket')).toBeUndefined();
    });

    test('functions without a name by their place', async () => {
      const { flamegraph } = await ask('SelectMergeStacktraces', { profileTypeID: CPU });
      const names = [...totalsOf(flamegraph).keys()].filter((name) => name.startsWith('(anonymous)'));
      expect(names).toContainEqual(
        expect.stringMatching(/^\(anonymous\) \S*profiled-\w+\/shop\.mjs:\d+:\d+$/),
      );
    });

    test('what each route takes', async () => {
      const { series = [] } = await ask('SelectSeries', {
        profileTypeID: CPU,
        step: 3_600,
        groupBy: ['http_route'],
      });
      const took = new Map(
        series.map(({ labels = [], points }) => [
          labels[0]?.value ?? 'none',
          points.reduce((sum, { value }) => sum + value, 0),
        ]),
      );
      // 60 ms to 15 ms.
      expect(took.get('/reports/:id')).toBeGreaterThan(2 * (took.get('/baskets/:id') ?? 0));
      expect(took.get('/baskets/:id')).toBeGreaterThan(0.03e9);
    });

    test('the profile of one request, by its span', async () => {
      const spans = receiver.spans().filter(({ name }) => name === 'GET /reports/:id');
      expect(spans).toHaveLength(ROUNDS);
      const { flamegraph } = await ask('SelectMergeSpanProfile', {
        profileTypeID: CPU,
        spanSelector: [spans[ROUNDS / 2]?.spanId],
      });
      const report = totalsOf(flamegraph).get('computeReport') ?? 0;
      // One of the twenty.
      expect(report).toBeGreaterThan(4e6);
      expect(report).toBeLessThan(200e6);
    });

    test('the heap, at the moment when it was read', async () => {
      const { millis = 0, bytes = 0 } = (await lastHeap()) ?? {};
      // The process began more than a second before.
      expect(millis).toBeGreaterThan(askedMillis - 1_000);
      // Twenty arrays of a mebibyte and what a program has beside.
      expect(bytes).toBeGreaterThan(15 * MEBIBYTE);
      expect(bytes).toBeLessThan(200 * MEBIBYTE);
      const { flamegraph } = await ask('SelectMergeStacktraces', {
        profileTypeID: HEAP,
        start: millis - 1_000,
        end: millis + 1_000,
      });
      expect((totalsOf(flamegraph).get('keepOrder') ?? 0) / Number(flamegraph?.total)).toBeGreaterThan(0.5);
    });

    test('nothing where another tenant looks', async () => {
      const { names } = await createPyroscopeQueries(pyroscope.url, 'other')('LabelValues', {
        name: 'service_name',
      });
      expect(names).toBeUndefined();
    });
  });

  test('has profiles of a service without @datadog/pprof, and of one whose name it does not take', async () => {
    const shop = await startShop({
      BINNACLE_PROFILING_ENGINE: 'inspector',
      OTEL_SERVICE_NAME: '@acme/till {a=b}',
    });
    for (let i = 0; i < ROUNDS; i++) await request(shop, `/reports/${i}`);
    await shop.stop();
    expect(messagesOf(shop)).toEqual([]);
    const ask = createPyroscopeQueries(pyroscope.url, TENANT);
    const { flamegraph } = await ask('SelectMergeStacktraces', {
      profileTypeID: CPU,
      labelSelector: '{service_name="_acme/till_a_b_"}',
    });
    expect(totalsOf(flamegraph).get('computeReport')).toBeGreaterThan(4e6);
  }, 60_000);

  describe('a service is not harmed where', () => {
    interface Fault {
      readonly where: string;
      readonly env: () => Promise<Readonly<Record<string, string>>>;
      readonly line: () => string | RegExp;
    }
    const faults: readonly Fault[] = [
      {
        where: 'no server is there',
        env: async () => ({ BINNACLE_PYROSCOPE_URL: `http://127.0.0.1:${await freePort()}` }),
        line: () => /^binnacle: profiles: http:\/\/127\.0\.0\.1:\d+ does not take them: .*ECONNREFUSED/,
      },
      {
        where: 'the path is another one',
        env: async () => ({ BINNACLE_PYROSCOPE_URL: `${pyroscope.url}/nowhere` }),
        line: () =>
          `binnacle: profiles: ${pyroscope.url}/nowhere does not take them: HTTP 404 404 page not found`,
      },
      {
        where: 'no tenant is named',
        env: async () => ({ BINNACLE_PYROSCOPE_HEADERS: '' }),
        line: () => `binnacle: profiles: ${pyroscope.url} does not take them: HTTP 401`,
      },
      {
        where: 'they are sent as OTLP, which it has in an older form and by gRPC only',
        env: async () => ({
          BINNACLE_PROFILING_EXPORTER: 'otlp',
          OTEL_EXPORTER_OTLP_ENDPOINT: pyroscope.url,
        }),
        line: () =>
          `binnacle: profiles: ${pyroscope.url}/v1development/profiles does not take them: HTTP 404`,
      },
    ];
    test.each(faults)(
      '$where, and says so in a line',
      async ({ env, line }) => {
        const shop = await startShop(await env());
        await request(shop, '/reports/1');
        await waitFor('it says so', () => messagesOf(shop).length);
        await request(shop, '/reports/2');
        await shop.stop();
        expect(await shop.ended).toBe('was ended by SIGTERM');
        const wanted = line();
        expect(messagesOf(shop)).toEqual([
          wanted instanceof RegExp ? expect.stringMatching(wanted) : expect.stringContaining(wanted),
        ]);
      },
      60_000,
    );
  });
});
