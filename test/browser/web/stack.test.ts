// From the click through fetch and server to the database, in the real Collector and Jaeger: one trace.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startCollector } from '../../backends/start-collector.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type Fixture, startFixture } from '../../node/run-fixture.ts';
import { type Browser, chromiumOrSkip, launchChromium } from '../chromium.ts';
import { pathsOf, type RunningJaeger, startMemoryJaeger, tagsOf } from './jaeger.ts';
import { pageOf, type Site, startSite } from './site.ts';
import { untilWatched } from './site-suite.ts';

const executable = chromiumOrSkip();
const collectorBinary = await requireServer('otelcol');
const jaegerBinary = await requireServer('jaeger');
const suite = executable && collectorBinary && jaegerBinary ? describe : describe.skip;

const at = (port: number): { endpoint: string } => ({ endpoint: `127.0.0.1:${port}` });

/** JSON is YAML. */
const collectorConfig = (http: number, health: number, jaegerUrl: string): string =>
  JSON.stringify({
    extensions: { health_check: at(health) },
    receivers: {
      otlp: {
        protocols: { http: { ...at(http), cors: { allowed_origins: ['http://127.0.0.1:*'], max_age: 600 } } },
      },
    },
    exporters: {
      otlp_http: { endpoint: jaegerUrl, sending_queue: { enabled: false } },
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

/** The path of each span from the root to the end of this one. */
const pathTo = (path: string): string[] =>
  path.split(' > ').map((_, index, names) => names.slice(0, index + 1).join(' > '));

/** Pages that are closed, and how many at once: browsers keep about twenty requests of all tabs that close together. */
const CLOSES = 100;
const AT_ONCE = 4;

suite('a page, a service, the Collector and Jaeger', () => {
  let folder: string;
  let collector: RunningServer;
  let jaeger: RunningJaeger;
  let service: Fixture;
  let site: Site;
  let browser: Browser;
  let collectorUrl: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-web-'));
    const [http = 0, health = 0] = await freePorts(2);
    collectorUrl = `http://127.0.0.1:${http}`;
    jaeger = await startMemoryJaeger(jaegerBinary ?? '');
    const config = join(folder, 'collector.yaml');
    await writeFile(config, collectorConfig(http, health, jaeger.otlpUrl));
    [collector, site, browser] = await Promise.all([
      startCollector({
        binary: collectorBinary ?? '',
        configs: [config],
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

  test('the load is below the server’s request, and the query of its database below the click', async () => {
    const page = await browser.context.newPage();
    await page.goto(`http://127.0.0.1:${await service.line('ready')}/`, { waitUntil: 'load' });
    await untilWatched(page);
    await page.click('#go');
    await page.waitForFunction(`document.title === '7 left'`);
    await page.close();
    await service.stop();
    await jaeger.traceWith('shop-page', 'shop-server GET / > shop-page documentLoad');
    const path = 'shop-page click > shop-page GET > shop-server GET /stock > shop-server SELECT stock';
    const clicked = await jaeger.traceWith('shop-page', path);
    expect(pathsOf(clicked).sort()).toEqual(pathTo(path));
    expect(tagsOf(clicked, 'SELECT stock')).toMatchObject({
      'span.kind': 'client',
      'db.system.name': 'sqlite',
      'db.query.text': 'SELECT item, count FROM stock WHERE count > ?',
    });
  });

  test(`${CLOSES} closes lose nothing on the way to Jaeger`, async () => {
    site.pages.set('/closed', {
      html: pageOf(`{ service: 'closed-page', endpoint: '${collectorUrl}' }`),
    });
    const close = async (n: number): Promise<void> => {
      const page = await browser.context.newPage();
      await page.goto(`${site.url}/closed`, { waitUntil: 'load' });
      await page.evaluate(`rum.transaction('last words ${n}', () => {})`);
      await page.close();
    };
    for (let n = 0; n < CLOSES; n += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => close(n + i)));
    const wanted = Array.from({ length: CLOSES }, (_, n) => `last words ${n}`).sort();
    const arrived = await waitFor(
      'the last words of all pages',
      async () => {
        const all = await jaeger.traces('closed-page');
        return all
          .flatMap(({ spans }) => spans.map(({ operationName }) => operationName))
          .filter((name) => name.startsWith('last words'))
          .sort();
      },
      (names) => names.length >= CLOSES,
    );
    expect(arrived).toEqual(wanted);
  }, 120_000);
});
