import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorNew } from '../../src/monitoring/recordings/releases.ts';
import { requireServer } from '../backends/find-server.ts';
import { freePort } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { writePrometheusConfig } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { runFixture } from '../node/run-fixture.ts';
import { composeFlags } from './compose-flags.ts';

const binary = await requireServer('prometheus');
const withPrometheus = binary ? describe : describe.skip;

withPrometheus('releases of a service that tells the real Prometheus of its errors', () => {
  let server: RunningServer;
  let dataDir: string;
  const start = async (): Promise<void> => {
    const port = await freePort();
    const config = join(dataDir, `prometheus-${port}.yml`);
    await writePrometheusConfig(
      config,
      { prometheus: `127.0.0.1:${port}`, alertmanager: '127.0.0.1:1' },
      { evaluationInterval: '1s' },
    );
    const args = await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature']);
    server = await startPrometheus({ binary: binary ?? '', config, dataDir, port, args });
  };
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'binnacle-releases-live-'));
    await start();
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Runs a release to its end; one of its routes is always broken, and so are orders, if there are any. */
  const release = async (version: string, orders: number): Promise<void> => {
    const ended = await runFixture('errors.cjs', {
      args: [String(orders)],
      env: {
        OTEL_SERVICE_VERSION: version,
        OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${server.url}/api/v1/otlp/v1/metrics`,
        OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/protobuf',
        // Without any spans nobody would see the errors.
        OTEL_TRACES_SAMPLER: 'always_off',
        OTEL_LOGS_EXPORTER: 'none',
      },
    });
    expect(ended).toMatchObject({ code: 0, messages: [] });
  };
  const newErrors = async (): Promise<readonly string[]> => {
    const query = new URLSearchParams({ query: errorNew.metric.prometheusName });
    const response = await fetch(`${server.url}/api/v1/query?${query}`);
    const { data } = (await response.json()) as {
      data: { result: { metric: { error_type: string; service_version: string } }[] };
    };
    return data.result.map(({ metric }) => `${metric.error_type} ${metric.service_version}`).sort();
  };

  test('what is new in the second is flagged there, also when Prometheus was started anew in between', async () => {
    await release('1.0.0', 0);
    await waitFor('the first has its error', newErrors, (found) => found.length > 0);
    await server.stop();
    await start();
    await release('2.0.0', 3);
    await waitFor('the second has one more', newErrors, (found) => found.length > 1);
    expect(await newErrors()).toEqual(['StockError 2.0.0', 'TypeError 1.0.0']);
  }, 120_000);
});
