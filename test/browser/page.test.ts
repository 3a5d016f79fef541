// The embedded backend's page in a real browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { buildPage } from '../../scripts/build-page.ts';
import type { Backend } from '../../src/backend/index.ts';
import { durationPoint, log, logsOf, metricsOf, sendJson, span, tracesOf } from '../backend/payloads.ts';
import { start, until } from '../backend/start.ts';
import { type Browser, chromiumOrSkip, launchChromium } from './chromium.ts';

const executable = chromiumOrSkip();
const suite = executable ? describe : describe.skip;

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const ids = { root: 'a'.repeat(16), client: 'b'.repeat(16), server: 'c'.repeat(16), db: 'd'.repeat(16) };

const points = (startMillis: number, ok: number, failed: number) =>
  [
    { status: 200, count: ok, extra: {} },
    { status: 500, count: failed, extra: { 'error.type': '500' } },
  ].map(({ status, count, extra }) =>
    durationPoint({
      method: 'POST',
      route: '/checkout',
      status,
      extra,
      startMillis,
      timeMillis: Date.now(),
      seconds: Array.from({ length: count }, () => 0.2),
    }),
  );

/** Two services, a query of a database that fails, and a log record of each. */
const sendTrace = async ({ otlpHttpUrl }: Backend): Promise<void> => {
  const startMillis = Date.now() - 500;
  const http = { 'http.request.method': 'POST', 'http.response.status_code': 500 };
  await sendJson(
    otlpHttpUrl,
    tracesOf('shop', [
      span({
        traceId: TRACE,
        spanId: ids.root,
        name: 'POST /checkout',
        kind: 2,
        startMillis,
        durationMillis: 200,
        attributes: { ...http, 'http.route': '/checkout' },
        error: '',
      }),
      span({
        traceId: TRACE,
        spanId: ids.client,
        parentSpanId: ids.root,
        name: 'POST',
        kind: 3,
        startMillis: startMillis + 20,
        durationMillis: 150,
        attributes: http,
      }),
    ]),
  );
  await sendJson(
    otlpHttpUrl,
    tracesOf('stock', [
      span({
        traceId: TRACE,
        spanId: ids.server,
        parentSpanId: ids.client,
        name: 'POST /reserve',
        kind: 2,
        startMillis: startMillis + 30,
        durationMillis: 130,
        attributes: { ...http, 'http.route': '/reserve' },
      }),
      span({
        traceId: TRACE,
        spanId: ids.db,
        parentSpanId: ids.server,
        name: 'SELECT stock',
        kind: 3,
        startMillis: startMillis + 40,
        durationMillis: 100,
        attributes: { 'db.query.text': 'SELECT <b>1</b> FROM stock' },
        error: 'deadlock',
        exception: { type: 'DatabaseError', message: 'deadlock of process 41' },
      }),
    ]),
  );
  const own = { traceId: TRACE, spanId: ids.db, severityNumber: 17 };
  await sendJson(
    otlpHttpUrl,
    logsOf('stock', [log({ ...own, timeMillis: startMillis + 60, body: '<img src=x> reservation failed' })]),
  );
};

