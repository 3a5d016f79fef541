// Errors of components in real applications: each told of once, with its component stack, and grouped as it should be.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { fingerprintOf } from '../../../src/core/errors/fingerprint.ts';
import type { SentEvent } from '../web/site.ts';
import { describeSite, eventually } from '../web/site-suite.ts';
import { appVisit } from './app-suite.ts';
import type { AppBuild } from './bundle-app.ts';

const entry = 'errors.jsx';
const builds: readonly (readonly [name: string, app: AppBuild, query: string])[] = [
  ['React 19', { entry, react: 19, mode: 'production' }, ''],
  ['React 19 in development, StrictMode', { entry, react: 19, mode: 'development' }, '&strict'],
  ['React 18', { entry, react: 18, mode: 'production' }, ''],
];

describeSite('errors of React applications', (visit) => {
  const { open } = appVisit(visit);
  beforeEach(() => visit.site.reset());

  const exceptions = (): SentEvent[] => visit.site.events.filter(({ name }) => name === 'exception');
  /** Closes the page, and waits for the last that it has to say. */
  const end = async (page: Page): Promise<SentEvent> => {
    await page.close();
    return eventually(
      () => visit.site.events.find(({ name }) => name === 'browser.view'),
      'the end of the view',
    );
  };
  const told = (): unknown[] =>
    exceptions().map(({ attributes }) => [
      attributes['exception.type'],
      attributes['exception.message'],
      attributes['exception.mechanism'],
    ]);
  const TYPE_ERROR = ['TypeError', 'no price for order 4711'];

  describe.each(builds)('%s', (_name, app, query) => {
    test.each(['', 'hooks'])(
      'a boundary shows its fallback and tells once, and the way back works: ?%s',
      async (hooks) => {
        const { page } = await open(app, `?${hooks}${query}`);
        for (let times = 0; times < 2; times++) {
          await page.click('#own');
          expect(await page.textContent('#reset')).toBe('no price for order 4711');
          await page.click('#reset');
          await page.waitForFunction(`!document.querySelector('#reset') && document.querySelector('#later')`);
        }
        const view = await end(page);
        expect(told()).toEqual([1, 2].map(() => [...TYPE_ERROR, 'react.caught']));
        expect(view.attributes['browser.view.errors']).toBe(2);
        const [first] = exceptions();
        expect(first?.severity).toBe(17);
        expect(first?.attributes).toMatchObject({ 'react.boundary': 'basket' });
        expect(first?.attributes['react.component_stack']).toMatch(
          app.mode === 'development' ? /^at Broken \(/ : /^at \w+ \(http.*\/main\.js:\d+:\d+\)/,
        );
        const groups = exceptions().map(({ attributes }) =>
          fingerprintOf({
            type: String(attributes['exception.type']),
            message: String(attributes['exception.message']),
            stack: String(attributes['exception.stacktrace']),
          }),
        );
        expect(new Set(groups).size).toBe(1);
      },
    );

    test('a rejected promise is handed to the boundary', async () => {
      const { page } = await open(app, `?${query}`);
      await page.click('#later');
      await page.waitForSelector('#reset');
      await end(page);
      expect(told()).toEqual([['RangeError', 'not loaded', 'react.caught']]);
    });

    test('keys and a component of the fallback render the children anew', async () => {
      const { page } = await open(app, `?${query}`);
      for (const way of ['#again', '#key']) {
        await page.click('#keyed');
        await page.waitForSelector('#again');
        await page.click(way);
        await page.waitForFunction(`!document.querySelector('#again')`);
      }
      await end(page);
      expect(told()).toEqual([1, 2].map(() => [...TYPE_ERROR, 'react.caught']));
    });

    test.each(['', 'hooks'])(
      'what no boundary catches is told once, and the window hears of it: ?%s',
      async (hooks) => {
        const { page, complaints } = await open(app, `?${hooks}${query}`);
        await page.click('#nobody');
        await page.waitForFunction(`document.getElementById('root').childElementCount === 0`);
        await end(page);
        const isHooked = hooks && app.react === 19;
        expect(told()).toEqual([
          [...TYPE_ERROR, isHooked ? 'react.uncaught' : app.react === 19 ? 'uncaught' : 'console'],
        ]);
        expect(exceptions()[0]?.attributes['react.component_stack'] !== undefined).toBe(!!isHooked);
        expect(complaints.filter((text) => text.includes('no price')).length).toBeGreaterThan(0);
      },
    );

    test('a thrown text is told once', async () => {
      const { page } = await open(app, `?hooks${query}`);
      await page.click('#text');
      await page.waitForFunction(`document.getElementById('root').childElementCount === 0`);
      await end(page);
      // React 18 tells the console of it as well, and a text is not known again.
      expect(exceptions()).toHaveLength(app.react === 19 ? 1 : 2);
      expect(exceptions()[0]?.attributes['exception.message']).toBe('a text');
    });

    test('what a boundary of others catches is told by the root', async () => {
      const { page } = await open(app, `?hooks${query}`);
      await page.click('#foreign');
      await page.waitForSelector('#foreign-fallback');
      await end(page);
      // React 18 has no such hook: the console tells.
      expect(told()).toEqual([[...TYPE_ERROR, app.react === 19 ? 'react.caught' : 'console']]);
    });

    test('markup of a server that does not fit is told as recoverable', async () => {
      const { page } = await open(app, `?hooks&mismatch${query}`);
      await page.waitForSelector('#own');
      await end(page);
      const recovered = exceptions().filter(
        ({ attributes }) => attributes['exception.mechanism'] === 'react.recoverable',
      );
      expect(recovered.length).toBeGreaterThan(0);
      expect(
        exceptions().filter(({ attributes }) => attributes['exception.mechanism'] === 'uncaught'),
      ).toEqual([]);
    });
  });
});
