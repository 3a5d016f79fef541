// Views of applications with routers have the names of their routes, and one span each.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SentEvent, SentSpan } from '../web/site.ts';
import { describeSite, eventually } from '../web/site-suite.ts';
import { appVisit } from './app-suite.ts';
import type { AppBuild } from './bundle-app.ts';

/** The package of version 7 has what that of version 6 for the browser has. */
const SEVEN = {
  'react-router-dom': dirname(createRequire(import.meta.url).resolve('react-router/package.json')),
};

interface Templates {
  readonly order: string;
  readonly lines: string;
  readonly file: string;
}
const REACT_ROUTER: Templates = { order: '/orders/:id', lines: '/orders/:id/lines', file: '/files/*' };
const TANSTACK: Templates = { order: '/orders/$id', lines: '/orders/$id/lines', file: '/files/$' };

const builds: readonly (readonly [name: string, app: AppBuild, templates: Templates])[] = [
  [
    'React Router 7',
    { entry: 'react-router.jsx', react: 19, mode: 'production', alias: SEVEN },
    REACT_ROUTER,
  ],
  [
    'React Router 7, React 18',
    { entry: 'react-router.jsx', react: 18, mode: 'production', alias: SEVEN },
    REACT_ROUTER,
  ],
  ['React Router 6', { entry: 'react-router.jsx', react: 18, mode: 'production' }, REACT_ROUTER],
  ['TanStack Router', { entry: 'tanstack-router.jsx', react: 19, mode: 'production' }, TANSTACK],
  [
    'TanStack Router in development',
    { entry: 'tanstack-router.jsx', react: 19, mode: 'development' },
    TANSTACK,
  ],
];

describeSite('routers of React applications', (visit) => {
  const { open } = appVisit(visit);
  beforeEach(() => visit.site.reset());
  const named = (name: string): SentEvent[] => visit.site.events.filter((event) => event.name === name);
  const templateOf = ({ attributes }: Pick<SentEvent, 'attributes'>): unknown => attributes['url.template'];

  const routes = (): SentSpan[] => visit.site.spans.filter(({ name }) => name === 'routeChange');

  test('routes in fragments are views too', async () => {
    const { page } = await open(
      { entry: 'react-router.jsx', react: 19, mode: 'production', alias: SEVEN },
      '?hash',
    );
    await page.waitForSelector('#home');
    await page.click('#order');
    await page.waitForSelector('#one');
    await page.close();
    await eventually(() => named('browser.view').length >= 2, 'the ends of both views');
    expect(named('browser.view').map(templateOf)).toEqual(['/', '/orders/:id']);
    await eventually(() => routes()[0], 'the span');
  });

  describe.each(builds)('%s', (_name, app, { order, lines, file }) => {
    const ways = [
      ['#order', '#one', order, '/orders/7'],
      ['#lines', '#all-lines', lines, '/orders/8/lines'],
      ['#back', '#one', order, '/orders/7'],
      ['#file', '#one-file', file, '/files/a/b.txt'],
    ] as const;

    test('each view is named by its route, and has one span', async () => {
      const { page, complaints } = await open(app);
      await page.waitForSelector('#home');
      // Not after five seconds, as it would.
      await page.evaluate('setInterval(() => rum.flush(), 50)');
      let done = 0;
      for (const [link, shown] of ways) {
        await page.click(link);
        await page.waitForSelector(shown);
        // Its span is over when nothing more comes of it.
        await eventually(() => routes().length > done, `the span of ${shown}`);
        done++;
      }
      await page.close();
      await eventually(() => named('browser.view').length > ways.length, 'the ends of all views');
      expect(complaints).toEqual([]);
      expect(named('browser.view').map(templateOf)).toEqual(['/', ...ways.map(([, , template]) => template)]);
      expect(
        routes().map((span) => [templateOf(span), new URL(String(span.attributes['url.full'])).pathname]),
      ).toEqual(ways.map(([, , template, path]) => [template, path]));
      // Nothing has the path itself for a name.
      const all = [...visit.site.events, ...visit.site.spans].map(templateOf);
      expect(all.filter((template) => /\d|b\.txt/.test(String(template)))).toEqual([]);
    });

    test('a path that no route has is named as such', async () => {
      const { page } = await open(app);
      await page.waitForSelector('#home');
      await page.click('#nowhere');
      await page.waitForSelector('#not-found');
      await page.close();
      await eventually(() => named('browser.view').length >= 2, 'the ends of both views');
      expect(named('browser.view').map(templateOf)).toEqual(['/', '/*']);
    });

    test('once ended, views have no names', async () => {
      const { page } = await open(app);
      await page.waitForSelector('#home');
      await page.evaluate('unwatch()');
      await page.click('#file');
      await page.waitForSelector('#one-file');
      await page.close();
      await eventually(() => named('browser.view').length >= 2, 'the ends of both views');
      expect(named('browser.view').map(templateOf)).toEqual(['/', undefined]);
      await eventually(() => routes()[0], 'the span');
    });
  });
});
