// A page that the browser has prepared before anybody asked for it: nothing is told of it until it is shown.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { chromiumOrSkip, openUnwatched } from '../chromium.ts';
import { pageOf, type Site, startSite } from './site.ts';
import { eventually } from './site-suite.ts';

const RULES = `<script type="speculationrules">{ "prerender": [{ "urls": ["/next"], "eagerness": "immediate" }] }</script>`;

/** It says how it goes by what it asks for. */
const NEXT = pageOf(
  `{ service: 'shop', endpoint: location.origin }`,
  '<h1>Next</h1>',
  `document.addEventListener('prerenderingchange', () => rum.track('shown'));
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
  }, 60_000);
  afterAll(() => site?.close());
  beforeEach(() => site.reset());
  const isAsked = (path: string): boolean => site.requests.some((each) => each.path === path);

  test.each([true, false])(
    'tells of itself when it is shown, and not before: %s',
    async (isShown) => {
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
          site.pages.set('/go', { html: 'go' });
          for (const name of ['browser.navigation', 'prepared', 'shown'])
            await eventually(() => site.events.some((event) => event.name === name), name);
          await eventually(() => site.spans.some(({ name }) => name === 'documentLoad'), 'the load');
          expect(site.events.filter(({ name }) => name === 'browser.navigation')).toHaveLength(1);
        }
      } finally {
        await browser.close();
      }
      if (!isShown) expect(site.bodies).toEqual([]);
    },
    40_000,
  );
});
