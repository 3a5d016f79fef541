import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { watchTanStackRouter } from '../../../src/react/routers/tanstack-router.ts';
import { start, type WebHandle } from '../../../src/web/all.ts';

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

const root = createRootRoute();
const layout = createRoute({ getParentRoute: () => root, id: 'layout' });
const routeTree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/' }),
  layout.addChildren([
    createRoute({ getParentRoute: () => layout, path: 'orders/$id' }).addChildren([]),
    createRoute({ getParentRoute: () => layout, path: 'files/$' }),
  ]),
]);

test.each([
  ['/', '/'],
  ['/orders/7?page=2', '/orders/$id'],
  ['/files/a/b.txt', '/files/$'],
  ['/none', '/*'],
])('%s is %s', async (path, template) => {
  const history = createMemoryHistory({ initialEntries: ['/orders/1'] });
  const router = createRouter({ routeTree, history });
  const end = watchTanStackRouter(router);
  await Promise.resolve();
  expect(named).toEqual(['/orders/$id']);
  history.push(path);
  await router.load();
  expect(named.at(-1)).toBe(template);
  end();
  const before = named.length;
  history.push('/');
  await router.load();
  expect(named).toHaveLength(before);
});
