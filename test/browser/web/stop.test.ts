// What is left in a page when we are gone: nothing.
import { beforeEach, expect, test } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { describeSite, eventually } from './site-suite.ts';
import { storedBatches } from './stored-batches.ts';

/** What others patch to know which code runs because of which, and bodies that they clone. */
const UNTOUCHED = `[
  addEventListener, removeEventListener, EventTarget.prototype.dispatchEvent, setTimeout, setInterval, queueMicrotask,
  requestAnimationFrame, Promise, Promise.prototype.then, MutationObserver, Response.prototype.clone, Request.prototype.clone,
  Response.prototype.text, history.pushState, history.replaceState,
].every((method) => /\\{ \\[native code\\] \\}$/.test(Function.prototype.toString.call(method)))`;

/** What a page can see of itself. */
const STATE = `JSON.stringify({
  own: Reflect.ownKeys(globalThis).filter((key) => key !== 'rum').map(String).sort(),
  methods: ['fetch', 'XMLHttpRequest', 'addEventListener'].map((key) => Function.prototype.toString.call(globalThis[key])),
  xhr: ['open', 'send'].map((key) => Function.prototype.toString.call(XMLHttpRequest.prototype[key])),
  console: Function.prototype.toString.call(console.error),
  history: Function.prototype.toString.call(history.pushState),
  stored: [{ ...localStorage }, { ...sessionStorage }],
})`;

const START = `import('/lib/page.js').then(({ start }) => {
  globalThis.rum = start({ service: 'shop', endpoint: location.origin, consoleErrors: true, measures: true });
})`;

const PAGE = '<!doctype html><link rel="icon" href="data:,"><body><h1>Plain</h1><button id="go">Go</button>';

/** What only the browser knows: who listens, and how many observers there are that are not garbage. */
const watcherOf = async (page: Page) => {
  const protocol: CDPSession = await page.context().newCDPSession(page);
  const objectOf = async (expression: string): Promise<string> =>
    (await protocol.send('Runtime.evaluate', { expression })).result.objectId ?? '';
  const listeners = async (): Promise<string[]> => {
    const all: string[] = [];
    for (const target of ['window', 'document', 'document.body', 'navigation', 'history']) {
      const found = await protocol.send('DOMDebugger.getEventListeners', {
        objectId: await objectOf(target),
      });
      all.push(...found.listeners.map(({ type, useCapture }) => `${target} ${type} ${useCapture}`));
    }
    return all.sort();
  };
  const observers = async (): Promise<number> => {
    const prototypeObjectId = await objectOf('PerformanceObserver.prototype');
    const { objects } = await protocol.send('Runtime.queryObjects', { prototypeObjectId });
    const { result } = await protocol.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length; }',
      returnByValue: true,
    });
    await protocol.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
    return result.value;
  };
  return { listeners, observers };
};

