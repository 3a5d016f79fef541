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
  /** Numbers of a component in a phase, of all its events: there is one every five seconds. */
  const of = (component: string, phase: string): Record<string, number> => {
    const all: Record<string, number> = {};
    for (const { attributes } of renders()) {
      if (attributes['react.component'] !== component || attributes['react.render.phase'] !== phase) continue;
      for (const [key, value] of Object.entries(attributes))
        if (/^react\.render\..*max$/.test(key)) all[key] = Math.max(all[key] ?? 0, Number(value));
        else if (/^react\.render\..*(?:sum|count)$/.test(key)) all[key] = (all[key] ?? 0) + Number(value);
    }
    return all;
  };

  describe.each(builds)('%s', (_name, app, query) => {
    test('counts and times are those of what was clicked', async () => {
      const hasProfiling = app.isProfiling || app.mode === 'development';
      const { page, complaints } = await open(app, query);
      for (const id of ['inside', 'inside', 'above', 'above', 'above']) await page.click(`#${id}`);
      await page.waitForFunction(`document.getElementById('above').textContent === 'above 3'`);
      const own = (await page.evaluate('own')) as Record<string, number>;
      await page.close();
      const expected = {
        'List mount': 1,
        'Price mount': 1,
        'List update': hasProfiling ? 5 : 3,
        'Price update': 3,
      };
      const sum = (counts: readonly number[]): number => counts.reduce((total, each) => total + each, 0);
      await eventually(
        () =>
          sum(renders().map(({ attributes }) => Number(attributes['react.render.count']))) >=
          sum(Object.values(expected)),
        'all renders',
      );
      expect(complaints).toEqual([]);
      const kinds = renders().map(
        ({ attributes }) =>
          [attributes['react.component'], attributes['react.render.phase']] as [string, string],
      );
      expect(
        Object.fromEntries(kinds.map((kind) => [kind.join(' '), of(...kind)['react.render.count']])),
      ).toEqual(expected);
      for (const phase of ['mount', 'update']) {
        const list = of('List', phase);
        const price = of('Price', phase);
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
