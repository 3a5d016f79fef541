// The back-forward cache: a page is not kept out of it, and is a new view when it comes back.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromiumOrSkip, launchChromium } from '../chromium.ts';
import { pageOf, type SentEvent, type Site, startSite } from './site.ts';
import { eventually } from './site-suite.ts';

const executable = chromiumOrSkip();
(executable ? describe : describe.skip)('the back-forward cache', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchChromium(executable ?? '', true), startSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  const named = (name: string): SentEvent[] => site.events.filter((event) => event.name === name);

  test('keeps the page, which goes on as a new view with vitals of its own', async () => {
    // The page steers itself, since the browser's protocol knows it no more once it was in the cache.
    site.pages.set('/', {
      html: pageOf(
        `{ service: 'shop', endpoint: location.origin }`,
        `<h1>Shop</h1><script>
const marker = Math.random();
const frame = () => new Promise(requestAnimationFrame);
const task = () => new Promise((done) => setTimeout(done));
addEventListener('pageshow', async ({ persisted }) => {
  if (!persisted) return;
  // Vitals of a page that is back come with its second frame.
  for (let n = 0; n < 3; n++) await frame();
  await task();
  rum.track('back', { persisted, marker });
  await fetch('/api/200/again');
  location.href = '/end';
});
addEventListener('load', async () => {
  // Vitals are loaded later, and one that is loaded when the page is back was not there for what went before.
  while (!('binnacle.open' in sessionStorage)) await task();
  await task();
  rum.track('first', { marker });
  location.href = '/away';
});
</script>`,
      ),
    });
    site.pages.set('/away', {
      html: `<!doctype html><title>Away</title><script>addEventListener('load', () => setTimeout(() => history.back(), 300));</script>`,
    });
    const page = await browser.context.newPage();
    await page.goto(site.url, { waitUntil: 'commit' });
    const first = await eventually(() => named('first')[0], 'the first visit');
    const back = await eventually(() => named('back')[0], 'a page that was in the cache');
    // The same variables: it was kept, and not loaded again.
    expect(back.attributes).toMatchObject({ persisted: true, marker: first.attributes.marker });
    await eventually(() => named('browser.view').length >= 2, 'the ends of two views');
    expect(
      named('browser.navigation').map(({ attributes }) => attributes['browser.navigation.type']),
    ).toEqual(['load', 'back_forward_cache']);
    const views = named('browser.navigation').map(({ attributes }) => attributes['browser.view.id']);
    expect(new Set(views).size).toBe(2);
    expect(back.attributes['browser.view.id']).toBe(views[1]);
    const request = await eventually(
      () => site.spans.find((span) => span.attributes['url.full'] === `${site.url}/api/200/again`),
      'the request after it',
    );
    expect(request.attributes['browser.view.id']).toBe(views[1]);
    const vitals = () =>
      named('browser.web_vital').filter(
        ({ attributes }) => attributes['browser.web_vital.navigation_type'] === 'back-forward-cache',
      );
    for (const name of ['fcp', 'lcp', 'ttfb'])
      await eventually(
        () => vitals().find(({ attributes }) => attributes['browser.web_vital.name'] === name),
        name,
      );
    for (const vital of vitals()) expect(vital.attributes['browser.view.id']).toBe(views[1]);
    await page.close();
  });
});
