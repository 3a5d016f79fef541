// From real pages through nginx and the shipped Collector into the real Prometheus: the dashboard shows what happened.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { dashboards, METRICS, type Metric } from '../../../src/monitoring/index.ts';
import { waitFor as waitForLong } from '../../integration/wait-for.ts';
import { queriesOf } from '../../monitoring/dashboard-queries.ts';
import { metricOf, storedNames } from '../../monitoring/metric-names.ts';
import { type Browser, chromiumOrSkip, launchChromium } from '../chromium.ts';
import {
  API_KEY,
  findReceivingBinaries,
  type ReceivingStack,
  startReceivingStack,
} from './receiving-stack.ts';
import { pageOf, type Site, startSite } from './site.ts';
import { untilWatched } from './site-suite.ts';
import { useVitalsPage, VITALS_BODY, type Vitals } from './vitals-page.ts';

const executable = chromiumOrSkip();
const binaries = await findReceivingBinaries();
const suite = executable && binaries ? describe : describe.skip;

const BROKEN = `<h1>Broken</h1><a id="dead" href="javascript:void 0">nothing</a>
<script type="module">
rum.setView('/broken');
document.body.append(Object.assign(new Image(), { src: '/missing.png' }));
rum.track('checkout', { 'funnel.step': 'cart' });
rum.track('checkout', { 'funnel.step': 'cart' });
rum.track('checkout', { 'funnel.step': 'payment' });
await fetch('/api/200/stock/4711');
await fetch('/api/500/stock/4712');
class PaymentError extends Error { name = 'PaymentError'; }
for (const order of [4711, 4712]) setTimeout(() => { throw new PaymentError('order ' + order + ' was refused'); });
setTimeout(() => setTimeout(() => { document.title = 'done'; }));
</script>`;

