// The build for a script tag, and what a page says in its attributes and in meta tags.
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { scriptFiles } from './script-files.ts';
import type { SentEvent } from './site.ts';
import { describeSite, eventually, untilWatched } from './site-suite.ts';

let script: string;
beforeAll(async () => {
  ({ script } = await scriptFiles());
});

const GLOBALS = `Reflect.ownKeys(globalThis).map(String).sort().join()`;

describeSite('a script tag', (visit) => {
  beforeEach(() => {
    visit.site.reset();
    visit.site.pages.set('/binnacle-web.js', {
      html: script,
      headers: { 'content-type': 'text/javascript' },
    });
  });
  const open = (head: string, attributes = ''): Promise<Page> => {
    visit.site.pages.set('/', {
      html: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${head}
<script src="/binnacle-web.js" ${attributes}></script><button id="go" onclick="fetch('/api/200/x')">Go</button>`,
    });
    return visit.open();
  };
  const first = (name: string): Promise<SentEvent> =>
    eventually(() => visit.site.events.find((event) => event.name === name), name);
  const meta = (settings: Readonly<Record<string, string>>): string =>
    Object.entries(settings)
      .map(([name, content]) => `<meta name="${name}" content="${content}">`)
      .join('');

  test('is everything it takes: vitals, traces, sessions, and one global', async () => {
    const plain = await visit.open('/plain');
    const before = await plain.evaluate(GLOBALS);
    await plain.close();
    const page = await open('', `data-service="shop" data-endpoint="${visit.site.url}/v" data-api-key="k1"`);
    await untilWatched(page);
    await page.click('#go');
    const after = String(await page.evaluate(GLOBALS)).split(',');
    // The other one is where everybody's copy of OpenTelemetry's API looks.
    expect(after.filter((name) => !String(before).split(',').includes(name))).toEqual([
      'Symbol(opentelemetry.js.api.1)',
      'binnacle',
    ]);
    await page.evaluate(`binnacle.track('bought', { n: 2 })`);
    await page.close();
    expect((await first('bought')).attributes).toMatchObject({
      n: 2,
      'session.id': expect.stringMatching(/^[\da-f]{32}$/),
    });
    expect((await first('browser.web_vital')).resource['service.name']).toBe('shop');
    await eventually(() => visit.site.spans.find(({ name }) => name === 'GET'), 'the request');
    await eventually(() => visit.site.spans.find(({ name }) => name === 'click'), 'the click');
  });

  test('reads settings from meta tags', async () => {
    const page = await open(
      meta({
        OTEL_SERVICE_NAME: 'told',
        OTEL_EXPORTER_OTLP_ENDPOINT: visit.site.url,
        RUM_API_KEY: 'k2',
        RUM_APPLICATION_ID: 'app-7',
        RUM_SAMPLE_RATE: '1',
      }),
    );
    const [request] = await Promise.all([
      page.waitForRequest((each) => each.url().endsWith('/v1/logs')),
      page.evaluate(`binnacle.track('told')`).then(() => page.evaluate('binnacle.flush()')),
    ]);
    expect(request.headers()['x-api-key']).toBe('k2');
    expect((await first('told')).resource).toMatchObject({
      'service.name': 'told',
      'rum.application.id': 'app-7',
    });
    await page.close();
  });

  test('what the tag says goes before meta tags', async () => {
    const page = await open(meta({ OTEL_SERVICE_NAME: 'meta' }), 'data-service="tag"');
    await page.close();
    expect((await first('browser.view')).resource['service.name']).toBe('tag');
  });

  test.each([
    ['is sent nothing', 'data-sample-rate="0"', '', []],
    ['waits for consent', 'data-consent="required"', '', []],
    ['begins with consent', 'data-consent="required"', 'binnacle.setConsent(true);', ['said']],
    ['does not begin where consent is not understood', 'data-consent="yes, please"', '', []],
    ['takes what it cannot read as not said', 'data-sample-rate="half" data-service="bad"', '', ['said']],
  ])('%s: %s', async (_what, attributes, before, sent) => {
    const page = await visit.context.newPage();
    const warnings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text());
    });
    visit.site.pages.set('/', {
      html: `<!doctype html><link rel="icon" href="data:,"><script src="/binnacle-web.js" ${attributes}></script>`,
    });
    await page.goto(visit.site.url);
    await page.evaluate(`${before} binnacle.track('said'); binnacle.flush()`);
    expect(visit.site.events.map(({ name }) => name).filter((name) => name === 'said')).toEqual(sent);
    expect(warnings).toHaveLength(/half|please/.test(attributes) ? 1 : 0);
    for (const warning of warnings)
      expect(warning).toMatch(/data-(?:sample-rate|consent)="[^"]+" is not understood; expected /);
    await page.close();
  });

  test.each([
    ['as a module', '<script type="module" src="/binnacle-web.js" data-service="tag"></script>'],
    ['deferred', '<script defer src="/binnacle-web.js" data-service="tag"></script>'],
    [
      'by another script, before there is a body',
      `<script>{ const tag = document.createElement('script'); tag.src = '/binnacle-web.js'; tag.dataset.service = 'tag'; document.head.append(tag); }</script>`,
    ],
    [
      'behind an image that has the name of the current script',
      '<img name="currentScript" src="/elsewhere.png" data-service="evil"><script src="/binnacle-web.js" data-service="tag"></script>',
    ],
  ])('loaded %s, it knows its tag', async (_what, html) => {
    visit.site.pages.set('/', { html: `<!doctype html><link rel="icon" href="data:,">${html}` });
    const page = await visit.open();
    await page.waitForFunction('globalThis.binnacle?.stop');
    await page.evaluate(`binnacle.track('known'); binnacle.flush()`);
    expect((await first('known')).resource['service.name']).toBe('tag');
    await page.close();
  });

  test('in a worker, which has no tag, it starts too', async () => {
    visit.site.pages.set('/worker.js', {
      html: `importScripts('/binnacle-web.js'); binnacle.track('from a worker'); binnacle.flush();`,
      headers: { 'content-type': 'text/javascript' },
    });
    visit.site.pages.set('/', { html: `<!doctype html><script>new Worker('/worker.js')</script>` });
    const page = await visit.open();
    await first('from a worker');
    await page.close();
  });

  test.each<[settings: Record<string, string>, sent: string[]]>([
    [{ RUM_ENABLED: 'false' }, []],
    [{ RUM_SAMPLE_RATE: '0' }, ['exception']],
    [{ RUM_SAMPLE_RATE: 'none' }, ['exception', 'said']],
  ])('%j', async (settings, sent) => {
    const page = await open(meta(settings));
    const exports: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/v1/')) exports.push(request.url());
    });
    await page.evaluate(`binnacle.track('said'); binnacle.recordError(new Error('no')); binnacle.flush()`);
    await page.goto(`${visit.site.url}/plain`);
    const names = () => visit.site.events.map(({ name }) => name);
    if (sent.length > 0) await eventually(() => sent.every((name) => names().includes(name)), sent.join());
    await page.close();
    expect([...new Set(names().filter((name) => name === 'said' || name === 'exception'))].sort()).toEqual(
      sent,
    );
    if (sent.length === 0) expect(exports).toEqual([]);
  });

  test('twice on one page is once', async () => {
    const page = await open(
      '<b id="binnacle"></b><script src="/binnacle-web.js" data-service="twice"></script>',
    );
    await page.evaluate(`binnacle.track('once')`);
    await page.close();
    await eventually(
      () =>
        visit.site.events.find(
          ({ name, resource }) => name === 'browser.view' && resource['service.name'] === 'twice',
        ),
      'the end of the view',
    );
    await eventually(() => visit.site.spans.find(({ name }) => name === 'documentLoad'), 'the load');
    const once = visit.site.events.filter(({ name }) => name === 'once');
    const loads = visit.site.spans.filter(
      ({ name, attributes }) =>
        name === 'documentLoad' && attributes['browser.view.id'] === once[0]?.attributes['browser.view.id'],
    );
    const others = visit.site.events.filter(
      ({ name, resource }) => name === 'browser.navigation' && resource['service.name'] === 'twice',
    );
    expect([once.length, loads.length, others.length]).toEqual([1, 1, 1]);
  });
});
