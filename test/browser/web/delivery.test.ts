// Nothing is lost when a tab closes or the network goes, and nobody is flooded.
import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pageOf } from './site.ts';
import { describeSite, eventually, untilWatched } from './site-suite.ts';
import { storedBatches } from './stored-batches.ts';

/** A hundred are closed before the real Collector, in `stack.test.ts`. */
const CLOSES = 25;

/** What the page's own memory is, without what nobody needs any more. */
const heapBytes = async (page: Page): Promise<number> => {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('HeapProfiler.collectGarbage');
  const { usedSize } = await protocol.send('Runtime.getHeapUsage');
  await protocol.detach();
  return usedSize;
};

describeSite('delivery', (visit) => {
  beforeEach(() => visit.site.reset());
  const html = (options = '', body = ''): string =>
    pageOf(`{ service: 'shop', endpoint: location.origin${options} }`, body);
  const eventsNamed = (name: string) => visit.site.events.filter((event) => event.name === name);

  test(`${CLOSES} closes lose nothing`, async () => {
    visit.site.pages.set('/', { html: html() });
    const close = async (n: number): Promise<void> => {
      const page = await visit.open();
      await page.evaluate(`rum.transaction('last words', (span) => { span.setAttribute('n', ${n}); })`);
      await page.close();
    };
    // One after another: browsers keep about twenty requests of all tabs that close at once.
    for (let n = 0; n < CLOSES; n++) await close(n);
    const numbers = (): Set<unknown> =>
      new Set(visit.site.spans.filter(({ name }) => name === 'last words').map((span) => span.attributes.n));
    await eventually(() => numbers().size === CLOSES, `all spans, of which there are ${numbers().size}`);
    expect(visit.site.spans.filter(({ name }) => name === 'last words')).toHaveLength(CLOSES);
  }, 240_000);

  test('a navigation away loses nothing either', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open();
    await page.evaluate(`rum.track('leaving'); location.href = '/plain'`);
    await page.waitForURL('**/plain');
    await eventually(() => eventsNamed('leaving')[0], 'the event');
    await page.close();
  });

  test('offline and back: all of it, once', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open();
    await page.evaluate('rum.flush()');
    await visit.context.setOffline(true);
    await page.evaluate(
      `(async () => { for (let n = 0; n < 5; n++) { rum.track('offline', { n }); await rum.flush(); } })()`,
    );
    expect(eventsNamed('offline')).toEqual([]);
    await visit.context.setOffline(false);
    await eventually(() => eventsNamed('offline').length >= 5, 'what happened offline');
    expect(
      eventsNamed('offline')
        .map(({ attributes }) => attributes.n)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4]);
    await page.close();
  });

  test('a hidden page that nobody answers does not send what failed with each event', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open();
    await page.evaluate('rum.flush()');
    const tries: string[] = [];
    await page.route('**/v1/logs', async (route) => {
      tries.push(route.request().postData() ?? '');
      await route.fulfill({ status: 503, headers: { 'retry-after': '3600' } });
    });
    const triesOf = (name: string): number => tries.filter((body) => body.includes(`"${name}"`)).length;
    await page.evaluate(`rum.track('shown'); rum.flush()`);
    await page.evaluate(`(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    })()`);
    await eventually(() => triesOf('shown') === 2, 'another try of what was not taken');
    for (let n = 0; n < 5; n++) {
      await page.evaluate(`rum.track('polled ${n}'); rum.track('polled ${n}')`);
      await eventually(() => triesOf(`polled ${n}`), `what happened in the background, ${n}`);
    }
    expect(['shown', ...[0, 1, 2, 3, 4].map((n) => `polled ${n}`)].map(triesOf)).toEqual([2, 1, 1, 1, 1, 1]);
    await page.close();
  });

  test('with a store, what a page could not send the next one does', async () => {
    visit.site.pages.set('/', { html: html(', store: true') });
    const page = await visit.open();
    visit.site.status = 503;
    await page.evaluate(`rum.track('stored'); rum.flush()`);
    await eventually(
      async () => (await storedBatches(page)).some(({ body }) => body.includes('"stored"')),
      'a stored batch',
    );
    await page.close();
    visit.site.status = 200;
    const next = await visit.open();
    await next.evaluate('rum.flush()');
    await eventually(() => eventsNamed('stored')[0], 'the stored event');
    await next.close();
    expect(eventsNamed('stored')).toHaveLength(1);
  });

  test('5,000 resources and 10,000 clicks stay within bounds', async () => {
    const body = '<button id="go" data-action="go">Go</button>';
    visit.site.pages.set('/', { html: html('', body) });
    const page = await visit.open();
    await untilWatched(page);
    const before = await heapBytes(page);
    await page.evaluate(`(async () => {
      performance.setResourceTimingBufferSize(6000);
      for (let n = 0; n < 50; n++)
        await Promise.all(Array.from({ length: 100 }, (_, i) => fetch('/api/200/' + (n * 100 + i))));
      for (let n = 0; n < 10000; n++) document.getElementById('go').click();
    })()`);
    await page.evaluate('rum.flush()');
    // What the browser has for resources is its own; of ours are limits, the queue and one click.
    expect((await heapBytes(page)) - before).toBeLessThan(10_000_000);
    await page.close();
    await eventually(() => eventsNamed('browser.view')[0], 'the end of the view');
    expect(visit.site.spans.length).toBeLessThanOrEqual(600);
    expect(visit.site.events.length).toBeLessThan(500);
    expect(eventsNamed('browser.view')[0]?.attributes['browser.view.actions']).toBe(10_000);
    await eventually(() => eventsNamed('binnacle.dropped')[0], 'the count of what was dropped');
    expect(Math.max(...visit.site.bodies.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(60_000);
  }, 300_000);
});
