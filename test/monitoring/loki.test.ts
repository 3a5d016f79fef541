import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dashboards } from '../../src/monitoring/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import { run } from '../backends/run.ts';
import type { RunningServer } from '../backends/start.ts';
import { startLoki } from '../backends/start-loki.ts';
import { keyValues } from '../collector/otlp-request.ts';
import { shipped } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { logQueriesOf } from './dashboard-queries.ts';

const binary = await requireServer('loki');
const withLoki = binary ? describe : describe.skip;
const config = shipped('loki/loki.yaml');
const DAY_MILLIS = 86_400_000;

withLoki('the real Loki with loki.yaml', () => {
  let server: RunningServer;
  let directory: string;

  const start = async (): Promise<void> => {
    const [port = 0, grpcPort = 0] = await freePorts(2);
    server = await startLoki({
      binary: binary ?? '',
      config,
      port,
      grpcPort,
      directory,
      env: {
        LOGS_RETENTION_DAYS: '3',
        AUDIT_RETENTION_DAYS: '30',
        BINNACLE_LOKI_COMPACTION_INTERVAL: '1s',
        BINNACLE_LOKI_DELETE_DELAY: '1s',
      },
      // All that it has is in files when it stops.
      args: ['-ingester.flush-on-shutdown=true'],
    });
  };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-loki-'));
    await start();
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const ask = (path: string, tenant: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { ...init, headers: { 'x-scope-orgid': tenant, ...init.headers } });

  const send = async (
    tenant: string,
    resource: Readonly<Record<string, string>>,
    body: string,
    ageDays = 0,
  ): Promise<void> => {
    const timeUnixNano = `${Date.now() - ageDays * DAY_MILLIS}000000`;
    const record = {
      timeUnixNano,
      severityText: 'ERROR',
      body: { stringValue: body },
      traceId: '5c'.repeat(16),
    };
    const response = await ask('/otlp/v1/logs', tenant, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        resourceLogs: [
          {
            resource: { attributes: keyValues(resource) },
            scopeLogs: [{ logRecords: [record] }],
          },
        ],
      }),
    });
    expect([response.status, await response.text()]).toEqual([204, '']);
  };

  const lines = async (tenant: string, query: string): Promise<readonly string[]> => {
    const parameters = new URLSearchParams({
      query,
      start: `${Date.now() - 20 * DAY_MILLIS}000000`,
      end: `${Date.now() + 60_000}000000`,
    });
    const response = await ask(`/loki/api/v1/query_range?${parameters}`, tenant);
    const text = await response.text();
    expect([query, response.status, text.slice(0, response.ok ? 0 : 300)]).toEqual([query, 200, '']);
    const { data } = JSON.parse(text) as { data: { result: readonly { values: [string, string][] }[] } };
    return data.result.flatMap(({ values }) => values.map(([, line]) => line)).sort();
  };

  test('is valid', async () => {
    await run(binary ?? '', [`-config.file=${config}`, '-config.expand-env=true', '-verify-config']);
  });

  test('keeps what the settings say', async () => {
    const text = await (await ask('/config', 'logs')).text();
    expect(text).toMatch(/\n {2}retention_period: 3d\n/);
    expect(text).toMatch(/period: 30d\n\s+priority: 1\n\s+selector: '\{audit_trail="binnacle"\}'/);
    expect(text).toMatch(/\n {2}deletion_mode: disabled\n/);
  });

  test('has the records of a trace, and tells tenants apart', async () => {
    await send('logs', { 'service.name': 'orders' }, 'hello');
    await waitFor(
      'the record is there',
      () => lines('logs', '{service_name="orders"}'),
      (found) => found.length > 0,
    );
    expect(await lines('logs', `{service_name=~".+"} | trace_id="${'5c'.repeat(16)}"`)).toEqual(['hello']);
    expect(await lines('audit', '{service_name=~".+"}')).toEqual([]);
    expect((await fetch(`${server.url}/loki/api/v1/labels`)).status).toBe(401);
  });

  test('tells environments and instances apart, as dashboards do', async () => {
    const resource = (environment: string, instance: string) => ({
      'service.name': 'apart',
      'deployment.environment.name': environment,
      'service.instance.id': instance,
    });
    await send('logs', resource('production', 'a'), 'production a');
    await send('logs', resource('production', 'b'), 'production b');
    await send('logs', resource('test', 'a'), 'test a');
    const all = '{service_name="apart"}';
    await waitFor(
      'all are there',
      () => lines('logs', all),
      (found) => found.length === 3,
    );
    const chosen = (matchers: string) => lines('logs', `{service_name="apart",${matchers}}`);
    expect(await chosen('deployment_environment_name=~"production"')).toEqual([
      'production a',
      'production b',
    ]);
    expect(await chosen('service_instance_id=~"a"')).toEqual(['production a', 'test a']);
  });

  test.each(dashboards.flatMap(logQueriesOf))('answers the query of a dashboard: %s', async (query) => {
    await send('logs', { 'service.name': 'orders' }, 'failed');
    const parameters = new URLSearchParams({ query });
    const look = async (): Promise<unknown[]> => {
      const response = await ask(`/loki/api/v1/query_range?${parameters}`, 'logs');
      const text = await response.text();
      expect([response.status, response.ok ? '' : text]).toEqual([200, '']);
      return (JSON.parse(text) as { data: { result: unknown[] } }).data.result;
    };
    await waitFor('it has data', look, (found) => found.length > 0);
  });

  test.each([
    ['POST', 'logs'],
    ['POST', 'audit'],
    ['GET', 'audit'],
    ['DELETE', 'audit'],
  ])('refuses %s of deletions for %s', async (method, tenant) => {
    const query = new URLSearchParams({ query: '{service_name=~".+"}', start: '0' });
    const response = await ask(`/loki/api/v1/delete?${query}`, tenant, { method });
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('not available')]);
  });

  test('removes old records, and keeps those of the audit trail', async () => {
    await send('logs', { 'service.name': 'archive' }, 'ten days old', 10);
    await send('logs', { 'service.name': 'recent' }, 'a day old', 1);
    const trail = { 'service.name': 'binnacle-audit', 'audit.trail': 'binnacle' };
    await send('audit', trail, 'ten days old', 10);
    const chunks = async (): Promise<number> =>
      (await readdir(join(directory, 'chunks', 'logs'), { recursive: true, withFileTypes: true })).filter(
        (entry) => entry.isFile(),
      ).length;
    // Indexes are written every quarter of an hour, and at a start.
    await server.stop();
    const before = await chunks();
    await start();
    // Not by queries: what those have read of an index, they look for again after five minutes.
    await waitFor('a file is gone', chunks, (count) => count < before, 90_000);

    const all = '{service_name=~"archive|recent|binnacle-audit"}';
    expect(await lines('logs', all)).toEqual(['a day old']);
    expect(await lines('audit', all)).toEqual(['ten days old']);
  }, 150_000);
});
