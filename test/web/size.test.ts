import { expect, test } from '@jest/globals';
import {
  REACT_GOAL_BYTES,
  REPLAY_SIZES,
  reactSize,
  replaySize,
  SCRIPT_SIZES,
  scriptSize,
  WEB_SIZES,
  webSize,
} from '../../scripts/web-size.ts';

test.each(['eager', 'lazy'] as const)('%s: what a page loads first is within its bytes', async (which) => {
  const { eagerBytes, files } = await webSize(which);
  const largest = files.slice(0, 10).map(([file, bytes]) => `${bytes} ${file}`);
  expect({ isWithin: eagerBytes <= WEB_SIZES[which].goalBytes, eagerBytes, largest }).toMatchObject({
    isWithin: true,
  });
});

test('vitals, clicks and the store come later', async () => {
  const { files, lazy } = await webSize('lazy');
  expect(files.map(([file]) => file).filter((file) => /web-vitals|clicks|store\.ts/.test(file))).toEqual([]);
  expect(lazy.map(({ name }) => name)).toEqual(expect.arrayContaining(['later-features', 'store']));
});

test('React: all of it is within its bytes, and nobody pays for what is not imported', async () => {
  const [all = 0, ...parts] = await Promise.all(
    [
      '*',
      '{ ErrorBoundary }',
      '{ PerformanceMonitor }',
      '{ watchReactRouter }',
      '{ watchTanStackRouter }',
    ].map(reactSize),
  );
  expect(all).toBeLessThanOrEqual(REACT_GOAL_BYTES);
  expect(Math.max(...parts)).toBeLessThan(all / 2);
});

test('session replay: the loader and the recorder are within their bytes, and no other page has them', async () => {
  const { loaderBytes, recorderBytes } = await replaySize();
  expect({
    isWithin: loaderBytes <= REPLAY_SIZES.loaderBytes && recorderBytes <= REPLAY_SIZES.recorderBytes,
    loaderBytes,
    recorderBytes,
  }).toMatchObject({ isWithin: true });
  expect(recorderBytes).toBeGreaterThan(10_000);
  const { lazy } = await webSize('lazy');
  expect(lazy.map(({ name }) => name).join()).not.toContain('record');
});

test('a script tag: the file and its recorder are within their bytes', async () => {
  const { scriptBytes, recorderBytes } = await scriptSize();
  expect({
    isWithin: scriptBytes <= SCRIPT_SIZES.scriptBytes && recorderBytes <= SCRIPT_SIZES.recorderBytes,
    scriptBytes,
    recorderBytes,
  }).toMatchObject({ isWithin: true });
});
