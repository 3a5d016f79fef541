// Pages that run the official SDK: sessions, redaction and instrumentations of ours, into the real Collector.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { OTEL_SETTINGS } from '../../../scripts/build-web-bundle.ts';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startCollector } from '../../backends/start-collector.ts';
import { type Browser, chromiumOrSkip, launchChromium } from '../chromium.ts';
import { type Site, startSite } from './site.ts';
import { eventually } from './site-suite.ts';

const root = join(import.meta.dirname, '../../..');
const executable = chromiumOrSkip();
const collectorBinary = await requireServer('otelcol');
const suite = executable && collectorBinary ? describe : describe.skip;

const SECRETS = ['jo@example.com', '4111111111111111', 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'];

/** As users have it: our module as it is published, in a page built by others. */
const buildOfficialPage = async (): Promise<string> => {
  const ours = await build({
    ...OTEL_SETTINGS,
    absWorkingDir: root,
    write: false,
  });
  const page = await build({
    entryPoints: [join(import.meta.dirname, 'fixtures/official-page.js')],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'binnacle/web/otel',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^binnacle\/web\/otel$/ }, ({ path }) => ({ path, namespace: 'binnacle' }));
          onLoad({ filter: /./, namespace: 'binnacle' }, () => ({
            contents: ours.outputFiles[0]?.text ?? '',
            resolveDir: root,
          }));
        },
      },
    ],
  });
  return page.outputFiles[0]?.text ?? '';
};

/** JSON is YAML. */
const collectorConfig = (http: number, health: number, file: string): string =>
  JSON.stringify({
    extensions: { health_check: { endpoint: `127.0.0.1:${health}` } },
    receivers: {
      otlp: {
        protocols: {
          http: { endpoint: `127.0.0.1:${http}`, cors: { allowed_origins: ['http://127.0.0.1:*'] } },
        },
      },
    },
    exporters: { file: { path: file } },
    service: {
      extensions: ['health_check'],
      telemetry: { metrics: { level: 'none' } },
      pipelines: {
        traces: { receivers: ['otlp'], exporters: ['file'] },
        logs: { receivers: ['otlp'], exporters: ['file'] },
      },
    },
  });

interface Item {
  readonly name?: string;
  readonly eventName?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly attributes?: readonly {
    readonly key: string;
    readonly value: { readonly stringValue?: string };
  }[];
}

const afterNanos = (time = '', other = ''): bigint => BigInt(time) - BigInt(other);

