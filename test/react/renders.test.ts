import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { recordRender } from '../../src/react/renders.ts';
import { start, type WebHandle } from '../../src/web/all.ts';

let told: unknown[];
let rum: WebHandle;
let page: EventTarget;
const listening = new Set<string>();

beforeEach(() => {
  jest.useFakeTimers();
  told = [];
  page = new EventTarget();
  listening.clear();
  Object.assign(globalThis, {
    addEventListener: (type: string, listener: () => void, { signal }: { signal: AbortSignal }) => {
      page.addEventListener(type, listener, { signal });
      listening.add(type);
      signal.addEventListener('abort', () => listening.delete(type));
    },
  });
  // Without a page it watches nothing; what it is told is seen here.
  rum = start();
  rum.track = (name, attributes) => {
    told.push([name, attributes]);
  };
});
afterEach(() => {
  rum.stop();
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, 'addEventListener');
});

test('commits of a component and phase are told of together, five seconds after the first', () => {
  recordRender('List', 'mount', 8, 5);
  recordRender('List', 'update', 3, 2);
  jest.advanceTimersByTime(4_999);
  recordRender('List', 'update', 4, 1);
  recordRender('Price', 'mount', 2);
  expect(told).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(told).toEqual([
    [
      'react.render',
      {
        'react.component': 'List',
        '.phase': 'mount',
        '.count': 1,
        '.commit.sum': 8,
        '.commit.max': 8,
        '.duration.sum': 5,
        '.duration.max': 5,
      },
    ],
    [
      'react.render',
      {
        'react.component': 'List',
        '.phase': 'update',
        '.count': 2,
        '.commit.sum': 7,
        '.commit.max': 4,
        '.duration.sum': 3,
        '.duration.max': 2,
      },
    ],
    [
      'react.render',
      { 'react.component': 'Price', '.phase': 'mount', '.count': 1, '.commit.sum': 2, '.commit.max': 2 },
    ],
  ]);
});

test('a page that is hidden tells at once, and one with nothing to tell listens to nothing', () => {
  recordRender('List', 'mount', 8);
  expect([...listening]).toEqual(['visibilitychange']);
  page.dispatchEvent(new Event('visibilitychange'));
  expect(told).toHaveLength(1);
  expect([...listening]).toEqual([]);
  jest.advanceTimersByTime(10_000);
  expect(told).toHaveLength(1);
});

test('names without end are told of as they come', () => {
  for (let n = 0; n < 51; n++) recordRender(`Row ${n}`, 'mount', 1);
  expect(told).toHaveLength(51);
  expect([...listening]).toEqual([]);
});

test('where nothing is watched nothing is collected', () => {
  rum.stop();
  recordRender('List', 'mount', 8);
  expect([...listening]).toEqual([]);
});
