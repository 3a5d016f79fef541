// Pages that keep a share of their sessions: what the real Collector counts with the shipped configuration.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startCollector } from '../backends/start-collector.ts';
import { shipped } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;

/** Its patterns take a processor some seconds, and others use it too. */
const READY_MILLIS = 90_000;

type Rate =
  | { readonly doubleValue: number }
  | { readonly intValue: number }
  | { readonly stringValue: string };

interface Page {
  readonly service: string;
  readonly rate?: Rate;
  /** Sessions that are counted where four were sent. */
  readonly sessions: number;
}

const PAGES: readonly Page[] = [
  { service: 'says-nothing', sessions: 4 },
  { service: 'keeps-all', rate: { intValue: 1 }, sessions: 4 },
  { service: 'keeps-a-quarter', rate: { doubleValue: 0.25 }, sessions: 16 },
  { service: 'keeps-a-tenth-as-text', rate: { stringValue: '0.1' }, sessions: 40 },
  { service: 'keeps-less-than-is-believed', rate: { doubleValue: 1e-9 }, sessions: 4000 },
  { service: 'keeps-none', rate: { doubleValue: 0 }, sessions: 4 },
  { service: 'keeps-more-than-all', rate: { doubleValue: 4 }, sessions: 4 },
  { service: 'keeps-less-than-nothing', rate: { doubleValue: -0.5 }, sessions: 4 },
  { service: 'makes-no-sense', rate: { stringValue: 'half' }, sessions: 4 },
];

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const recordsOf = ({ service, rate }: Page): object => ({
  resource: {
    attributes: [
      text('service.name', service),
      ...(rate ? [{ key: 'browser.session.sample_rate', value: rate }] : []),
    ],
  },
  scopeLogs: [
    {
      logRecords: [
        'session.start',
        'browser.view',
        'browser.frustration',
        'checkout',
        'exception',
        'browser.resource_error',
      ].flatMap((eventName) =>
        Array.from({ length: 4 }, () => ({
          eventName,
          timeUnixNano: `${Date.now()}000000`,
          attributes: [
            ...(eventName === 'checkout' ? [text('funnel.step', 'payment')] : []),
            ...(eventName === 'exception' ? [text('exception.type', 'TypeError')] : []),
          ],
        })),
      ),
    },
  ],
});

withCollector('the Collector', () => {
  let folder: string;
  let collector: RunningServer;
  const counts: Record<string, Record<string, number>> = {};

  /** The last value of each sum, by service and metric. */
  const readCounts = async (): Promise<number> => {
    const lines = (await readFile(join(folder, 'metrics.jsonl'), 'utf8').catch(() => '')).split('\n');
    for (const line of lines.filter(Boolean))
      for (const { resource, scopeMetrics } of JSON.parse(line).resourceMetrics) {
        const service = resource.attributes.find(({ key }: { key: string }) => key === 'service.name').value
          .stringValue;
        const own = counts[service] ?? {};
        counts[service] = own;
        for (const { metrics } of scopeMetrics)
          for (const { name, sum } of metrics)
            for (const point of sum?.dataPoints ?? []) own[name] = Number(point.asDouble ?? point.asInt);
      }
    return Object.keys(counts).length;
  };

  beforeAll(async () => {
    if (!binary) return;
    folder = await mkdtemp(join(tmpdir(), 'binnacle-weights-'));
    const [browsers = 0, grpc = 0, http = 0, health = 0, metrics = 0] = await freePorts(5);
    const stored = join(folder, 'stored.yaml');
    await writeFile(
      stored,
      JSON.stringify({
        exporters: { 'file/metrics': { path: join(folder, 'metrics.jsonl'), flush_interval: '100ms' } },
        service: { pipelines: { 'metrics/browsers': { exporters: ['file/metrics'] } } },
      }),
    );
    collector = await startCollector({
      binary,
      configs: [
        ...['collector.yaml', 'redaction.yaml', 'browsers.yaml', 'sampling/development.yaml'].map((file) =>
          shipped(`collector/${file}`),
        ),
        stored,
      ],
      healthUrl: `http://127.0.0.1:${health}/-/healthy`,
      timeoutMillis: READY_MILLIS,
      cwd: folder,
      env: {
        RUM_API_KEY: 'key-of-the-shop',
        BINNACLE_BROWSERS_ENDPOINT: `127.0.0.1:${browsers}`,
        BINNACLE_OTLP_GRPC_ENDPOINT: `127.0.0.1:${grpc}`,
        BINNACLE_OTLP_HTTP_ENDPOINT: `127.0.0.1:${http}`,
        BINNACLE_COLLECTOR_HEALTH_ENDPOINT: `127.0.0.1:${health}`,
        BINNACLE_COLLECTOR_METRICS_PORT: String(metrics),
        BINNACLE_SPAN_METRICS_INTERVAL: '200ms',
      },
    });
    const answer = await fetch(`http://127.0.0.1:${browsers}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'key-of-the-shop' },
      body: JSON.stringify({ resourceLogs: PAGES.map(recordsOf) }),
    });
    expect(answer.status).toBe(200);
    await waitFor('all pages are counted', readCounts, (found) => found === PAGES.length, 60_000);
  }, 150_000);
  afterAll(async () => {
    await collector?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(PAGES)(
    'counts $sessions of a page that $service, and errors as they are',
    ({ service, sessions }) => {
      expect(counts[service]).toEqual({
        'browser.sessions': sessions,
        'browser.views': sessions,
        'browser.frustrations': sessions,
        'browser.funnel.steps': sessions,
        'browser.errors': 4,
        'browser.resource.failures': 4,
      });
    },
  );
});
