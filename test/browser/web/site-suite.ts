import { afterAll, beforeAll, describe } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { type Browser, chromiumOrSkip, launchChromium } from '../chromium.ts';
import { type Site, type SiteModule, startSite } from './site.ts';

export interface Visit {
  readonly site: Site;
  readonly context: BrowserContext;
  /** A page of the site, opened and loaded. */
  open(path?: string): Promise<Page>;
}

/** Tests with a browser and a site of their own; skipped, with a line that says so, where there is no browser. */
export const describeSite = (
  name: string,
  define: (visit: Visit) => void,
  module: SiteModule = 'index',
): void => {
  const executable = chromiumOrSkip();
  (executable ? describe : describe.skip)(name, () => {
    let browser: Browser;
    let site: Site;
    beforeAll(async () => {
      [browser, site] = await Promise.all([launchChromium(executable ?? ''), startSite(module)]);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });
    define({
      get site() {
        return site;
      },
      get context() {
        return browser.context;
      },
      open: async (path = '/') => {
        const page = await browser.context.newPage();
        await page.goto(site.url + path, { waitUntil: 'load' });
        return page;
      },
    });
  });
};

/**
 * Waits until all that is loaded later has begun, such as clicks and vitals: the mark of an open page is there, and
 * what was put off with it has had its turn.
 */
export const untilWatched = async (page: Page): Promise<void> => {
  // Asked from outside: a strict policy forbids the page to evaluate what is waited for.
  await eventually(
    () => page.evaluate<boolean>(`'binnacle.open' in sessionStorage`),
    'the mark of an open page',
  );
  await page.evaluate('new Promise((done) => setTimeout(done))');
};

/** Longest wait for anything, on a machine that has much else to do. */
const PATIENCE_MILLIS = 40_000;

/** Waits until `find` has an answer. */
export const eventually = async <T>(
  find: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
): Promise<T> => {
  const end = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${PATIENCE_MILLIS / 1_000} seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
