// Renders and commits of real applications, counted by what was clicked.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SentEvent } from '../web/site.ts';
import { describeSite, eventually } from '../web/site-suite.ts';
import { appVisit } from './app-suite.ts';
import type { AppBuild } from './bundle-app.ts';

const entry = 'renders.jsx';
/** What each render of a component of the fixture takes at least. */
const BUSY_MILLIS = 15;

const builds: readonly (readonly [name: string, app: AppBuild, query: string])[] = [
  ['React 19', { entry, react: 19, mode: 'production' }, ''],
  ['React 19 with profiling', { entry, react: 19, mode: 'production', isProfiling: true }, ''],
  ['React 19 in development, StrictMode', { entry, react: 19, mode: 'development' }, '?strict'],
  ['React 18', { entry, react: 18, mode: 'production' }, ''],
  ['React 18 with profiling', { entry, react: 18, mode: 'production', isProfiling: true }, ''],
  ['React 18 in development, StrictMode', { entry, react: 18, mode: 'development' }, '?strict'],
];

describeSite('renders of React applications', (visit) => {
  const { open } = appVisit(visit);
  beforeEach(() => visit.site.reset());
  const renders = (): SentEvent[] => visit.site.events.filter(({ name }) => name === 'react.render');
  const of = (component: string, phase: string): SentEvent['attributes'] | undefined =>
    renders().find(
      ({ attributes }) =>
        attributes['react.component'] === component && attributes['react.render.phase'] === phase,
    )?.attributes;

  describe.each(builds)('%s', (_name, app, query) => {
    test('counts and times are those of what was clicked', async () => {
      const hasProfiling = app.isProfiling || app.mode === 'development';
      const { page, complaints } = await open(app, query);
      for (const id of ['inside', 'inside', 'above', 'above', 'above']) await page.click(`#${id}`);
      await page.waitForFunction(`document.getElementById('above').textContent === 'above 3'`);
      const own = (await page.evaluate('own')) as Record<string, number>;
      await page.close();
      await eventually(() => renders().length >= 4, 'four components and phases');
      expect(complaints).toEqual([]);
      expect(renders()).toHaveLength(4);

      expect(of('List', 'mount')).toMatchObject({ 'react.render.count': 1 });
      expect(of('List', 'update')).toMatchObject({ 'react.render.count': hasProfiling ? 5 : 3 });
      expect(of('Price', 'mount')).toMatchObject({ 'react.render.count': 1 });
      expect(of('Price', 'update')).toMatchObject({ 'react.render.count': 3 });
      for (const phase of ['mount', 'update']) {
        const list = of('List', phase) ?? {};
        const price = of('Price', phase) ?? {};
        const number = (key: string): number => Number(list[`react.render.${key}`]);
        const count = number('count');
        expect(number('commit.sum')).toBeGreaterThanOrEqual(BUSY_MILLIS * count);
        expect(number('commit.max')).toBeGreaterThanOrEqual(number('commit.sum') / count);
        expect(Number(price['react.render.commit.sum'])).toBeGreaterThanOrEqual(
          BUSY_MILLIS * Number(price['react.render.count']),
        );
        expect(price['react.render.duration.sum']).toBeUndefined();
        if (hasProfiling) {
          // Its children's renders without those of `Price`, which the commit is after.
          expect(number('duration.sum')).toBeGreaterThanOrEqual(own[phase] ?? Number.NaN);
          expect(number('duration.sum')).toBeLessThan((own[phase] ?? Number.NaN) + count * BUSY_MILLIS);
          expect(own[phase]).toBeGreaterThanOrEqual(BUSY_MILLIS * count);
          expect(number('duration.sum')).toBeLessThanOrEqual(number('commit.sum'));
          expect(number('duration.max')).toBeGreaterThanOrEqual(BUSY_MILLIS);
        } else expect(list['react.render.duration.sum']).toBeUndefined();
      }
    });
  });

  test('renders belong to the view in which they were', async () => {
    const { page } = await open({ entry, react: 19, mode: 'production' });
    await page.evaluate('rum.flush()');
    const [view] = visit.site.events.filter(({ name }) => name === 'browser.navigation');
    await page.evaluate(`history.pushState({}, '', '/other'); rum.flush()`);
    await eventually(() => renders().length >= 2, 'renders of the first view');
    expect(renders().map(({ attributes }) => attributes['browser.view.id'])).toEqual(
      renders().map(() => view?.attributes['browser.view.id']),
    );
    await page.close();
  });

  test('nothing is collected once monitoring has stopped', async () => {
    const { page } = await open({ entry, react: 19, mode: 'production' });
    await page.evaluate('rum.stop()');
    await page.click('#above');
    await page.close();
    expect(renders()).toEqual([]);
  });
});
