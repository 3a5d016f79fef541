// What a page tells of itself: errors, views, clicks, sessions.

import { beforeEach, describe, expect, test } from '@jest/globals';
import { pageOf, type SentEvent } from './site.ts';
import { describeSite, eventually, untilWatched } from './site-suite.ts';

/** A timer of the page that is behind the one that looks what came of a click, and everything is sent then. */
const AFTER_CLICK =
  '(async () => { await new Promise((done) => setTimeout(done, 1100)); await rum.flush(); })()';

describeSite('a page', (visit) => {
  beforeEach(() => visit.site.reset());
  const html = (options = '', body = ''): string =>
    pageOf(`{ service: 'shop', endpoint: location.origin${options} }`, body);
  const named = (name: string): SentEvent[] => visit.site.events.filter((event) => event.name === name);
  const first = (name: string): Promise<SentEvent> => eventually(() => named(name)[0], name);

  test('errors, with causes and what came before', async () => {
    visit.site.pages.set('/', {
      html: html(', consoleErrors: true', '<button id="go" data-action="buy">Buy</button>'),
    });
    const page = await visit.open();
    await untilWatched(page);
    await page.click('#go');
    await page.evaluate(`(async () => {
      setTimeout(() => { throw new Error('uncaught', { cause: new TypeError('why') }); });
      Promise.reject(new RangeError('rejected'));
      Promise.reject('a text');
      console.error('logged', 7);
      const image = document.createElement('img');
      image.src = 'http://127.0.0.1:1/none.png';
      document.body.append(image);
      await new Promise((done) => { image.onerror = done; });
      await new Promise((done) => setTimeout(done, 50));
    })()`);
    await page.close();
    await first('browser.view');
    const errors = named('exception').map(({ attributes, severity }) => [
      attributes['exception.type'],
      attributes['exception.message'],
      attributes['exception.mechanism'],
      severity,
    ]);
    expect(errors).toEqual(
      expect.arrayContaining([
        ['Error', 'uncaught', 'uncaught', 17],
        ['RangeError', 'rejected', 'unhandledrejection', 17],
        ['string', 'a text', 'unhandledrejection', 17],
        ['console.error', 'logged 7', 'console', 17],
      ]),
    );
    const uncaught = named('exception').find(
      ({ attributes }) => attributes['exception.message'] === 'uncaught',
    );
    expect(uncaught?.attributes['exception.stacktrace']).toContain('Caused by: TypeError: why');
    expect(uncaught?.attributes['exception.breadcrumbs']).toContain('click button#buy');
    expect(named('browser.resource_error')[0]?.attributes).toMatchObject({
      'browser.resource_error.url': 'http://127.0.0.1:1/none.png',
      'browser.resource_error.type': 'img',
    });
    expect(named('browser.view')[0]?.attributes['browser.view.success']).toBe(false);
  });

  test('what the console says is no error unless that is asked for', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open();
    await page.evaluate(`console.error('logged'); rum.recordError(new Error('told')); rum.flush()`);
    await page.close();
    await first('browser.view');
    expect(named('exception').map(({ attributes }) => attributes['exception.message'])).toEqual(['told']);
  });

  test('one error is told of once, with all that is known of it', async () => {
    visit.site.pages.set('/', { html: html(', consoleErrors: true') });
    const page = await visit.open();
    await page.evaluate(`(async () => {
      const error = new RangeError('same');
      console.error('it failed', error);
      rum.recordError(error, { 'cart.items': 2 });
      setTimeout(() => { throw error; });
      await new Promise((done) => addEventListener('error', done, { once: true }));
      rum.recordError('a text');
      rum.recordError('a text');
    })()`);
    await page.close();
    const view = await first('browser.view');
    expect(view.attributes['browser.view.errors']).toBe(3);
    const told = named('exception').map(({ attributes }) => attributes);
    expect(told.map((attributes) => attributes['exception.message'])).toEqual(['same', 'a text', 'a text']);
    expect(told[0]).toMatchObject({ 'exception.mechanism': 'console', 'cart.items': 2 });
  });

  test('a violation of the page’s own policy', async () => {
    visit.site.pages.set('/', { html: html(), headers: { 'content-security-policy': "img-src 'self'" } });
    const page = await visit.open();
    await page.evaluate(`new Promise((done) => {
      addEventListener('securitypolicyviolation', () => done());
      document.body.append(Object.assign(document.createElement('img'), { src: 'http://other.test/a.png' }));
    })`);
    await page.close();
    expect((await first('browser.csp_violation')).attributes).toMatchObject({
      'browser.csp_violation.directive': 'img-src',
      'browser.csp_violation.blocked.url': 'http://other.test/a.png',
    });
  });

  test('a policy that objects to what we send does not make us send of it for ever', async () => {
    visit.site.pages.set('/', {
      html: html(),
      headers: { 'content-security-policy-report-only': "connect-src 'none'" },
    });
    const page = await visit.open();
    await page.evaluate(`rum.track('one'); rum.flush()`);
    await page.evaluate(`rum.track('two'); rum.flush()`);
    await page.evaluate(`fetch('/api/200/x').then(() => rum.flush())`);
    await page.close();
    await first('browser.view');
    const blocked = named('browser.csp_violation').map(
      ({ attributes }) => attributes['browser.csp_violation.blocked.url'],
    );
    // Chromium tells of one request twice.
    expect([...new Set(blocked)]).toEqual([`${visit.site.url}/api/200/x`]);
  });

  test('rage, dead and error clicks, and none for those that work', async () => {
    const body = `<button id="dead">Dead</button><button id="works" onclick="this.textContent = 'Done'">Works</button>
<button id="breaks" onclick="throw new Error('no')">Breaks</button><p id="text">Text</p>
<button id="opens" popovertarget="more">More</button><div id="more" popover>What there is</div>`;
    visit.site.pages.set('/', { html: html('', body) });
    const page = await visit.open();
    await untilWatched(page);
    const frustrations = (): unknown[] =>
      named('browser.frustration').map(({ attributes }) => [
        attributes['browser.frustration.type'],
        attributes['browser.element'],
      ]);
    for (const id of ['opens', 'works', 'text', 'dead', 'breaks']) {
      await page.click(`#${id}`);
      await page.evaluate(AFTER_CLICK);
    }
    expect(frustrations()).toEqual([
      ['dead', 'button#dead'],
      ['error', 'button#breaks'],
    ]);
    await page.evaluate(`for (let n = 0; n < 5; n++) document.getElementById('works').click()`);
    await page.evaluate(AFTER_CLICK);
    expect(frustrations().slice(2)).toEqual([['rage', 'button#works']]);
    await page.close();
  });

  test('clicks within shadow roots are those of any element, and so is what comes of them', async () => {
    const body = `<x-box id="dead"></x-box><x-box id="works"></x-box><x-box id="asks" role="button"></x-box>
<button id="outside">Outside</button><div id="deep"></div><script type="module">
const shadow = (id, html) => {
  const root = document.getElementById(id).attachShadow({ mode: 'open' });
  root.innerHTML = html;
  return root;
};
shadow('dead', '<button id="inner-dead"><span>Dead</span></button>');
const works = shadow('works', '<button id="inner-works">Works</button><i></i>');
works.querySelector('button').onclick = () => { works.querySelector('i').textContent = 'Done'; };
const asks = shadow('asks', '<span>Asks</span>');
document.getElementById('asks').onclick = () => { asks.querySelector('span').className = 'asked'; };
const deep = shadow('deep', '<div></div>').querySelector('div').attachShadow({ mode: 'open' });
outside.onclick = () => { deep.innerHTML = 'Shown'; };
</script>`;
    visit.site.pages.set('/', { html: html('', body) });
    const page = await visit.open();
    await untilWatched(page);
    const told = (): unknown[] =>
      named('browser.frustration').map(({ attributes }) => [
        attributes['browser.frustration.type'],
        attributes['browser.element'],
      ]);
    for (const id of ['#inner-works', '#asks', '#outside']) {
      await page.click(id);
      await page.evaluate(AFTER_CLICK);
    }
    // All before it would have been told of by now.
    await page.click('#inner-dead');
    await eventually(async () => {
      await page.evaluate('rum.flush()');
      return told().length > 0;
    }, 'the dead click');
    await page.close();
    expect(told()).toEqual([['dead', 'button#inner-dead']]);
  });

  test('three clicks that select a text are not angry ones', async () => {
    const body = `<p id="text">Some words to copy.</p><input id="field" value="some words"><button id="go" onclick="this.title += '.'">Go</button>`;
    visit.site.pages.set('/', { html: html('', body) });
    const page = await visit.open();
    await untilWatched(page);
    for (const id of ['text', 'field', 'go']) await page.click(`#${id}`, { clickCount: 3 });
    await page.close();
    await first('browser.view');
    expect(
      named('browser.frustration').map(({ attributes }) => [
        attributes['browser.frustration.type'],
        attributes['browser.element'],
      ]),
    ).toEqual([['rage', 'button#go']]);
  });

  test('two tabs share a session', async () => {
    visit.site.pages.set('/', { html: html() });
    const [one, other] = [await visit.open(), await visit.open('/plain')];
    // Another tab is told of what is stored a moment later.
    await eventually(() => other.evaluate<boolean>(`'binnacle.session' in localStorage`), 'the session');
    await other.goto(visit.site.url);
    for (const tab of [one, other]) await tab.close();
    await eventually(() => named('browser.view').length >= 2, 'both views');
    expect(new Set(visit.site.events.map(({ attributes }) => attributes['session.id'])).size).toBe(1);
    expect(
      new Set(named('browser.navigation').map(({ attributes }) => attributes['browser.view.id'])).size,
    ).toBe(2);
  });

  test('a tab that crashed is found when it is loaded again', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open('/?x=1');
    const protocol = await visit.context.newCDPSession(page);
    await untilWatched(page);
    const crashed = page.waitForEvent('crash');
    // The protocol does not answer: who would has crashed.
    protocol.send('Page.crash').catch(() => {});
    await crashed;
    visit.site.forget();
    await protocol.send('Page.reload');
    const { attributes } = await eventually(async () => {
      await protocol.send('Runtime.evaluate', { expression: 'globalThis.rum?.flush()' });
      return named('browser.tab_crash')[0];
    }, 'the crash');
    expect(attributes['browser.tab_crash.url']).toBe(`${visit.site.url}/?x=1`);
    await page.close();
  });

  test('what is stored of an open page is its address without secrets', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open('/?token=canary-4f1c&q=shoes');
    const stored = await eventually(
      () => page.evaluate<string>(`sessionStorage['binnacle.open']`),
      'the mark',
    );
    expect(stored).toBe(`${visit.site.url}/?token=REDACTED&q=shoes`);
    await page.close();
  });

  test('a second start is the first; after a stop there is another', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open();
    const isSame = await page.evaluate(`import('/lib/page.js').then(async ({ start }) => {
      const isSame = start({ service: 'second' }) === rum;
      await fetch('/api/200/once');
      await rum.flush();
      rum.stop();
      const next = start({ service: 'third', endpoint: location.origin });
      next.track('anew');
      await next.flush();
      return [isSame, next === rum];
    })`);
    expect(isSame).toEqual([true, false]);
    await page.close();
    const anew = await first('anew');
    expect(anew.resource['service.name']).toBe('third');
    expect(
      visit.site.spans.filter(({ attributes }) => `${attributes['url.full']}`.endsWith('/once')),
    ).toHaveLength(1);
  });

  describe('with options that are none', () => {
    const USE = `(async () => {
      rum.track('used');
      rum.setView('/x');
      rum.recordError(new Error('seen'));
      await rum.setUser('jo');
      await fetch('/api/200/x');
      await rum.flush();
      rum.setConsent(false);
      rum.setConsent(true);
      const result = rum.transaction('works', () => 7);
      await rum.flush();
      rum.stop();
      rum.stop();
      return result;
    })()`;
    test.each([
      ['null', true],
      [`'shop'`, true],
      ['{ attributes: null, headers: null, env: null, sampleRate: 1 }', true],
      ['{ fingerprint: () => { throw new Error(); } }', true],
      ['{ fingerprint: true }', true],
      [`{ endpoint: 'http://[' }`, false],
      ['{ endpoint: 42 }', false],
      [`{ headers: { 'not a name': 'x' } }`, false],
      ['{ redaction: true }', false],
      ['{ redaction: { text() { throw new Error(); }, url() { throw new Error(); } } }', false],
      ['{ api: {} }', false],
      ['{ sampleRate: NaN }', false],
    ])('%s: the page works on', async (options, isSent) => {
      visit.site.pages.set('/', { html: pageOf(options) });
      const page = await visit.context.newPage();
      const thrown: string[] = [];
      page.on('pageerror', (error) => thrown.push(error.message));
      await page.goto(visit.site.url);
      expect(await page.evaluate(USE)).toBe(7);
      await page.close();
      expect(thrown).toEqual([]);
      expect(visit.site.spans.map(({ name }) => name).includes('works')).toBe(isSent);
      if (isSent) expect(named('exception')).toHaveLength(1);
    });
  });

  describe('in hard places', () => {
    test.each([
      ['without PerformanceObserver', 'delete globalThis.PerformanceObserver'],
      [
        'without storage',
        `for (const key of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(globalThis, key, { get() { throw new DOMException('denied', 'SecurityError'); } })`,
      ],
      [
        'with a frozen Object.prototype',
        'Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.freeze(Function.prototype)',
      ],
      [
        'with a frozen fetch',
        `Object.defineProperty(globalThis, 'fetch', { writable: false, configurable: false })`,
      ],
      ['without Navigation API', 'delete globalThis.navigation'],
      ['without MutationObserver', 'delete globalThis.MutationObserver'],
      ['without XMLHttpRequest', 'delete globalThis.XMLHttpRequest'],
      [
        'as in Firefox and Safari',
        `for (const [home, name] of [
          [Navigator.prototype, 'userAgentData'], [Navigator.prototype, 'connection'],
          [globalThis, 'navigation'], [globalThis, 'PerformanceLongAnimationFrameTiming'],
          [globalThis, 'requestIdleCallback'], [globalThis, 'scheduler'], [globalThis, 'trustedTypes'],
          [PerformanceResourceTiming.prototype, 'responseStatus'],
        ]) delete home[name];
        const known = ['event', 'first-input', 'largest-contentful-paint', 'mark', 'measure', 'navigation', 'paint', 'resource'];
        Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', { value: known });
        const { observe } = PerformanceObserver.prototype;
        PerformanceObserver.prototype.observe = function (options) {
          if (!known.includes(options.type)) setTimeout(() => { throw new Error('asked for ' + options.type); });
          return observe.call(this, options);
        };`,
      ],
    ])('%s', async (_what, script) => {
      visit.site.pages.set('/', { html: html('', '<button id="go">Go</button>') });
      const page = await visit.context.newPage();
      const thrown: string[] = [];
      page.on('pageerror', (error) => thrown.push(error.message));
      await page.addInitScript(script);
      await page.goto(visit.site.url);
      await page.click('#go');
      await page.evaluate(
        `history.pushState({}, '', '/other'); fetch('/api/200/x').then(() => rum.transaction('works', () => 1))`,
      );
      await page.close();
      await eventually(() => visit.site.spans.find(({ name }) => name === 'works'), 'a span');
      expect(thrown).toEqual([]);
    });

    test('in a frame of another origin', async () => {
      const other = visit.site.otherUrl;
      visit.site.pages.set('/', { html: `<!doctype html><iframe src="${other}/framed"></iframe>` });
      visit.site.pages.set('/framed', { html: html() });
      const page = await visit.open();
      await page.close();
      await first('browser.navigation');
    });

    test('in a service worker', async () => {
      visit.site.pages.set('/', { html: '<!doctype html><body>Plain' });
      const page = await visit.open();
      await page.evaluate(`navigator.serviceWorker.register('/lib/worker.js', { type: 'module' })`);
      await first('from the worker');
      await page.close();
    });
  });
});
