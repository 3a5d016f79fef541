// Traces of a page: its load in the trace of the server, requests in that of what the user did, routes, manual spans.
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { pageOf, type SentSpan } from './site.ts';
import { describeSite, eventually, untilWatched } from './site-suite.ts';

const SERVER = { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8) };
const TRACEPARENT = `00-${SERVER.traceId}-${SERVER.spanId}-01`;

describeSite('traces', (visit) => {
  beforeEach(() => visit.site.reset());
  const spanOf = (what: (span: SentSpan) => boolean, name: string): Promise<SentSpan> =>
    eventually(() => visit.site.spans.find(what), name);
  const named = (name: string): Promise<SentSpan> => spanOf((span) => span.name === name, name);
  /** The page has the answer, and so has the span of the request its end: code that waits for it called `answered`. */
  const answered = (page: Page, path: string): Promise<unknown> =>
    page.waitForFunction(`answers.includes('${path}')`);
  const ANSWERED = `globalThis.answers = []; globalThis.answered = (path) => () => { setTimeout(() => answers.push(path)); };`;
  const plain = (options = '', body = '', then = ''): string =>
    pageOf(`{ service: 'shop', endpoint: location.origin${options} }`, body, `${ANSWERED}\n${then}`);

  test.each([
    ['Server-Timing', '', { 'server-timing': `app;dur=1, traceparent;desc="${TRACEPARENT}"` }],
    ['a meta tag', `<meta name="traceparent" content="${TRACEPARENT}">`, {}],
  ])('the load is in the trace that the server tells by %s', async (_what, body, headers) => {
    visit.site.pages.set('/', { html: plain('', body), headers });
    const page = await visit.open();
    await page.close();
    const load = await named('documentLoad');
    expect(load).toMatchObject({ traceId: SERVER.traceId, parentSpanId: SERVER.spanId });
    expect(load.endMillis - load.startMillis).toBeGreaterThan(0);
  });

  test('a request right behind the start is the load’s', async () => {
    const then = `fetch('/api/200/first').then(() => { document.title = 'answered'; });`;
    visit.site.pages.set('/', { html: plain('', '', then) });
    const page = await visit.open();
    await page.waitForFunction(`document.title === 'answered'`);
    await page.close();
    const load = await named('documentLoad');
    expect(await named('GET')).toMatchObject({ traceId: load.traceId, parentSpanId: load.spanId });
  });

  test('a route right behind the start is where the first view begins', async () => {
    visit.site.pages.set('/', { html: plain('', '', `history.replaceState({}, '', '/home');`) });
    await (await visit.open()).close();
    const view = await eventually(
      () => visit.site.events.find(({ name }) => name === 'browser.navigation'),
      'the view',
    );
    expect(view.attributes).toMatchObject({
      'url.full': `${visit.site.url}/home`,
      'browser.navigation.type': 'load',
    });
  });

  test('requests of an API of the same origin and version have spans, telemetry has none', async () => {
    visit.site.pages.set('/', { html: plain() });
    const page = await visit.open();
    await page.evaluate(`fetch('/v1/orders').then(() => rum.flush())`);
    await page.close();
    await spanOf(({ attributes }) => attributes['url.full'] === `${visit.site.url}/v1/orders`, 'the request');
    expect(
      visit.site.spans.filter(({ attributes }) => /v1.(traces|logs)/.test(`${attributes['url.full']}`)),
    ).toEqual([]);
  });

  test('a server that does not keep its trace gets no orphan', async () => {
    const headers = { 'server-timing': `traceparent;desc="${TRACEPARENT.replace(/01$/, '00')}"` };
    visit.site.pages.set('/', { html: plain(), headers });
    await (await visit.open()).close();
    const load = await named('documentLoad');
    expect(load.traceId).not.toBe(SERVER.traceId);
    expect(load.parentSpanId).toBeUndefined();
  });

  test.each([
    ['fetch', `fetch('/api/200/a').then(done)`],
    ['fetch of a Request', `fetch(new Request('/api/200/a', { headers: { 'x-own': '1' } })).then(done)`],
    ['fetch with own headers', `fetch('/api/200/a', { headers: [['x-own', '1']] }).then(done)`],
    ['a fetch after others', `Promise.resolve().then(() => 0).then(() => fetch('/api/200/a')).then(done)`],
    [
      'XMLHttpRequest',
      `{ const x = new XMLHttpRequest(); x.onloadend = done; x.open('GET', '/api/200/a'); x.send(); }`,
    ],
  ])('a click owns its %s, and the server gets the span', async (what, code) => {
    visit.site.pages.set('/', {
      html: plain(
        '',
        `<button id="go">Go</button>`,
        `const done = answered('/api/200/a'); go.onclick = () => { ${code} };`,
      ),
    });
    const page = await visit.open();
    await untilWatched(page);
    await page.click('#go');
    const request = await eventually(
      () => visit.site.requests.find(({ path }) => path === '/api/200/a'),
      'the request',
    );
    await answered(page, '/api/200/a');
    await page.close();
    const get = await spanOf(
      (span) => span.attributes['url.full'] === `${visit.site.url}/api/200/a`,
      'the span',
    );
    const click = await named('click');
    expect(get).toMatchObject({ name: 'GET', kind: 3, traceId: click.traceId, parentSpanId: click.spanId });
    expect(get.attributes).toMatchObject({ 'http.request.method': 'GET', 'http.response.status_code': 200 });
    expect(request.headers.traceparent).toBe(`00-${get.traceId}-${get.spanId}-01`);
    if (what.includes('own') || what.endsWith('a Request')) expect(request.headers['x-own']).toBe('1');
    expect(click.endMillis).toBeGreaterThanOrEqual(get.endMillis);
    expect(click.endMillis - get.endMillis).toBeLessThan(50);
  });

  test.each([
    [
      'a Request in place of options',
      `new Request('/elsewhere', { method: 'DELETE', headers: { 'x-own': '1' } })`,
    ],
    ['options that are inherited', `Object.create({ method: 'DELETE', headers: { 'x-own': '1' } })`],
  ])('%s are what the server gets', async (_what, options) => {
    visit.site.pages.set('/', { html: plain() });
    const page = await visit.open();
    await page.evaluate(`fetch('/api/200/own', ${options})`);
    const request = visit.site.requests.find(({ path }) => path === '/api/200/own');
    expect(request).toMatchObject({
      method: 'DELETE',
      headers: { 'x-own': '1', traceparent: expect.stringMatching(/-01$/) },
    });
    await page.close();
    await named('DELETE');
  });

  test('another origin gets no traceparent unless it is on the list', async () => {
    const other = visit.site.otherUrl;
    visit.site.pages.set('/', { html: plain(`, propagateTo: ['${other}/api/200/told']`) });
    const page = await visit.open();
    await page.evaluate(`Promise.all(['told', 'not'].flatMap((each) => [
      fetch('${other}/api/200/' + each),
      new Promise((done) => {
        const request = new XMLHttpRequest();
        request.onloadend = done;
        request.open('GET', '${other}/api/200/' + each + '/xhr');
        request.send();
      }),
    ]))`);
    const sent = visit.site.requests
      .filter(({ path }) => path.startsWith('/api/'))
      .map(({ path, headers }) => [path, headers.traceparent]);
    expect(Object.fromEntries(sent)).toEqual({
      '/api/200/told': expect.stringMatching(/^00-/),
      '/api/200/told/xhr': expect.stringMatching(/^00-/),
      '/api/200/not': undefined,
      '/api/200/not/xhr': undefined,
    });
    await page.close();
  });

  test('failures are on the span', async () => {
    visit.site.pages.set('/', { html: plain() });
    const page = await visit.open();
    await page.evaluate(
      `Promise.all([fetch('/api/503/x'), fetch('http://127.0.0.1:1/x').catch(() => {})]).then(() => 0)`,
    );
    await page.close();
    const failed = await spanOf((span) => span.attributes['http.response.status_code'] === 503, '503');
    expect(failed).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': '503' } });
    const refused = await spanOf((span) => span.attributes['server.port'] === 1, 'refused');
    expect(refused).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'TypeError' } });
  });

  test('each of two clicks in a row owns its request', async () => {
    const button = (id: string): string =>
      `<button id="${id}" onclick="fetch('/api/200/${id}').then(answered('/api/200/${id}'))">${id}</button>`;
    visit.site.pages.set('/', { html: plain('', button('one') + button('two')) });
    const page = await visit.open();
    await untilWatched(page);
    await page.click('#one');
    await page.click('#two');
    for (const id of ['one', 'two']) await answered(page, `/api/200/${id}`);
    await page.close();
    for (const id of ['one', 'two']) {
      await spanOf(
        ({ attributes }) => `${attributes['url.full']}`.endsWith(`/${id}`),
        `the request of ${id}`,
      );
      await spanOf(
        ({ attributes }) => attributes['browser.element'] === `button#${id}`,
        `the click on ${id}`,
      );
    }
    const owners = Object.fromEntries(
      visit.site.spans
        .filter(({ name }) => name === 'GET')
        .map(({ attributes, parentSpanId }) => [
          new URL(`${attributes['url.full']}`).pathname,
          visit.site.spans.find(({ spanId }) => spanId === parentSpanId)?.attributes['browser.element'],
        ]),
    );
    expect(owners).toEqual({ '/api/200/one': 'button#one', '/api/200/two': 'button#two' });
  });

  test('a route that a click leads to is below it, and owns its requests', async () => {
    const code = `history.pushState({}, '', '/orders/7'); fetch('/api/200/order').then(answered('/api/200/order'))`;
    visit.site.pages.set('/', { html: plain('', `<button id="go" onclick="${code}">Go</button>`) });
    const page = await visit.open();
    await untilWatched(page);
    await page.click('#go');
    await answered(page, '/api/200/order');
    await page.close();
    const click = await named('click');
    const route = await named('routeChange');
    const get = await named('GET');
    expect(route.parentSpanId).toBe(click.spanId);
    expect(get.parentSpanId).toBe(route.spanId);
    const views = await eventually(() => {
      const found = visit.site.events.filter(({ name }) => name === 'browser.navigation');
      return found.length >= 2 && found;
    }, 'two views');
    expect(views.map(({ attributes }) => attributes['browser.navigation.type'])).toEqual(['load', 'push']);
  });

  test('a route that is left at once has its own name and view, and the next is not loaded by it', async () => {
    visit.site.pages.set('/', { html: plain() });
    const page = await visit.open();
    await page.evaluate(`
      history.pushState({}, '', '/orders/7');
      rum.setView('/orders/:id');
      history.pushState({}, '', '/files/a');
      rum.setView('/files/*');
    `);
    await page.close();
    const views = await eventually(() => {
      const found = visit.site.events.filter(({ name }) => name === 'browser.view');
      return found.length === 3 && found;
    }, 'the ends of three views');
    expect(views.map(({ attributes }) => attributes['url.template'])).toEqual([
      undefined,
      '/orders/:id',
      '/files/*',
    ]);
    // Whether the last has loaded when the page closes is up to the machine.
    expect(views.slice(0, 2).map(({ attributes }) => attributes['browser.view.abandoned'])).toEqual([
      false,
      true,
    ]);
    const routes = await eventually(() => {
      const found = visit.site.spans.filter(({ name }) => name === 'routeChange');
      return found.length === 2 && found;
    }, 'two spans');
    expect(routes.map(({ attributes }) => attributes['browser.view.id'])).toEqual(
      views.slice(1).map(({ attributes }) => attributes['browser.view.id']),
    );
    expect(routes.map(({ attributes }) => attributes['url.template'])).toEqual(['/orders/:id', '/files/*']);
  });

  test('transactions and the page’s own spans join in, across the API', async () => {
    visit.site.pages.set('/', { html: plain(', measures: true') });
    const page = await visit.open();
    await page.evaluate(`(async () => {
      await rum.transaction('checkout', async (span) => { span.setAttribute('cart.items', 2); });
      await rum.transaction('broken', () => Promise.reject(new TypeError('no'))).catch(() => {});
      const api = globalThis[Symbol.for('opentelemetry.js.api.1')];
      api.trace.getTracer('third-party', '1.0').startActiveSpan('outer', (outer) => {
        api.trace.getTracer('third-party', '1.0').startSpan('inner').end();
        outer.end();
      });
      performance.measure('painted', { start: 10, end: 25 });
    })()`);
    // What is measured is told of when the browser has time.
    await eventually(async () => {
      await page.evaluate('rum.flush()');
      return visit.site.spans.some(({ name }) => name === 'painted');
    }, 'what was measured');
    await page.close();
    expect(await named('checkout')).toMatchObject({ attributes: { 'cart.items': 2 }, scope: 'binnacle' });
    expect(await named('broken')).toMatchObject({ status: { code: 2 } });
    const outer = await named('outer');
    expect(outer.scope).toBe('third-party');
    expect((await named('inner')).parentSpanId).toBe(outer.spanId);
    const painted = await named('painted');
    expect(painted.endMillis - painted.startMillis).toBeCloseTo(15, 0);
  });

  test('spans of the page’s own copy of the API and of others’ instrumentations join in', async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, 'fixtures/api-page.js')],
      bundle: true,
      minify: true,
      platform: 'browser',
      format: 'iife',
      write: false,
      logLevel: 'error',
    });
    visit.site.files.set('/api-page.js', outputFiles[0]?.text ?? '');
    visit.site.pages.set('/', {
      html: plain(', api: otel.api', '', `otel.use();`).replace(
        '<body>',
        '<body><script src="/api-page.js"></script>',
      ),
    });
    const page = await visit.open();
    const manual = await eventually(
      () => visit.site.requests.find(({ path }) => path === '/api/200/manual'),
      'the request',
    );
    await untilWatched(page);
    await page.close();
    const early = await named('early');
    expect(early.scope).toBe('early');
    expect(await named('late')).toMatchObject({ scope: 'late', parentSpanId: early.spanId });
    const request = await spanOf(
      ({ attributes }) => attributes['url.full'] === `${visit.site.url}/api/200/manual`,
      'the span of the request',
    );
    expect(request.parentSpanId).toBe(early.spanId);
    expect(manual.headers.traceparent).toBe(`00-${early.traceId}-${request.spanId}-01`);
    expect((await named('documentFetch')).scope).toBe('@opentelemetry/instrumentation-document-load');
  });

  test('a session that is not kept sends no traceparent and no spans, but its errors', async () => {
    visit.site.pages.set('/', { html: plain(', sampleRate: 0') });
    const page = await visit.open();
    await page.evaluate(`fetch('/api/200/x').then(() => rum.recordError(new RangeError('kept')))`);
    await page.close();
    await eventually(() => visit.site.events.find(({ name }) => name === 'exception'), 'the error');
    expect(visit.site.spans).toEqual([]);
    expect(visit.site.events.map(({ name }) => name)).toEqual(['exception']);
    const request = visit.site.requests.find(({ path }) => path === '/api/200/x');
    expect(request?.headers.traceparent).toBeUndefined();
  });

  /** Traces of two spans each: below the 300 spans that a page may send in a minute. */
  const TRACES = 120;
  const TRACE_USE = `(async () => {
    const tracer = globalThis[Symbol.for('opentelemetry.js.api.1')].trace.getTracer('shop');
    // Not in the trace of the load, which may still be going on.
    for (let n = 0; n < ${TRACES}; n++)
      tracer.startActiveSpan('trace ' + n, { root: true }, (span) => {
        rum.transaction('inside ' + n, () => {});
        span.end();
      });
    await rum.flush();
    await fetch('/api/200/x');
    rum.track('bought');
    rum.recordError(new RangeError('kept'));
    await rum.flush();
  })()`;

  test.each([
    [1, (count: number) => count === TRACES],
    // More than seven standard deviations around what chance gives.
    [0.5, (count: number) => count > TRACES * 0.15 && count < TRACES * 0.85],
    [0, (count: number) => count === 0],
  ])('of a kept session the share %d of its traces is sent, each as a whole', async (traceRate, isRight) => {
    visit.site.pages.set('/', { html: plain(`, traceRate: ${traceRate}`) });
    const page = await visit.open();
    await page.evaluate(TRACE_USE);
    await page.close();
    await eventually(() => visit.site.events.find(({ name }) => name === 'browser.view'), 'the end');
    const spansOf = (name: string) => visit.site.spans.filter((span) => span.name.startsWith(name));
    // Spans come in several requests.
    await eventually(
      () => isRight(spansOf('trace ').length) && spansOf('inside ').length === spansOf('trace ').length,
      'as many spans as there are to be',
    );
    const [outer, inner] = [spansOf('trace '), spansOf('inside ')];
    expect(inner.map(({ parentSpanId }) => parentSpanId).sort()).toEqual(
      outer.map(({ spanId }) => spanId).sort(),
    );
    // Events and errors are of the session, whatever becomes of its traces.
    const names = visit.site.events.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['browser.navigation', 'bought', 'exception', 'browser.view']),
    );
    if (traceRate === 0) expect(visit.site.spans).toEqual([]);
  });

  test.each([
    ['a trace that is not kept', ', traceRate: 0'],
    ['a session that is not kept', ', sampleRate: 0'],
  ])('%s: traceparent says so with propagateUnsampled, and is not sent without', async (_what, options) => {
    for (const isAsked of [false, true]) {
      visit.site.pages.set('/', { html: plain(`${options}, propagateUnsampled: ${isAsked}`) });
      const page = await visit.open();
      await page.evaluate(`(async () => {
        await fetch('/api/200/${isAsked}');
        await new Promise((done) => {
          const request = new XMLHttpRequest();
          request.onload = done;
          request.open('GET', '/api/200/${isAsked}/xhr');
          request.send();
        });
      })()`);
      await page.close();
    }
    const sent = Object.fromEntries(
      visit.site.requests
        .filter(({ path }) => path.startsWith('/api/'))
        .map(({ path, headers }) => [path, headers.traceparent]),
    );
    const unsampled = expect.stringMatching(/^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-00$/);
    expect(sent).toEqual({
      '/api/200/false': undefined,
      '/api/200/false/xhr': undefined,
      '/api/200/true': unsampled,
      '/api/200/true/xhr': unsampled,
    });
    expect(visit.site.spans).toEqual([]);
  });
});