suite('a page with the official SDK', () => {
  let folder: string;
  let collector: RunningServer;
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-official-'));
    const [http = 0, health = 0] = await freePorts(2);
    await writeFile(join(folder, 'collector.yaml'), collectorConfig(http, health, join(folder, 'out.json')));
    const [script] = await Promise.all([
      buildOfficialPage(),
      startCollector({
        binary: collectorBinary ?? '',
        configs: [join(folder, 'collector.yaml')],
        healthUrl: `http://127.0.0.1:${health}`,
      }).then((running) => {
        collector = running;
      }),
      startSite().then((started) => {
        site = started;
      }),
      launchChromium(executable ?? '').then((launched) => {
        browser = launched;
      }),
    ]);
    site.pages.set('/official.js', { html: script, headers: { 'content-type': 'text/javascript' } });
    site.pages.set('/', {
      html: `<!doctype html><meta name="collector" content="http://127.0.0.1:${http}"><link rel="icon" href="data:,"><button id="go">Go</button><script type="module" src="/official.js"></script>`,
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await collector?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (path = '/'): Promise<Page> => {
    const page = await browser.context.newPage();
    await page.goto(site.url + path, { waitUntil: 'load' });
    return page;
  };
  let received = '';
  const items = (): Item[] =>
    received
      .split('\n')
      // The last one is not whole, or empty.
      .slice(0, -1)
      .flatMap((line) => {
        const { resourceSpans = [], resourceLogs = [] } = JSON.parse(line);
        return [
          ...resourceSpans.flatMap((each: { scopeSpans: { spans: Item[] }[] }) =>
            each.scopeSpans.flatMap(({ spans }) => spans),
          ),
          ...resourceLogs.flatMap((each: { scopeLogs: { logRecords: Item[] }[] }) =>
            each.scopeLogs.flatMap(({ logRecords }) => logRecords),
          ),
        ];
      });
  const named = (name: string): Item[] =>
    items().filter((item) => item.name === name || item.eventName === name);
  const until = async (find: () => unknown, what: string): Promise<void> => {
    const timer = setInterval(() => {
      void readFile(join(folder, 'out.json'), 'utf8').then(
        (text) => {
          received = text;
        },
        () => undefined,
      );
    }, 50);
    try {
      await eventually(
        () => Boolean(find()),
        `${what}; there are ${items().map(({ name, eventName }) => name ?? eventName)}`,
      );
    } finally {
      clearInterval(timer);
    }
  };
  const textOf = (item: Item | undefined, key: string): string | undefined =>
    item?.attributes?.find((each) => each.key === key)?.value.stringValue;

  const requestOf = (path: string): Item | undefined =>
    named('GET').find((item) =>
      [textOf(item, 'url.full'), textOf(item, 'http.url')].some((url) => url?.endsWith(path)),
    );

  /** Longer than the official instrumentation waits for the timing of a request, and a click for another request. */
  const settle = (page: Page): Promise<unknown> =>
    page.evaluate('new Promise((done) => setTimeout(done, 1_000)).then(() => official.flush())');

  /** The span that the one of a request is below. */
  const ownerOf = (path: string): Item | undefined => {
    const { parentSpanId } = requestOf(path) ?? {};
    return parentSpanId ? items().find(({ name, spanId }) => name && spanId === parentSpanId) : undefined;
  };

  test('sends clean spans and events of one session, shared by its tabs', async () => {
    const page = await open(`/?email=${SECRETS[0]}`);
    // Another tab is told of what is stored a moment later.
    const other = await open('/plain');
    await eventually(() => other.evaluate<boolean>(`'binnacle.session' in localStorage`), 'the session');
    await other.goto(`${site.url}/`);
    const session = await page.evaluate('official.session()');
    expect(session).toMatch(/^[\da-f]{32}$/);
    expect(await other.evaluate('official.session()')).toBe(session);
    expect(await page.evaluate(`localStorage.getItem('binnacle.session')`)).toContain(session);
    await page.evaluate(`official.leak(${JSON.stringify(SECRETS)})`);
    await page.click('#go');
    // A click that nothing comes of within a second is a dead one.
    await page.evaluate('new Promise((done) => setTimeout(done, 1_100))');
    await page.evaluate(`history.pushState({}, '', '/orders/' + ${JSON.stringify(SECRETS[0])})`);
    await page.evaluate('new Promise((done) => setTimeout(done, 200)).then(() => official.flush())');
    await page.close();
    await other.close();
    await until(() => named('browser.view').length >= 3, 'the end of all views');
    // What the official instrumentations make, and what ours do.
    for (const name of [
      'documentLoad',
      'GET',
      'browser.web_vital',
      'browser.navigation',
      'browser.frustration',
      'exception',
      'routeChange',
    ])
      await until(() => named(name).length > 0, name);
    const all = items();
    for (const item of all)
      expect([item.name ?? item.eventName, textOf(item, 'session.id')]).toEqual([expect.anything(), session]);
    for (const secret of SECRETS) expect(received.includes(secret) ? secret : 'gone').toBe('gone');
    expect(received).toContain('[REDACTED:email]');
    expect(received).toContain('by [REDACTED:email]');
    const uncaught = named('exception').filter((item) => textOf(item, 'exception.mechanism') === 'uncaught');
    expect(uncaught.map((item) => textOf(item, 'exception.message'))).toContain('uncaught [REDACTED:email]');
    expect(textOf(uncaught[0], 'browser.view.id')).toMatch(/^[\da-f]{16}$/);
  });

  test('a click and a change of route own the official spans of the requests that come of them', async () => {
    const page = await open();
    await page.evaluate(`official.flush()`);
    await page.evaluate(`document.querySelector('#go').onclick = async () => {
      await fetch('/api/200/first');
      await fetch('/api/200/second');
      // A span of the page's own is nearer than the click.
      const own = official.tracer.startSpan('own');
      own.end();
    }`);
    await page.click('#go');
    await settle(page);
    // A click ends after the last of its requests.
    await until(() => ownerOf('/api/200/second'), 'both requests and the click');
    const click = ownerOf('/api/200/second');
    expect(click?.name).toBe('click');
    for (const path of ['/api/200/first', '/api/200/second']) {
      const request = requestOf(path);
      expect([path, request?.parentSpanId, request?.traceId]).toEqual([path, click?.spanId, click?.traceId]);
      // The official ones have another clock, of whole milliseconds.
      expect(afterNanos(request?.startTimeUnixNano, click?.startTimeUnixNano)).toBeGreaterThan(-1_000_000n);
      expect(afterNanos(request?.endTimeUnixNano, click?.endTimeUnixNano)).toBeLessThan(1_000_000n);
      // The trace goes on in the server.
      const sent = site.requests.find((each) => each.path === path);
      expect(sent?.headers.traceparent).toBe(`00-${click?.traceId}-${request?.spanId}-01`);
    }
    // What others start is not ours to put anywhere.
    expect(named('own')[0]?.parentSpanId ?? '').toBe('');

    await page.evaluate(`history.pushState({}, '', '/cart'); fetch('/api/200/of-route')`);
    await settle(page);
    await until(() => ownerOf('/api/200/of-route'), 'the request of the route, and its route');
    expect(ownerOf('/api/200/of-route')?.name).toBe('routeChange');

    // Long after, nobody did anything.
    await page.evaluate(`new Promise((done) => setTimeout(done, 500)).then(() => fetch('/api/200/late'))`);
    await settle(page);
    await until(() => requestOf('/api/200/late'), 'the late request');
    expect(requestOf('/api/200/late')?.parentSpanId ?? '').toBe('');
    await page.close();
  });

  test('a click owns the official spans of XMLHttpRequest likewise, with fetch between', async () => {
    const page = await open();
    await page.evaluate(`document.querySelector('#go').onclick = async () => {
      const ask = (url) => new Promise((done) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', url);
        xhr.onloadend = done;
        xhr.send();
      });
      await ask('/api/200/xhr-first');
      await fetch('/api/200/between');
      await ask('/api/200/xhr-last');
    }`);
    await page.click('#go');
    await settle(page);
    await until(() => ownerOf('/api/200/xhr-last'), 'the requests and the click');
    const click = ownerOf('/api/200/xhr-last');
    expect(click?.name).toBe('click');
    for (const path of ['/api/200/xhr-first', '/api/200/between', '/api/200/xhr-last']) {
      const request = requestOf(path);
      expect([path, request?.parentSpanId, request?.traceId]).toEqual([path, click?.spanId, click?.traceId]);
      expect(afterNanos(request?.endTimeUnixNano, click?.endTimeUnixNano)).toBeLessThan(1_000_000n);
      const sent = site.requests.find((each) => each.path === path);
      expect(sent?.headers.traceparent).toBe(`00-${click?.traceId}-${request?.spanId}-01`);
    }
    // Long after, nobody did anything.
    await page.evaluate(
      `new Promise((done) => setTimeout(done, 500)).then(() => new Promise((done) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', '/api/200/xhr-late');
        xhr.onloadend = done;
        xhr.send();
      }))`,
    );
    await settle(page);
    await until(() => requestOf('/api/200/xhr-late'), 'the late request');
    expect(requestOf('/api/200/xhr-late')?.parentSpanId ?? '').toBe('');
    await page.close();
  });

  test('a click that a request came of is not a dead one', async () => {
    const page = await open();
    await page.evaluate(`{
      const button = document.querySelector('#go');
      button.id = 'alive';
      button.onclick = () => fetch('/api/200/alive');
    }`);
    await page.click('#alive');
    await page.evaluate('new Promise((done) => setTimeout(done, 1_100))');
    // What is told after the click would have been.
    await page.evaluate(`setTimeout(() => { throw new Error('told later') })`);
    await page.evaluate('new Promise((done) => setTimeout(done, 50)).then(() => official.flush())');
    await until(
      () => received.includes('told later') && ownerOf('/api/200/alive'),
      'what is told later, and the click',
    );
    expect(ownerOf('/api/200/alive')?.name).toBe('click');
    expect(named('browser.frustration').map((item) => textOf(item, 'browser.element'))).not.toContain(
      'button#alive',
    );
    await page.close();
  });

  test('taken away, the page is as it was', async () => {
    const page = await open();
    const before = items().length;
    await page.evaluate(
      `official.web.disable(); fetch('/api/200/not-watched'); setTimeout(() => { throw new Error('not watched') })`,
    );
    await page.evaluate('new Promise((done) => setTimeout(done, 50)).then(() => official.flush())');
    await page.close();
    await until(() => items().length > before, 'the rest');
    expect(received).not.toContain('not watched');
    expect(received).not.toContain('not-watched');
  });
});