suite('the page', () => {
  const pageDirectory = mkdtempSync(join(tmpdir(), 'page-'));
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    await buildPage(pageDirectory);
    browser = await launchChromium(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(pageDirectory, { recursive: true, force: true });
  });
  afterEach(async () => {
    await page?.close();
    expect(problems.splice(0)).toEqual([]);
  });

  /** A backend, and its page open at an address; whatever the console says is a problem. */
  const open = async (hash = ''): Promise<Backend> => {
    const backend = await start({ pageDirectory });
    page = await browser.context.newPage();
    page.setDefaultTimeout(40_000);
    page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`${backend.pageUrl}/${hash}`);
    return backend;
  };
  const text = (selector: string) => page.locator(selector).textContent();
  const row = '[data-testid=endpoint-row][data-endpoint="POST /checkout"]';

  test('an endpoint has the right numbers, and new ones without a reload', async () => {
    const backend = await open();
    const startMillis = Date.now();
    await page.getByText('Nothing has arrived yet').waitFor();
    await sendJson(backend.otlpHttpUrl, metricsOf('shop', points(startMillis, 30, 10)));
    await page.locator(row).waitFor();
    expect(await text(`${row} [data-testid=requests]`)).toBe('40');
    expect(await text(`${row} [data-testid=error-rate]`)).toBe('25.0 %');
    expect(await text(`${row} [data-testid=p95]`)).toBe('200 ms');
    expect(await text('[data-testid=connection]')).toBe('Live');
    const loaded = await page.evaluate(() => performance.timeOrigin);
    await sendJson(backend.otlpHttpUrl, metricsOf('shop', points(startMillis, 90, 10)));
    await until('the new number', async () =>
      (await text(`${row} [data-testid=requests]`)) === '100' ? true : undefined,
    );
    expect(await text(`${row} [data-testid=error-rate]`)).toBe('10.0 %');
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
  });

  test('from the endpoint to its trace: the waterfall, a span, and the log beside it', async () => {
    const backend = await open();
    await sendJson(backend.otlpHttpUrl, metricsOf('shop', points(Date.now(), 3, 1)));
    await sendTrace(backend);
    await page.locator(`${row} a`).click();
    await page.locator(`[data-testid=trace-row][data-trace-id="${TRACE}"] a`).click();
    const rows = page.locator('[data-testid=waterfall-row]');
    await rows.first().waitFor();
    expect(await rows.evaluateAll((all) => all.map((one) => one.getAttribute('data-span-id')))).toEqual([
      ids.root,
      ids.client,
      ids.server,
      ids.db,
    ]);
    expect(await text('[data-testid=trace-logs]')).toContain('<img src=x> reservation failed');
    await page.locator(`[data-span-id="${ids.db}"]`).click();
    const detail = await text('[data-testid=span-detail]');
    expect(detail).toContain('SELECT <b>1</b> FROM stock');
    expect(detail).toContain('deadlock of process 41');
    expect(page.url()).toContain(`#/traces/${TRACE}?span=${ids.db}`);
  });

  test('filters, logs and errors lead to the trace', async () => {
    const backend = await open('#/traces?status=ok');
    await sendTrace(backend);
    await page.getByText('No trace matches').waitFor();
    await page.getByLabel('Status').selectOption('error');
    await page.locator('[data-testid=trace-row]').waitFor();
    await page.getByLabel('Longer than (ms)').fill('500');
    await page.getByText('No trace matches').waitFor();
    await page.goto(`${backend.pageUrl}/#/logs?severity=error`);
    await page.locator('[data-testid=log-row] summary').click();
    await page.getByText('Open the trace').click();
    await page.locator('[data-testid=span-detail]').waitFor();
    await page.goto(`${backend.pageUrl}/#/errors`);
    await page.getByText('deadlock of process #').waitFor();
    await page.getByText('DatabaseError').click();
    await page.locator('[data-testid=waterfall-row]').first().waitFor();
  });

  test('with the keyboard alone', async () => {
    const backend = await open();
    await sendTrace(backend);
    await page.goto(`${backend.pageUrl}/#/traces/${TRACE}`);
    await page.locator(`[data-span-id="${ids.db}"]`).focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-testid=span-detail]').waitFor();
    expect(await page.locator(`[data-span-id="${ids.db}"]`).getAttribute('aria-pressed')).toBe('true');
  });

  test('nothing is wider than a telephone', async () => {
    const backend = await open();
    await sendJson(backend.otlpHttpUrl, metricsOf('shop', points(Date.now(), 3, 1)));
    await sendTrace(backend);
    await page.setViewportSize({ width: 400, height: 800 });
    for (const [hash, selector] of [
      ['#/endpoints', row],
      ['#/traces', '[data-testid=trace-row]'],
      [`#/traces/${TRACE}?span=${ids.db}`, '[data-testid=span-detail]'],
      ['#/logs', '[data-testid=log-row]'],
      ['#/errors', '[data-testid=error-row]'],
    ] as const) {
      await page.goto(`${backend.pageUrl}/${hash}`);
      await page.locator(selector).first().waitFor();
      expect([hash, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([hash, 400]);
    }
  });

  test('says that the backend is gone', async () => {
    const backend = await open();
    await until('the connection', async () =>
      (await text('[data-testid=connection]')) === 'Live' ? true : undefined,
    );
    await backend.stop();
    await until('the loss of it', async () =>
      (await text('[data-testid=connection]')) === 'Reconnecting…' ? true : undefined,
    );
    // The browser reports that it cannot connect.
    problems.splice(0);
  });
});
