import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SETTINGS } from '../../src/core/settings/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import { run } from '../backends/run.ts';
import { startJaeger } from '../backends/start-jaeger.ts';
import { waitFor } from '../integration/wait-for.ts';

const config = join(import.meta.dirname, '../../jaeger/jaeger.yaml');
const binary = await requireServer('jaeger');
const withJaeger = binary ? test : test.skip;

withJaeger('the real Jaeger accepts jaeger.yaml', async () => {
  await run(binary ?? '', ['validate', `--config=${config}`]);
});

withJaeger('and refuses a retention that is not a number of days', async () => {
  const env = { TRACES_RETENTION_DAYS: 'long' };
  await expect(run(binary ?? '', ['validate', `--config=${config}`], { env })).rejects.toThrow(
    /invalid duration/,
  );
});

withJaeger(
  'and no longer has a trace after its time',
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'binnacle-jaeger-'));
    const [query = 0, otlp = 0, grpc = 0, health = 0, own = 0] = await freePorts(5);
    const jaeger = await startJaeger({
      binary: binary ?? '',
      config,
      port: query,
      env: {
        BINNACLE_JAEGER_DIRECTORY: directory,
        // Whole days cannot be waited for: these are six seconds.
        TRACES_RETENTION_DAYS: '0.00007',
        BINNACLE_JAEGER_HEALTH_ENDPOINT: `127.0.0.1:${health}`,
        BINNACLE_JAEGER_METRICS_PORT: String(own),
        BINNACLE_JAEGER_OTLP_GRPC_ENDPOINT: '127.0.0.1:0',
        BINNACLE_JAEGER_QUERY_GRPC_ENDPOINT: `127.0.0.1:${grpc}`,
        BINNACLE_JAEGER_QUERY_HTTP_ENDPOINT: `127.0.0.1:${query}`,
      },
      args: [`--set=receivers.otlp.protocols.http.endpoint=127.0.0.1:${otlp}`],
    });
    try {
      const now = `${Date.now()}000000`;
      const span = { traceId: '5c'.repeat(16), spanId: '7d'.repeat(8), name: 'short-lived', kind: 2 };
      const body = JSON.stringify({
        resourceSpans: [
          { scopeSpans: [{ spans: [{ ...span, startTimeUnixNano: now, endTimeUnixNano: now }] }] },
        ],
      });
      // Its queries are answered before it takes spans.
      const send = () =>
        fetch(`http://127.0.0.1:${otlp}/v1/traces`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        }).then(
          ({ status }) => status,
          (error: Error) => String(error.cause),
        );
      await waitFor('the span is taken', send, (answer) => answer === 200);
      const status = async () => (await fetch(`${jaeger.url}/api/traces/${span.traceId}`)).status;
      await waitFor('the trace is there', status, (answer) => answer === 200);
      await waitFor('the trace is gone', status, (answer) => answer === 404);
    } finally {
      await jaeger.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
  60_000,
);

test('traces are kept for 24 times as many hours as the setting has days', async () => {
  const [, duration = ''] = /spans: "(.*)"/.exec(await readFile(config, 'utf8')) ?? [];
  const part = `\${env:TRACES_RETENTION_DAYS:-${SETTINGS.tracesRetentionDays.default}}h`;
  expect(duration).toBe(part.repeat(24));
});
