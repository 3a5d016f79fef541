// From the click through fetch and server into the real Collector and Jaeger: one trace.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startCollector } from '../../backends/start-collector.ts';
import { startJaeger } from '../../backends/start-jaeger.ts';
import { type Fixture, startFixture } from '../../node/run-fixture.ts';
import { type Browser, chromiumOrSkip, launchChromium } from '../chromium.ts';
import { type Site, startSite } from './site.ts';

const executable = chromiumOrSkip();
const collectorBinary = await requireServer('otelcol');
const jaegerBinary = await requireServer('jaeger');
const suite = executable && collectorBinary && jaegerBinary ? describe : describe.skip;

const at = (port: number): { endpoint: string } => ({ endpoint: `127.0.0.1:${port}` });

/** JSON is YAML. */
const collectorConfig = (http: number, health: number, jaeger: number): string =>
  JSON.stringify({
    extensions: { health_check: at(health) },
    receivers: {
      otlp: {
        protocols: { http: { ...at(http), cors: { allowed_origins: ['http://127.0.0.1:*'], max_age: 600 } } },
      },
    },
    exporters: {
      otlp_http: { endpoint: `http://127.0.0.1:${jaeger}`, sending_queue: { enabled: false } },
      nop: {},
    },
    service: {
      extensions: ['health_check'],
      telemetry: { metrics: { level: 'none' } },
      pipelines: {
        traces: { receivers: ['otlp'], exporters: ['otlp_http'] },
        logs: { receivers: ['otlp'], exporters: ['nop'] },
        metrics: { receivers: ['otlp'], exporters: ['nop'] },
      },
    },
  });

const jaegerConfig = (otlp: number, query: number, queryGrpc: number): string =>
  JSON.stringify({
    extensions: {
      jaeger_storage: { backends: { memory: { memory: { max_traces: 100 } } } },
      jaeger_query: { storage: { traces: 'memory' }, http: at(query), grpc: at(queryGrpc) },
    },
    receivers: { otlp: { protocols: { http: at(otlp) } } },
    exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
    service: {
      telemetry: { metrics: { level: 'none' } },
      extensions: ['jaeger_storage', 'jaeger_query'],
      pipelines: { traces: { receivers: ['otlp'], exporters: ['jaeger_storage_exporter'] } },
    },
  });

interface JaegerTrace {
  readonly traceID: string;
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
  readonly spans: readonly {
    readonly spanID: string;
    readonly operationName: string;
    readonly processID: string;
    readonly references: readonly { readonly spanID: string }[];
  }[];
}

/** The tree of a trace, as `service operation` from the root on. */
const pathsOf = ({ spans, processes }: JaegerTrace): string[] => {
  const byId = new Map(spans.map((span) => [span.spanID, span]));
  return spans.map((span) => {
    const names: string[] = [];
    for (let each: typeof span | undefined = span; each; each = byId.get(each.references[0]?.spanID ?? ''))
      names.unshift(`${processes[each.processID]?.serviceName} ${each.operationName}`);
    return names.join(' > ');
  });
};

suite('a page, a service, the Collector and Jaeger', () => {
  let folder: string;
  let collector: RunningServer;
  let jaeger: RunningServer;
  let service: Fixture;
  let site: Site;
  let browser: Browser;
  let collectorUrl: string;
  let jaegerUrl: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-web-'));
    const [http = 0, health = 0, otlp = 0, query = 0, queryGrpc = 0] = await freePorts(5);
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    };
    collectorUrl = `http://127.0.0.1:${http}`;
    jaegerUrl = `http://127.0.0.1:${query}`;
    [jaeger, collector, site, browser] = await Promise.all([
      startJaeger({
        binary: jaegerBinary ?? '',
        config: await file('jaeger.yaml', jaegerConfig(otlp, query, queryGrpc)),
        port: query,
      }),
      startCollector({
        binary: collectorBinary ?? '',
        configs: [await file('collector.yaml', collectorConfig(http, health, otlp))],
        healthUrl: `http://127.0.0.1:${health}`,
      }),
      startSite(),
      launchChromium(executable ?? ''),
    ]);
    service = startFixture('page-server.mjs', {
      endpoint: collectorUrl,
      args: [collectorUrl, site.url],
      env: { OTEL_SERVICE_NAME: 'shop-server', BINNACLE_SERVER_TIMING: 'true' },
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    await site?.close();
    await collector?.stop();
    await jaeger?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const traceWith = async (path: string): Promise<JaegerTrace> => {
    const end = Date.now() + 15_000;
    let seen: string[] = [];
    while (Date.now() < end) {
      const answer = await fetch(`${jaegerUrl}/api/traces?service=shop-page&limit=50`);
      const { data } = (await answer.json()) as { data: JaegerTrace[] | null };
      const found = data?.find((trace) => pathsOf(trace).includes(path));
      if (found) return found;
      seen = (data ?? []).flatMap(pathsOf);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no trace has ${path}; there are\n${seen.join('\n')}`);
  };

  test('the load is below the server’s request, and the server’s work below the click', async () => {
    const page = await browser.context.newPage();
    await page.goto(`http://127.0.0.1:${await service.line('ready')}/`, { waitUntil: 'load' });
    await page.click('#go');
    await page.waitForFunction(`document.title === 'answered'`);
    await page.close();
    await service.stop();
    await traceWith('shop-server GET / > shop-page documentLoad');
    const clicked = await traceWith(
      'shop-page click > shop-page GET > shop-server GET /stock > shop-server read stock',
    );
    expect(clicked.spans).toHaveLength(4);
  }, 60_000);
});
