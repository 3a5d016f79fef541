import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BackendUrls, FREE_PORTS, startBackend } from '../../scripts/start/backend.ts';
import type { Child } from '../../scripts/start/child.ts';
import type { LogRecord } from '../../src/backend/model.ts';
import type { ErrorGroup } from '../../src/backend/store/error-store.ts';
import type { Summary, TraceDetail } from '../../src/backend/store/store.ts';
import type { TraceSummary } from '../../src/backend/store/trace-query.ts';
import { chromiumOrSkip, launchChromium } from '../browser/chromium.ts';
import { findTexts } from '../canaries/canaries.ts';
import { installedPackage } from './installed-package.ts';
import { passedOnOf, sendRequests, totalOf } from './requests.ts';
import { createSecrets, hiddenParts } from './secrets.ts';
import { type Services, startDatabase, startServices } from './services.ts';
import { joinedServices } from './span-tree.ts';
import { waitFor } from './wait-for.ts';

const MIX = { products: 40, one: 20, fail: 7, slow: 2, search: 3, checkout: 4, late: 1 };
const secrets = createSecrets();
const docs = join(import.meta.dirname, '../../docs');
const chromium = chromiumOrSkip();
const testWithBrowser = chromium ? test : test.skip;

let database: Child<string>;
let backend: Child<BackendUrls>;
let services: Services;

