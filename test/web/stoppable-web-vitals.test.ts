import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stoppableOf } from '../../scripts/stoppable-web-vitals.ts';

const modules = join(dirname(createRequire(import.meta.url).resolve('web-vitals')), 'modules');
const sourceOf = (file: string): string => readFileSync(join(modules, file), 'utf8');
const files = readdirSync(modules, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.js'));

test('nothing of web-vitals listens by itself, but what ends by itself', () => {
  const listens = (text: string): boolean => /(?<![.\w])addEventListener\(/.test(text);
  expect(files.filter((file) => listens(sourceOf(file))).length).toBeGreaterThan(3);
  expect(files.filter((file) => listens(stoppableOf(file, sourceOf(file))))).toEqual([
    'lib/whenIdleOrHidden.js',
  ]);
});

test('all observers are made in one place', () => {
  expect(files.filter((file) => sourceOf(file).includes('new PerformanceObserver'))).toEqual([
    'lib/observe.js',
  ]);
});

test.each([
  ['lib/observe.js', 'return po;'],
  ['lib/getVisibilityWatcher.js', 'if (firstHiddenTime < 0) {'],
])('%s that is not as it was is an error of the build', (file, from) => {
  const changed = sourceOf(file).replace(from, () => 'return;');
  expect(() => stoppableOf(file, changed)).toThrow(`expected "${from}" once in ${file}`);
});
