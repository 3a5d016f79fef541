import { afterAll, beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Visit } from '../web/site-suite.ts';
import { type AppBuild, type Apps, buildPackage } from './bundle-app.ts';

interface AppPage {
  readonly page: Page;
  /** Errors and warnings of the console, and what nobody caught. */
  readonly complaints: string[];
}

export interface AppVisit {
  readonly apps: Apps;
  /** A page with the application in it; `query` is for the application, `markup` what a server has rendered. */
  open(app: AppBuild, query?: string, markup?: string): Promise<AppPage>;
}

/** Builds the package once for the tests of a file. */
export const appVisit = (visit: Visit): AppVisit => {
  let apps: Apps;
  const built = new Map<string, string>();
  beforeAll(async () => {
    apps = await buildPackage();
  });
  afterAll(() => apps?.remove());
  const folderOf = async (app: AppBuild): Promise<string> => {
    const key = JSON.stringify(app);
    const known = built.get(key);
    if (known) return known;
    const folder = `/lib/app-${built.size}`;
    for (const [path, text] of await apps.page(app)) visit.site.files.set(folder + path, text);
    built.set(key, folder);
    return folder;
  };
  return {
    get apps() {
      return apps;
    },
    open: async (app, query = '', markup = '') => {
      const folder = await folderOf(app);
      visit.site.pages.set('/', {
        html: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body><div id="root">${markup}</div><script type="module" src="${folder}/main.js"></script>`,
      });
      const page = await visit.context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (/error|warning/.test(message.type())) complaints.push(message.text());
      });
      await page.goto(`${visit.site.url}/${query}`, { waitUntil: 'load' });
      return { page, complaints };
    },
  };
};
