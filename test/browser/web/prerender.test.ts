// A page that the browser has prepared before anybody asked for it: nothing is told of it until it is shown.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chromiumOrSkip, openUnwatched } from '../chromium.ts';
import { pageOf, type SentEvent, type Site, startSite } from './site.ts';
import { eventually } from './site-suite.ts';

const RULES = `<script type="speculationrules">{ "prerender": [{ "urls": ["/next"], "eagerness": "immediate" }] }</script>`;

/** It says how it goes by what it asks for, and leaves when it was shown and painted. */
const NEXT = pageOf(
  `{ service: 'shop', endpoint: location.origin }`,
  '<h1>Next</h1>',
  `document.addEventListener('prerenderingchange', () => {
  const { activationStart } = performance.getEntriesByType('navigation')[0];
  rum.track('shown', { activationStart });
  new PerformanceObserver(() => setTimeout(() => { location.href = '/end'; })).observe({ type: 'paint', buffered: true });
});
const step = (name) => fetch('/api/200/' + name + '?' + document.prerendering);
(async () => {
  await step('prepared');
  rum.track('prepared');
  await rum.flush();
  await step('flushed');
})();`,
);

const executable = chromiumOrSkip();
(executable ? describe : describe.skip)('a page that is prerendered', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.close());
  beforeEach(() => site.reset());
  const isAsked = (path: string): boolean => site.requests.some((each) => each.path === path);

  test.each([true, false])('tells of itself when it is shown, and not before: %s', async (isShown) => {
    site.pages.set('/next', { html: NEXT });
    // The page steers itself: the browser prerenders nothing where it is watched.
    const go = `setInterval(async () => {
      const answer = await fetch('/go');
      if ((await answer.text()) === 'go') location.href = '/next';
    }, 50);`;
    site.pages.set('/go', { html: 'wait' });
    site.pages.set('/', { html: `<!doctype html><body>First${RULES}<script>${go}</script>` });
    const browser = openUnwatched(executable ?? '', site.url);
    try {
      await eventually(() => isAsked('/api/200/flushed?true'), 'a page that is prerendered');
      expect(site.bodies).toEqual([]);
      if (isShown) {
        // Only then is the page asked for: what was before is nobody's wait.
        const goMillis = Date.now();
        site.pages.set('/go', { html: 'go' });
        for (const name of ['browser.navigation', 'prepared', 'shown'])
          await eventually(() => site.events.some((event) => event.name === name), name);
        await eventually(() => site.spans.some(({ name }) => name === 'documentLoad'), 'the load');
        const eventOf = (name: string): Promise<SentEvent> =>
          eventually(() => site.events.find((event) => event.name === name), name);
        const view = (await eventOf('browser.view')).attributes;
        const shown = await eventOf('shown');
        expect(shown.attributes.activationStart).toBeGreaterThan(0);
        expect(view).toMatchObject({ 'browser.view.load': 0, 'browser.view.success': true });
        expect(view['browser.view.duration']).toBeLessThanOrEqual(Date.now() - goMillis);
        const navigations = site.events.filter(({ name }) => name === 'browser.navigation');
        expect(navigations.map(({ attributes }) => attributes['browser.navigation.visibility'])).toEqual([
          'visible',
        ]);
        expect(navigations[0]?.millis).toBeGreaterThanOrEqual(goMillis);
        // All of it is known then: when it was shown, and painted.
        const timing = (await eventOf('browser.navigation_timing')).attributes;
        expect(timing['browser.navigation_timing.activation_start']).toBe(shown.attributes.activationStart);
        expect(timing['browser.navigation_timing.first_paint']).toBeGreaterThan(0);
      }
    } finally {
      await browser.close();
    }
    if (!isShown) expect(site.bodies).toEqual([]);
  });
});
