// Sessions that end, views as tasks, and errors in the groups that the server has.
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { bundlePage } from '../../../scripts/build-web-bundle.ts';
import { fingerprintOf } from '../../../src/core/errors/fingerprint.ts';
import { pageOf, type SentEvent } from './site.ts';
import { describeSite, eventually } from './site-suite.ts';

const root = join(import.meta.dirname, '../../..');

const fingerprintModule = async (): Promise<string> => {
  const source =
    "import { fingerprint } from './src/web/fingerprint.ts'; globalThis.fingerprint = fingerprint;";
  return (await bundlePage(root, source)).map(({ text }) => text).join('\n');
};

describeSite('journeys', (visit) => {
  beforeEach(() => visit.site.reset());
  const html = (options = '', body = ''): string =>
    pageOf(`{ service: 'shop', endpoint: location.origin${options} }`, body);
  const named = (name: string): SentEvent[] => visit.site.events.filter((event) => event.name === name);

  test('a session ends where another begins', async () => {
    visit.site.pages.set('/', { html: html(', sessionInactivityMillis: 200') });
    const page = await visit.open();
    const [first] = await eventually(async () => {
      await page.evaluate('rum.flush()');
      return named('session.start').length > 0 && named('session.start');
    }, 'a session');
    // Nobody does anything for longer than the session lasts, and then somebody does.
    const ended = await eventually(async () => {
      await page.evaluate(
        `new Promise((done) => setTimeout(done, 300)).then(() => { rum.track('something'); return rum.flush(); })`,
      );
      return named('session.end')[0];
    }, 'the end');
    await page.close();
    expect(ended.attributes['session.id']).toBe(first?.attributes['session.id']);
    const second = named('session.start').find(
      ({ attributes }) => attributes['session.previous_id'] === first?.attributes['session.id'],
    );
    expect(second?.attributes['session.id']).not.toBe(first?.attributes['session.id']);
  });

  test('a view that takes longer to load than its budget is no success', async () => {
    visit.site.pages.set('/', { html: html(', viewBudgetMillis: 0') });
    const page = await visit.open();
    await page.goto(`${visit.site.url}/plain`);
    const [view] = await eventually(
      () => named('browser.view').length > 0 && named('browser.view'),
      'the end of the view',
    );
    await page.close();
    expect(view?.attributes).toMatchObject({
      'browser.view.success': false,
      'browser.view.abandoned': false,
      'browser.view.errors': 0,
    });
    expect(view?.attributes['browser.view.load']).toBeGreaterThan(0);
  });

  test('steps of a funnel share a session, and a view knows how it went', async () => {
    visit.site.pages.set('/', { html: html(', viewBudgetMillis: 60_000') });
    const page = await visit.open();
    await page.evaluate(
      `rum.setView('/checkout'); rum.track('checkout', { 'funnel.step': 'cart' }); rum.track('checkout', { 'funnel.step': 'payment' })`,
    );
    await page.goto(`${visit.site.url}/plain`);
    await page.close();
    const [view] = await eventually(
      () => named('browser.view').length > 0 && named('browser.view'),
      'the end of the view',
    );
    expect(view?.attributes).toMatchObject({
      'url.template': '/checkout',
      'browser.view.success': true,
      'browser.view.abandoned': false,
      'browser.view.errors': 0,
    });
    const steps = named('checkout').map(({ attributes }) => attributes['funnel.step']);
    expect(steps).toEqual(['cart', 'payment']);
    expect(new Set(named('checkout').map(({ attributes }) => attributes['session.id'])).size).toBe(1);
  });

  test('an error has the fingerprint that the server gives to the same fault', async () => {
    const body = `<script>
function priceOf(item) { return item.total; }
function later() { priceOf(undefined); }
//# sourceURL=${visit.site.url}/src/basket.js
</script><script type="module">
setTimeout(later);
try { later(); } catch (error) { rum.recordError(error); }
</script>`;
    const module = `<script type="module">${await fingerprintModule()}</script>`;
    visit.site.pages.set('/', {
      html: html(', fingerprint: globalThis.fingerprint', body).replace('<body>', `<body>${module}`),
    });
    const page = await visit.open();
    await eventually(async () => {
      await page.evaluate('rum.flush()');
      return named('exception').length === 2;
    }, 'two errors');
    await page.close();
    const onServer = fingerprintOf({
      type: 'TypeError',
      message: "Cannot read properties of undefined (reading 'total')",
      stack:
        "TypeError: Cannot read properties of undefined (reading 'total')\n    at priceOf (/srv/app/src/basket.js:20:5)\n    at later (/srv/app/src/basket.js:30:5)\n    at listOnTimeout (node:internal/timers:614:17)",
    });
    const uncaught = named('exception').find(
      ({ attributes }) => attributes['exception.mechanism'] === 'uncaught',
    );
    expect(uncaught?.attributes['binnacle.error.fingerprint']).toBe(onServer);
    for (const { attributes } of named('exception'))
      expect(attributes['binnacle.error.fingerprint']).toMatch(/^[0-9a-f]{16}$/);
  });

  test('without a function for it there is no fingerprint: the Collector makes one', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open();
    await page.evaluate(`rum.recordError(new Error('plain')); rum.flush()`);
    const [error] = await eventually(() => named('exception').length > 0 && named('exception'), 'an error');
    await page.close();
    expect(error?.attributes).not.toHaveProperty(['binnacle.error.fingerprint']);
  });
});
