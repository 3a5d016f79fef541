import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as seven from 'react-router';
import * as six from 'react-router-dom';
import {
  type ReactRouter,
  type ReactRouterMatch,
  reactRouterTemplate,
  watchReactRouter,
} from '../../../src/react/routers/react-router.ts';
import { start, type WebHandle } from '../../../src/web/all.ts';

const routes = [
  {
    path: '/',
    children: [
      { index: true as const },
      { path: 'orders', children: [{ path: ':id', children: [{ path: '/orders/:id/lines' }] }] },
      { children: [{ path: 'about/' }] },
      { path: 'files/*' },
    ],
  },
];

interface MemoryRouter extends ReactRouter {
  navigate(to: string): unknown;
  dispose(): void;
}
interface Version {
  match(path: string): readonly ReactRouterMatch[] | null;
  create(routes: { path: string; loader?: () => Promise<null> }[]): MemoryRouter;
}
const versions: readonly (readonly [name: string, version: Version])[] = [
  ['6', { match: (path) => six.matchRoutes(routes, path), create: (given) => six.createMemoryRouter(given) }],
  [
    '7',
    { match: (path) => seven.matchRoutes(routes, path), create: (given) => seven.createMemoryRouter(given) },
  ],
];

describe.each(versions)('React Router %s', (_name, { match, create }) => {
  test.each([
    ['/', '/'],
    ['/orders/7', '/orders/:id'],
    ['/orders/7/lines', '/orders/:id/lines'],
    ['/about', '/about'],
    ['/files/a/b.txt', '/files/*'],
    ['/none', '/*'],
  ])('%s is %s', (path, template) => {
    expect(reactRouterTemplate(match(path))).toBe(template);
  });

  describe('watched', () => {
    let named: string[];
    let rum: WebHandle;
    beforeEach(() => {
      named = [];
      rum = start();
      rum.setView = (template) => {
        named.push(template);
      };
    });
    afterEach(() => rum.stop());

    test('while a loader runs nothing is named', async () => {
      let answer = (): void => {};
      const loader = (): Promise<null> =>
        new Promise((resolve) => {
          answer = () => resolve(null);
        });
      const router = create([{ path: '/' }, { path: '/slow/:id', loader }]);
      const end = watchReactRouter(router);
      await Promise.resolve();
      expect(named).toEqual(['/']);
      const arrived = router.navigate('/slow/1');
      await Promise.resolve();
      expect(new Set(named)).toEqual(new Set(['/']));
      answer();
      await arrived;
      await Promise.resolve();
      expect(named.at(-1)).toBe('/slow/:id');
      end();
      await router.navigate('/');
      expect(named.at(-1)).toBe('/slow/:id');
      router.dispose();
    });
  });
});
