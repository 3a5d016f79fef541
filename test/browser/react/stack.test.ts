// A React application through nginx and the shipped Collector: its routes in the real Prometheus, its traces in the real Jaeger.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type Browser, chromiumOrSkip, launchChromium } from '../chromium.ts';
import { pathsOf, type RunningJaeger, startMemoryJaeger, tagsOf } from '../web/jaeger.ts';
import {
  API_KEY,
  findReceivingBinaries,
  type ReceivingStack,
  startReceivingStack,
} from '../web/receiving-stack.ts';
import { type Site, startSite } from '../web/site.ts';
import { untilWatched } from '../web/site-suite.ts';
import { type Apps, buildPackage } from './bundle-app.ts';

const executable = chromiumOrSkip();
const binaries = await findReceivingBinaries();
const jaegerBinary = await requireServer('jaeger');
const suite = executable && binaries && jaegerBinary ? describe : describe.skip;

const SEVEN = {
  'react-router-dom': dirname(createRequire(import.meta.url).resolve('react-router/package.json')),
};

suite('a React application, nginx, the Collector, Jaeger and Prometheus', () => {
  let apps: Apps;
  let site: Site;
  let browser: Browser;
  let jaeger: RunningJaeger;
  let stack: ReceivingStack;

  beforeAll(async () => {
    if (!binaries) return;
    [apps, site, browser, jaeger] = await Promise.all([
      buildPackage(),
      startSite(),
      launchChromium(executable ?? ''),
      startMemoryJaeger(jaegerBinary ?? ''),
    ]);
    stack = await startReceivingStack(binaries, site.url, jaeger.otlpGrpc);
    const files = await apps.page({
      entry: 'react-router.jsx',
      react: 19,
      mode: 'production',
      alias: SEVEN,
    });
    for (const [path, text] of files) site.files.set(`/lib/app${path}`, text);
    site.pages.set('/', {
      html: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<meta name="OTEL_EXPORTER_OTLP_ENDPOINT" content="${stack.url}"><meta name="RUM_API_KEY" content="${API_KEY}">
<body><div id="root"></div><script type="module" src="/lib/app/main.js"></script>`,
    });
    const page = await browser.context.newPage();
    await page.goto(site.url, { waitUntil: 'load' });
    await page.waitForSelector('#home');
    // Not below the load, which what is under way belongs to.
    await untilWatched(page);
    await page.click('#order');
    await page.waitForSelector('#one');
    await page.close();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await stack?.stop();
    await jaeger?.stop();
    await apps?.remove();
  });

  test('Prometheus has its views by the patterns of their routes', async () => {
    const views = (): Promise<Record<string, number>> =>
      stack
        .query('sum by (url_template) (browser_views_total{job="shop"})')
        .then((found) =>
          Object.fromEntries(found.map(({ metric, value }) => [metric.url_template ?? '', value])),
        );
    const found = await waitFor('two views', views, (all) => Object.keys(all).length >= 2);
    expect(found).toEqual({ '/': 1, '/orders/:id': 1 });
  });

  // The router asks its loader first and changes the URL then.
  test('Jaeger has the request of the loader and the change of route below the click', async () => {
    const trace = await jaeger.traceWith('shop', 'shop click > shop routeChange');
    expect(pathsOf(trace).sort()).toEqual([
      'shop click',
      'shop click > shop GET',
      'shop click > shop routeChange',
    ]);
    expect(tagsOf(trace, 'routeChange')).toMatchObject({
      'url.template': '/orders/:id',
      'url.full': `${site.url}/orders/7`,
    });
    expect(tagsOf(trace, 'GET')).toMatchObject({
      'http.response.status_code': 200,
      'url.full': `${site.url}/api/200/order/7`,
    });
  });
});