const ask = async <T>(path: string): Promise<T> => {
  const response = await fetch(`${backend.ready.page}${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

beforeAll(async () => {
  const project = await installedPackage();
  const main = join(project, 'node_modules/binnacle/dist/cli/main.js');
  [database, backend] = await Promise.all([startDatabase(secrets), startBackend(main, FREE_PORTS)]);
  services = await startServices({
    project,
    databaseUrl: database.ready,
    otlpUrl: backend.ready.otlpHttp,
    secrets,
    env: { BINNACLE_LIVE: 'true' },
  });
  await sendRequests(services.url, MIX, secrets);
}, 120_000);

afterAll(async () => {
  await services?.stop();
  await Promise.all([backend?.stop(), database?.stop()]);
}, 60_000);

const requestsOf = ({ endpoints }: Summary, service: string): number =>
  endpoints.filter((each) => each.service === service).reduce((sum, { requests }) => sum + requests, 0);

describe('the installed package with the embedded backend', () => {
  test('counts each endpoint exactly', async () => {
    const summary = await waitFor(
      'all requests are counted',
      () => ask<Summary>('/api/summary'),
      (answer) => requestsOf(answer, 'storefront') >= totalOf(MIX),
    );
    const counts = summary.endpoints
      .filter(({ service }) => service === 'storefront')
      .map(({ endpoint, requests, errors }) => [endpoint, requests, errors]);
    expect(counts.sort()).toEqual([
      ['GET /fail', 7, 7],
      ['GET /products', 40, 0],
      ['GET /products/:id', 20, 0],
      ['GET /search', 3, 0],
      ['GET /slow', 2, 0],
      ['POST /checkout', 5, 0],
    ]);
    expect(summary.endpoints.find(({ endpoint }) => endpoint === 'GET /slow')?.p50Millis).toBeGreaterThan(
      1_000,
    );
    expect(summary.counters).toMatchObject({ dropped: [], refused: [] });
  });

  test('joins both services and the database in one trace', async () => {
    const trace = await findTrace('GET /products', 3);
    const path = joinedServices(
      trace.spans.map(({ source, spanId, parentSpanId, kind, attributes }) => ({
        id: spanId,
        parentId: parentSpanId,
        service: source.service,
        kind,
        isQuery: attributes['db.query.text'] !== undefined,
      })),
    );
    expect(path).toEqual(['storefront server', 'storefront client', 'inventory server', 'inventory query']);
  });

  test('keeps logs beside their trace', async () => {
    const { traceId } = await findTrace('GET /search', 3);
    const { logs } = await waitFor(
      'the logs of both services are there',
      () => ask<TraceDetail>(`/api/traces/${traceId}`),
      ({ logs }) => new Set(logs.map(({ source }) => source.service)).size === 2,
    );
    expect(logs.map(({ body }) => body)).toContain(
      'search for [REDACTED:email] with token=[REDACTED:secret-assignment]',
    );
    expect(new Set(logs.map((log) => log.traceId))).toEqual(new Set([traceId]));
  });

  test('groups errors', async () => {
    await waitFor(
      'the error of GET /fail is there',
      () => ask<{ errors: ErrorGroup[] }>('/api/errors'),
      ({ errors }) => JSON.stringify(errors).includes('the payment provider does not answer'),
    );
  });

  test('has no secret in any answer', async () => {
    // The examples did handle them.
    const printed = Buffer.from(services.storefront.output() + services.inventory.output());
    expect(findTexts(printed, hiddenParts(secrets)).length).toBeGreaterThanOrEqual(3);

    const { traces } = await waitFor(
      'all traces are there',
      () => ask<{ traces: TraceSummary[] }>('/api/traces?limit=1000'),
      (answer) => answer.traces.length >= totalOf(MIX),
    );
    expect(traces.length).toBe(totalOf(MIX));
    const { logs } = await ask<{ logs: LogRecord[] }>('/api/logs?limit=1000');
    const answers = [
      logs,
      await ask('/api/summary'),
      await ask('/api/errors'),
      ...(await Promise.all(traces.map(({ traceId }) => ask(`/api/traces/${traceId}`)))),
    ];
    const bytes = Buffer.from(JSON.stringify(answers));
    expect(findTexts(bytes, [secrets.marker])).toEqual([secrets.marker]);
    expect(findTexts(bytes, hiddenParts(secrets))).toEqual([]);
  });

  testWithBrowser(
    'shows the endpoint’s row and the trace’s waterfall on its page',
    async () => {
      const { traceId } = await findTrace('GET /search', 4);
      const browser = await launchChromium(chromium ?? '');
      try {
        const page = await browser.context.newPage();
        const shoot = async (name: string): Promise<void> => {
          if (process.env.BINNACLE_UPDATE_SCREENSHOT) await page.screenshot({ path: join(docs, name) });
        };
        await page.goto(backend.ready.page);
        const row = page.locator('[data-service="storefront"][data-endpoint="GET /products"]');
        await row.waitFor();
        expect(await row.getByTestId('requests').textContent()).toBe('40');
        await shoot('embedded-endpoints.png');

        await page.goto(`${backend.ready.page}/#/traces/${traceId}`);
        const bars = page.getByTestId('waterfall-row');
        await bars.first().waitFor();
        const names = await bars.allTextContents();
        expect(names[0]).toContain('GET /search');
        expect(names.slice(1)).toContainEqual(expect.stringContaining('SELECT'));
        expect(await page.getByTestId('trace-logs').textContent()).toContain('search for [REDACTED:email]');
        await shoot('embedded-trace.png');
      } finally {
        await browser.close();
      }
    },
    60_000,
  );

  test('counts nothing twice when the services end', async () => {
    await services.stop();
    const summary = await ask<Summary>('/api/summary');
    expect(requestsOf(summary, 'storefront')).toBe(totalOf(MIX));
    expect(requestsOf(summary, 'inventory')).toBe(passedOnOf(MIX));
  }, 30_000);
});

/** The newest trace of an endpoint that has so many spans. */
const findTrace = async (endpoint: string, spans: number): Promise<TraceDetail> => {
  const query = new URLSearchParams({ service: 'storefront', endpoint });
  const { traces } = await waitFor(
    `there is a whole trace of ${endpoint}`,
    () => ask<{ traces: TraceSummary[] }>(`/api/traces?${query}`),
    ({ traces }) => traces.some(({ spanCount }) => spanCount >= spans),
  );
  const { traceId } = traces.find(({ spanCount }) => spanCount >= spans) ?? {};
  return ask<TraceDetail>(`/api/traces/${traceId}`);
};
