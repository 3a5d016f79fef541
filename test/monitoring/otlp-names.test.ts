import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { METRICS, type Metric } from '../../src/monitoring/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { freePort } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { keyValues } from '../collector/otlp-request.ts';
import { waitFor } from '../integration/wait-for.ts';
import { storedNames } from './metric-names.ts';
import { nanos } from './otlp-metrics.ts';

const prometheus = await requireServer('prometheus');
const withPrometheus = prometheus ? describe : describe.skip;

/** Those that come by OTLP have a name of OpenTelemetry's. */
const metrics = Object.values<Metric>(METRICS).filter(({ name, prometheusName }) => name !== prometheusName);

const asOtlp = ({ name, unit, type }: Metric): object => {
  const timeUnixNano = nanos(Date.now());
  const number = { timeUnixNano, asDouble: 1 };
  const buckets = { count: '1', sum: 1, explicitBounds: [1], bucketCounts: ['1', '0'] };
  if (type === 'gauge') return { name, unit, gauge: { dataPoints: [number] } };
  if (type === 'counter')
    return { name, unit, sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [number] } };
  return {
    name,
    unit,
    histogram: { aggregationTemporality: 2, dataPoints: [{ timeUnixNano, ...buckets }] },
  };
};

withPrometheus('the real Prometheus names what comes by OTLP', () => {
  let directory: string;
  let server: RunningServer;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-otlp-names-'));
    await mkdir(join(directory, 'data'));
    const config = join(directory, 'prometheus.yml');
    await writeFile(config, '{}\n');
    server = await startPrometheus({
      binary: prometheus ?? '',
      config,
      dataDir: join(directory, 'data'),
      port: await freePort(),
      args: ['--web.enable-otlp-receiver'],
    });
  }, 60_000);

  afterAll(async () => {
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('as the catalogue does, also what no example sends', async () => {
    expect(metrics.length).toBeGreaterThan(50);
    const resource = { attributes: keyValues({ 'service.name': 'shop' }) };
    const response = await fetch(`${server.url}/api/v1/otlp/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        resourceMetrics: [{ resource, scopeMetrics: [{ metrics: metrics.map(asOtlp) }] }],
      }),
    });
    expect(response.status).toBe(200);
    const names = await waitFor(
      'all are stored',
      async () => {
        const answer = await fetch(`${server.url}/api/v1/label/__name__/values`);
        return ((await answer.json()) as { data: string[] }).data;
      },
      (stored) => stored.length >= metrics.length,
    );
    const stored = names.filter((name) => name !== 'target_info');
    expect([...new Set(metrics.flatMap(storedNames))].sort()).toEqual(stored.sort());
  }, 40_000);
});