for (const module of ['index', 'all'] as const)
  describeSite(
    `stop of ${module}`,
    (visit) => {
      beforeEach(() => {
        visit.site.reset();
        visit.site.pages.set('/', { html: PAGE });
      });
      /** Only web-vitals, which comes last, listens to keys. */
      const hasBegun = (listeners: readonly string[]): boolean =>
        listeners.some((each) => each.includes('keydown'));

      test('leaves the page as it was: methods, names, storage, listeners and observers', async () => {
        const page = await visit.open();
        const { listeners, observers } = await watcherOf(page);
        const before = { state: await page.evaluate(STATE), listeners: await listeners() };
        expect(await observers()).toBe(0);
        await page.evaluate(START);
        await eventually(async () => hasBegun(await listeners()), 'web-vitals');
        await page.click('#go');
        await page.evaluate('rum.flush()');
        expect(await page.evaluate(STATE)).not.toBe(before.state);
        expect(await page.evaluate(UNTOUCHED)).toBe(true);
        // `unload` and `beforeunload` keep a page out of the back-forward cache.
        expect((await listeners()).filter((each) => each.includes('unload'))).toEqual([]);
        expect(await observers()).toBeGreaterThan(5);
        await page.evaluate('rum.stop()');
        expect(await page.evaluate(STATE)).toBe(before.state);
        // One of web-vitals' ends with the next moment that the browser has time.
        await eventually(
          async () => (await listeners()).length <= before.listeners.length,
          'the listeners of before',
        );
        expect(await listeners()).toEqual(before.listeners);
        await eventually(async () => (await observers()) === 0, 'no observers');
        await page.evaluate(`fetch('/api/200/after')`);
        expect(
          visit.site.requests.find(({ path }) => path === '/api/200/after')?.headers.traceparent,
        ).toBeUndefined();
        await page.close();
      });

      test('leaves nothing where it comes while parts are still to begin', async () => {
        const page = await visit.open();
        const { listeners, observers } = await watcherOf(page);
        const before = await listeners();
        await page.evaluate(`${START}.then(() => rum.stop())`);
        // Behind all that was put off.
        await page.evaluate('new Promise((done) => requestIdleCallback(done))');
        await page.evaluate(
          `${START}.then(() => new Promise((done) => setTimeout(done))).then(() => rum.stop())`,
        );
        await page.waitForLoadState('networkidle');
        await page.evaluate('new Promise((done) => requestIdleCallback(done))');
        await eventually(async () => (await listeners()).length <= before.length, 'the listeners of before');
        expect(await listeners()).toEqual(before);
        await eventually(async () => (await observers()) === 0, 'no observers');
        await page.close();
      });

      test('another start has vitals again, and is told when the page is left', async () => {
        const page = await visit.open();
        const { listeners } = await watcherOf(page);
        await page.evaluate(START);
        await eventually(async () => hasBegun(await listeners()), 'web-vitals');
        const first = await listeners();
        await page.evaluate('rum.stop()');
        visit.site.forget();
        await page.evaluate(START);
        await eventually(async () => hasBegun(await listeners()), 'web-vitals again');
        const again = await listeners();
        expect(again).toEqual(first);
        const names = (): unknown[] =>
          visit.site.events.map(({ attributes }) => attributes['browser.web_vital.name']);
        // The browser hands over what it has kept; a click before would be the end of LCP.
        await eventually(async () => {
          await page.evaluate('rum.flush()');
          return names().includes('fcp');
        }, 'what was painted before');
        await page.click('#go');
        await page.close();
        for (const name of ['cls', 'lcp', 'ttfb']) await eventually(() => names().includes(name), name);
      });

      test('removes the store with what waits there', async () => {
        const page = await visit.open();
        const names = (): Promise<string[]> =>
          page.evaluate(`indexedDB.databases().then((all) => all.map(({ name }) => name))`);
        visit.site.status = 503;
        await page.evaluate(START.replace('measures: true', 'store: true'));
        await page.evaluate(`rum.track('unsent'); rum.flush()`);
        await eventually(async () => (await storedBatches(page)).length > 0, 'a stored batch');
        expect(await names()).toEqual(['binnacle']);
        // What is under way then is not stored when it fails.
        await page.evaluate(`rum.track('under way'); rum.flush(); rum.stop()`);
        await eventually(async () => (await names()).length === 0, 'no database');
        visit.site.status = 200;
        await page.evaluate(START.replace('measures: true', 'store: true'));
        await page.evaluate(`rum.track('anew'); rum.flush()`);
        await eventually(() => visit.site.events.find(({ name }) => name === 'anew'), 'what comes later');
        await page.close();
        expect(visit.site.bodies.join()).not.toMatch(/unsent|under way/);
      });

      test('a tab that goes on keeps the session', async () => {
        const tabs = [await visit.open(), await visit.open()] as const;
        const key = `localStorage['binnacle.session']?.split('.')[0]`;
        const ids: string[] = [];
        for (const tab of tabs) {
          await tab.evaluate(START);
          // What is to begin with the next task, and what another tab is told of a moment later.
          for (const each of tabs)
            ids.push(await eventually(() => each.evaluate<string | undefined>(key), 'the session'));
        }
        const [id = ''] = ids;
        expect(id).toMatch(/^[\da-f]{32}$/);
        expect(new Set(ids).size).toBe(1);
        // Until it is told of it, a tab still sees what another one has removed.
        await tabs[1].evaluate(
          `addEventListener('storage', ({ newValue }) => (globalThis.removed ||= newValue === null))`,
        );
        await tabs[0].evaluate('rum.stop()');
        await tabs[1].bringToFront();
        await eventually(() => tabs[1].evaluate<boolean>('!!globalThis.removed'), 'the removal');
        await eventually(
          () => tabs[1].evaluate<string | undefined>(`rum.track('goes on'), ${key}`),
          'the session',
        );
        expect(await tabs[1].evaluate(key)).toBe(id);
        for (const tab of tabs) await tab.close();
        const event = await eventually(
          () => visit.site.events.find(({ name }) => name === 'goes on'),
          'its event',
        );
        expect(event.attributes['session.id']).toBe(id);
      });
    },
    module,
  );
