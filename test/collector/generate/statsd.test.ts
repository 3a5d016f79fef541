import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkTopology } from '../../../src/collector/generate/check-topology.ts';
import { generateConfiguration } from '../../../src/collector/generate/generate-configuration.ts';
import type { Topology } from '../../../src/collector/generate/topology.ts';
import { requireServer } from '../../backends/find-server.ts';
import { freePort } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startPrometheus } from '../../backends/start-prometheus.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type GeneratedCollector, startGenerated } from './generated-collector.ts';

const [otelcol, prometheus] = await Promise.all([requireServer('otelcol'), requireServer('prometheus')]);
const withServers = otelcol && prometheus ? describe : describe.skip;

const topologyOf = (statsd: string, more: Partial<Topology> = {}): Topology => ({
  topology: 'single',
  backends: [{ type: 'prometheus' }],
  statsd,
  ...more,
});

withServers('StatsD of a client of UDP', () => {
  let folder: string;
  let server: RunningServer;
  let collector: GeneratedCollector;
  let port: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-statsd-'));
    const config = join(folder, 'prometheus.yml');
    await writeFile(config, 'global: { scrape_interval: 1h }\n');
    const prometheusPort = await freePort();
    server = await startPrometheus({
      binary: prometheus ?? '',
      config,
      dataDir: join(folder, 'data'),
      port: prometheusPort,
      args: ['--web.enable-otlp-receiver'],
    });
    port = await freePort();
    const backends = [{ type: 'prometheus', endpoint: `${server.url}/api/v1/otlp` }];
    collector = await startGenerated(otelcol ?? '', topologyOf(`127.0.0.1:${port}`, { backends }), {
      over: 'receivers: { statsd: { aggregation_interval: 200ms } }\n',
    });
  }, 60_000);
  afterAll(async () => {
    await collector?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  const send = async (...lines: readonly string[]): Promise<void> => {
    const socket = createSocket('udp4');
    socket.send(lines.join('\n'), port, '127.0.0.1', () => socket.close());
    await once(socket, 'close');
  };
  /** The value of the only series of a query. */
  const resultOf = async (query: string): Promise<string | undefined> => {
    const response = await fetch(`${server.url}/api/v1/query?query=${encodeURIComponent(query)}`);
    const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } };
    return data.result.map(({ value }) => value[1]).join() || undefined;
  };
  const becomes = (query: string, wanted: string): Promise<unknown> =>
    waitFor(
      query,
      () => resultOf(query),
      (value) => value === wanted,
    );

  test('arrives in Prometheus: counters add up, gauges and timers are theirs', async () => {
    await send('orders:3|c|#country:de', 'open:7|g', 'packing:30|ms', 'packing:4000|ms');
    await becomes('orders_total{country="de",job="statsd"}', '3');
    await send('orders:2|c|#country:de', 'mail:1|c|#to:jo@example.com');
    await becomes('orders_total{country="de"}', '5');
    await becomes('open', '7');
    await becomes('histogram_count(packing)', '2');
    await becomes('histogram_sum(packing)', '4030');
    await becomes('mail_total{to="[REDACTED:email]"}', '1');
    expect(await resultOf('{to=~".*jo@.*"}')).toBeUndefined();
  }, 60_000);
});

test.each([
  ['0.0.0.0:8125', 'is reached over the network, where anybody could send'],
  ['statsd.example.com:8125', 'is reached over the network'],
  ['8125', 'is not accepted; expected host:port, such as 127.0.0.1:8125'],
])('%s is refused', (statsd, expected) => {
  const faults = checkTopology(topologyOf(statsd));
  expect(faults.map(({ path, message }) => `${path.join('.')}: ${message}`).join()).toContain(expected);
});

test('without metrics there is nowhere to go', () => {
  const topology = topologyOf('127.0.0.1:8125', { backends: [{ type: 'jaeger' }], signals: ['traces'] });
  expect(checkTopology(topology)).toEqual([
    { path: ['statsd'], message: 'is metrics, and they are not among the signals' },
  ]);
});

test('nothing of it is there unless it is asked for', () => {
  const { files } = generateConfiguration({ topology: 'single', backends: [{ type: 'prometheus' }] });
  expect(files.map(({ text }) => text).join()).not.toMatch(/statsd|deltatocumulative/);
});