const AGENTS: readonly (readonly [id: string, agent: string, expected: string])[] = [
  [
    'chrome',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Chrome 142 desktop',
  ],
  [
    'edge',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.3537.71',
    'Edge 141 desktop',
  ],
  [
    'firefox',
    'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
    'Firefox 144 desktop',
  ],
  [
    'safari',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'Safari 26 desktop',
  ],
  [
    'iphone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.7390.69 Mobile/15E148 Safari/604.1',
    'Chrome 141 mobile',
  ],
  [
    'android',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
    'Chrome 141 mobile',
  ],
  [
    'tablet',
    'Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36',
    'Samsung Internet 28 tablet',
  ],
  [
    'opera',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0',
    'Opera 124 desktop',
  ],
  ['bot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'other  bot'],
  ['none', '', 'other  other'],
];

const PATHS: Readonly<Record<string, string>> = {
  '/': '/',
  '/cart?coupon=1#top': '/cart',
  '/orders/4711': '/orders/:id',
  '/orders/4711/items/2/': '/orders/:id/items/:id/',
  '/v2/users/550e8400-e29b-41d4-a716-446655440000': '/v2/users/:id',
  '/reset/someverylongtokenthatnobodyshouldeverseeagain': '/reset/:id',
  '/users/mary@example.com': '/users/:id',
  '/a/b/c/d/e/f/g/h': '/a/b/c/d/e/f/…',
  '/app#/orders/7': '/orders/:id',
  '/app#!/help': '/help',
};

/** Sooner than the test's own end, so that the last answer is shown. */
const waitFor: typeof waitForLong = (what, ask, satisfies) => waitForLong(what, ask, satisfies, 40_000);

suite('pages, nginx, the Collector and Prometheus', () => {
  let stack: ReceivingStack;
  let site: Site;
  let browser: Browser;
  const visits: Vitals[] = [];

  const open = async (path: string): Promise<Page> => {
    const page = await browser.context.newPage();
    await page.goto(site.url + path, { waitUntil: 'load' });
    return page;
  };

  const visitOrder = async (id: number): Promise<Vitals> => {
    const page = await open(`/orders/${id}`);
    const { alone, browser: own } = await useVitalsPage(page, `${site.url}/plain`);
    await page.close();
    expect(alone).toEqual(own);
    return alone;
  };

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium(executable ?? '')]);
    if (binaries) stack = await startReceivingStack(binaries, site.url);
    const options = `{ service: 'shop-page', environment: 'production', endpoint: '${stack.url}', apiKey: '${API_KEY}', viewBudgetMillis: 60_000 }`;
    const html = { html: pageOf(options, VITALS_BODY) };
    for (const id of [4711, 4712, 4713]) site.pages.set(`/orders/${id}`, html);
    site.pages.set('/broken', { html: pageOf(options, BROKEN) });
    site.pages.set('/missing.png', { html: '' });
    for (const id of [4711, 4712, 4713]) visits.push(await visitOrder(id));
    const broken = await open('/broken');
    await broken.waitForFunction(`document.title === 'done'`);
    await untilWatched(broken);
    await broken.click('#dead', { clickCount: 3 });
    await broken.goto(`${site.url}/plain`);
    await broken.close();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await stack?.stop();
  });

  const only = async (promql: string): Promise<number | undefined> => (await stack.query(promql))[0]?.value;

  const queries = dashboards
    .filter(({ id }) => id === 'web-experience')
    .flatMap((dashboard) => queriesOf(dashboard, '1h'));
  const panel = (title: string, nth = 0) => {
    const all = queries.filter((query) => query.panel === title);
    if (!all[nth]) throw new Error(`there is no panel ${title}`);
    return stack.query(all[nth].promql);
  };
  const rows = async (title: string, nth = 0): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await panel(title, nth)).map(({ metric, value }) => [
        Object.entries(metric)
          .filter(([label]) => label !== 'binnacle_error_fingerprint' && label !== 'user_agent_version')
          .map(([, each]) => each)
          .sort()
          .join(' '),
        value,
      ]),
    );

  test('every view is there, with its outcome', async () => {
    await waitFor(
      'four views',
      async () => (await panel('Page views'))[0]?.value,
      (count) => count === 4,
    );
    expect(await rows('Pages')).toEqual({ '/orders/:id': 3, '/broken': 1 });
    expect(await only('sum(browser_views_total{browser_view_outcome="error"})')).toBe(1);
    expect(await only('sum(browser_views_total{browser_view_outcome="success"})')).toBe(3);
    expect((await panel('Task success'))[0]?.value).toBe(0.75);
    expect((await panel('Views with errors'))[0]?.value).toBe(0.25);
  });

  test.each([
    ['lcp', 'seconds', 'LCP, p75', 1000],
    ['inp', 'seconds', 'INP, p75', 1000],
    ['cls', '', 'CLS, p75', 1],
    ['fcp', 'seconds', 'FCP, p75', 1000],
    ['ttfb', 'seconds', 'TTFB, p75', 1000],
  ] as const)(
    '%s is what the library alone and the browser have measured',
    async (id, unit, title, scale) => {
      const metric = ['browser_web_vital', id, unit].filter(Boolean).join('_');
      const filter = '{url_template="/orders/:id",binnacle_device_class="desktop",job="shop-page"}';
      await waitFor(
        `three of ${id}`,
        () => only(`sum(increase(${metric}_count${filter}[1h] anchored))`),
        (count) => count === 3,
      );
      // Where nothing moves and nobody clicks, everything would agree.
      expect(visits.filter((visit) => visit[id] > 0)).toHaveLength(3);
      const values = visits.map((visit) => visit[id] / scale).sort((one, other) => one - other);
      const sum = await only(`sum(increase(${metric}_sum${filter}[1h] anchored))`);
      expect(sum).toBeCloseTo(
        values.reduce((all, value) => all + value, 0),
        6,
      );
      // The third of four or the third of three: 75 % lie in the bucket of one of them.
      const bounds = (await stack.query(`sum by (le) (${metric}_bucket${filter})`))
        .map(({ metric: { le } }) => Number(le === '+Inf' ? 'Infinity' : le))
        .sort((one, other) => one - other);
      const highest = values.at(-1) ?? 0;
      const upper = bounds.find((bound) => bound >= highest) ?? 0;
      const shown = (await panel(title))[0]?.value ?? Number.NaN;
      expect(shown).toBeLessThanOrEqual(upper);
      expect(shown).toBeGreaterThanOrEqual(0);
      const byPage = queries.find(
        ({ panel: of, promql }) => of === 'Pages' && promql.includes(`${metric}_bucket`),
      );
      if (byPage)
        expect(
          (await stack.query(byPage.promql)).map(({ metric: { url_template } }) => url_template),
        ).toContain('/orders/:id');
    },
  );

  test('errors are in one group, whatever number is in the message', async () => {
    await waitFor(
      'two errors',
      async () => (await panel('Errors'))[0]?.value,
      (count) => count === 2,
    );
    const groups = await panel('Errors by group');
    expect(groups).toEqual([
      {
        metric: {
          error_type: 'PaymentError',
          browser_error_kind: 'uncaught',
          binnacle_error_fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
          url_template: '/broken',
        },
        value: 2,
      },
    ]);
    const [{ metric } = { metric: {} }] = groups;
    const fingerprint = (metric as Record<string, string>).binnacle_error_fingerprint ?? 'none';
    expect((await stack.stored('logs')).split(fingerprint).length - 1).toBe(2);
  });

  test('sessions, by browser and device, without a country that nobody has said', async () => {
    await waitFor(
      'a session',
      async () => (await panel('Sessions'))[0]?.value,
      (count) => count === 1,
    );
    expect(await rows('Visitors')).toEqual({ 'Chrome desktop': 1 });
  });

  test('clicks, funnels, resources and requests', async () => {
    const found = (title: string, count: number, nth = 0) =>
      waitFor(
        title,
        () => rows(title, nth),
        (all) => Object.keys(all).length === count,
      );
    await found('Clicks that annoyed', 1);
    expect(await rows('Clicks that annoyed')).toEqual({ '/broken a#dead rage': 1 });
    await found('Funnels', 2);
    expect(await rows('Funnels')).toEqual({ 'cart checkout': 2, 'checkout payment': 1 });
    await found('Resources that failed', 1);
    expect(await rows('Resources that failed')).toEqual({ '/broken 127.0.0.1 img': 1 });
    await found('Requests', 1, 1);
    expect(await rows('Requests', 1)).toEqual({
      '/api/:id/stock/:id 127.0.0.1 GET': 2,
    });
    expect(await rows('Requests', 2)).toEqual({ '/api/:id/stock/:id 127.0.0.1 GET': 0.5 });
  });

  test('every panel has data', async () => {
    const empty = await waitFor(
      'nothing is empty',
      async () => {
        const all = await Promise.all(
          queries.map(async ({ panel: title, promql }) =>
            (await stack.query(promql)).length > 0 ? [] : [title],
          ),
        );
        return all.flat();
      },
      (titles) => titles.length === 0,
    );
    expect(empty).toEqual([]);
  });

  test('the catalogue has every metric and label that is made of pages', async () => {
    const series = await stack.query('{__name__=~"browser_.*"}');
    const differences = series.flatMap(({ metric: { __name__ = '', ...labels } }) => {
      const known: readonly string[] = [...(metricOf.get(__name__)?.labels ?? []), 'le', 'otel_scope_name'];
      return Object.keys(labels).flatMap((label) => (known.includes(label) ? [] : [`${__name__} ${label}`]));
    });
    expect([...new Set(differences)]).toEqual([]);
    const seen = new Set(series.map(({ metric }) => metric.__name__));
    const stored = Object.values<Metric>(METRICS)
      .filter(({ origin }) => origin === 'Collector, from pages')
      .flatMap(storedNames);
    expect(stored.length).toBeGreaterThan(20);
    expect(stored.filter((name) => !seen.has(name))).toEqual([]);
  });

  /** One event of a page that says which case it is by its version. */
  const sendEvent = async (
    version: string,
    eventName: string,
    attributes: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    const keyValues = (from: Readonly<Record<string, string>>) =>
      Object.entries(from).map(([key, stringValue]) => ({ key, value: { stringValue } }));
    const answer = await fetch(`${stack.directUrl}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': API_KEY, ...headers },
      body: JSON.stringify({
        resourceLogs: [
          {
            resource: { attributes: keyValues({ 'service.name': 'cases', 'service.version': version }) },
            scopeLogs: [{ logRecords: [{ eventName, attributes: keyValues(attributes) }] }],
          },
        ],
      }),
    });
    if (answer.status !== 200) throw new Error(`${version}: ${answer.status} ${await answer.text()}`);
  };
  const byVersion = (promql: string, count: number) =>
    waitFor(
      promql,
      () => stack.query(promql),
      (all) => all.length >= count,
    );

  test('browsers are told by their names and major versions, and devices by their kind', async () => {
    await Promise.all(
      AGENTS.map(([id, agent]) => sendEvent(id, 'session.start', {}, { 'user-agent': agent })),
    );
    const found = await byVersion('browser_sessions_total{job="cases"}', AGENTS.length);
    expect(
      Object.fromEntries(
        found.map(({ metric }) => [
          metric.service_version,
          [metric.user_agent_name, metric.user_agent_version, metric.binnacle_device_class].join(' '),
        ]),
      ),
    ).toEqual(Object.fromEntries(AGENTS.map(([id, , expected]) => [id, expected])));
  });

  test('pages without a pattern get one from their path, without ids', async () => {
    const cases = Object.entries(PATHS);
    await Promise.all(
      cases.map(([path], index) =>
        sendEvent(String(index), 'browser.view', {
          'browser.document.url.full': `https://shop.example${path}`,
        }),
      ),
    );
    const found = await byVersion('browser_views_total{job="cases"}', cases.length);
    expect(
      Object.fromEntries(
        found.map(({ metric }) => [cases[Number(metric.service_version)]?.[0], metric.url_template]),
      ),
    ).toEqual(PATHS);
  });

  test('a fingerprint of the page counts, one that is none does not', async () => {
    const error = { 'exception.type': 'Error', 'exception.message': 'it broke' };
    await sendEvent('good', 'exception', { ...error, 'binnacle.error.fingerprint': '0123456789abcdef' });
    await sendEvent('bad', 'exception', { ...error, 'binnacle.error.fingerprint': 'x'.repeat(5_000) });
    const found = await byVersion('browser_errors_total{job="cases"}', 2);
    const of = (version: string) =>
      found.find(({ metric }) => metric.service_version === version)?.metric.binnacle_error_fingerprint;
    expect(of('good')).toBe('0123456789abcdef');
    expect(of('bad')).toMatch(/^[0-9a-f]{16}$/);
  });

  describe('who may send', () => {
    const BODY = JSON.stringify({
      resourceLogs: [
        {
          resource: {
            attributes: [
              { key: 'service.name', value: { stringValue: 'curl' } },
              { key: 'client.address', value: { stringValue: '203.0.113.77' } },
              { key: 'user_agent.original', value: { stringValue: 'canary agent' } },
            ],
          },
          scopeLogs: [
            {
              logRecords: [
                {
                  eventName: 'session.start',
                  attributes: [{ key: 'client.address', value: { stringValue: '203.0.113.77' } }],
                },
              ],
            },
          ],
        },
      ],
    });
    const post = (headers: Record<string, string>, body = BODY, path = '/v1/logs') =>
      fetch(`${stack.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });

    test.each([
      ['without a key', {}, 401],
      ['with a wrong key', { 'x-api-key': 'guessed' }, 401],
      ['with the key', { 'x-api-key': API_KEY }, 200],
    ])('%s', async (_, headers, status) => {
      expect((await post(headers)).status).toBe(status);
    });

    test.each([
      ['of the page', () => site.url, true],
      ['of another', () => 'https://elsewhere.example', false],
      ['none', () => 'null', false],
    ])('the origin %s', async (_, origin, isAllowed) => {
      const preflight = await fetch(`${stack.url}/v1/logs`, {
        method: 'OPTIONS',
        headers: {
          origin: origin(),
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-api-key',
        },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBe(isAllowed ? site.url : null);
    });

    test('a body that is too large is refused, and the page is told', async () => {
      const large = await post({ 'x-api-key': API_KEY, origin: site.url }, ' '.repeat(200_000));
      expect([large.status, large.headers.get('access-control-allow-origin')]).toEqual([413, site.url]);
      const direct = await fetch(`${stack.directUrl}/v1/logs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
        body: ' '.repeat(200_000),
      });
      expect(direct.status).toBeGreaterThanOrEqual(400);
    });

    test('nothing but traces and logs, and nothing but POST', async () => {
      expect((await post({ 'x-api-key': API_KEY }, BODY, '/v1/metrics')).status).toBe(404);
      expect((await fetch(`${stack.url}/v1/logs`)).status).toBe(403);
    });

    test('too many at once are refused, and told when to come back', async () => {
      const all = await Promise.all(
        Array.from({ length: 200 }, () => post({ 'x-api-key': API_KEY, origin: site.url })),
      );
      const refused = all.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused[0]?.headers.get('retry-after')).toBe('10');
      expect(refused[0]?.headers.get('access-control-allow-origin')).toBe(site.url);
    });

    test('the country is kept, the address and the words of the browser are not', async () => {
      const AGENT =
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.1.77 Mobile Safari/604.1';
      const answer = await waitFor(
        'the limit is over',
        () =>
          new Promise<number | undefined>((resolve, reject) => {
            const { hostname, port } = new URL(stack.url);
            request(
              {
                hostname,
                port,
                // What must be nowhere: the address of the client, and what others say that it is.
                localAddress: '127.0.0.77',
                path: '/v1/logs',
                method: 'POST',
                headers: {
                  'content-type': 'application/json',
                  'x-api-key': API_KEY,
                  'user-agent': AGENT,
                  'x-country': 'NO',
                  'x-forwarded-for': '198.51.100.77',
                  'x-real-ip': '198.51.100.77',
                  forwarded: 'for=198.51.100.77',
                  cookie: 'session=canary-cookie',
                  referer: 'https://shop.example/canary-referer',
                },
              },
              (response) => resolve(response.resume().statusCode),
            )
              .on('error', reject)
              .end(BODY);
          }),
        (status) => status === 200,
      );
      expect(answer).toBe(200);
      await waitFor('the session from Norway', async () => {
        const found = await stack.query('browser_sessions_total{geo_country_iso_code="NO"}');
        return found.map(({ metric }) => [
          metric.user_agent_name,
          metric.user_agent_version,
          metric.binnacle_device_class,
        ])[0];
      });
      const [found] = await stack.query('browser_sessions_total{geo_country_iso_code="NO"}');
      expect(found?.metric).toMatchObject({
        user_agent_name: 'Safari',
        user_agent_version: '18',
        binnacle_device_class: 'mobile',
      });
      const stored = await stack.stored('logs');
      expect(stored).toContain('"NO"');
      const CANARIES = ['127.0.0.77', '203.0.113.77', '198.51.100.77', '18.1.77', 'canary', 'HeadlessChrome'];
      const leaks = Object.entries(stack.written()).flatMap(([where, text]) =>
        CANARIES.filter((canary) => text.includes(canary)).map((canary) => `${where}: ${canary}`),
      );
      expect(leaks).toEqual([]);
    });
  });
});
