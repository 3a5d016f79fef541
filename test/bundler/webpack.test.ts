import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import webpack, { type Configuration } from 'webpack';
import { tracedPackages } from '../../src/bundler/esbuild.ts';
import { startOtlpReceiver } from '../node/otlp-receiver.ts';
import { type Database, fixture, root, runBundle, startDatabase } from './run-bundle.ts';

// What docs/bundlers.md says for webpack.

let folder = '';
let database: Database;
beforeAll(async () => {
  // Inside the repository, whose node_modules a bundle with external packages needs.
  mkdirSync(join(root, 'build'), { recursive: true });
  folder = mkdtempSync(join(root, 'build/webpack-'));
  database = await startDatabase();
}, 30_000);
afterAll(async () => {
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const names = ['binnacle', ...tracedPackages];
const EXTERNAL = new RegExp(`^(?:${names.join('|')})(?:/|$)`);

const bundle = (configuration: Configuration): Promise<string> =>
  new Promise((resolve, reject) => {
    webpack(configuration, (error, stats) => {
      if (error || stats?.hasErrors()) reject(error ?? new Error(stats?.toString()));
      else resolve(String(stats?.toString()));
    });
  });

test('packages that stay external are traced', async () => {
  await bundle({
    mode: 'production',
    target: 'node',
    entry: fixture('app.mjs'),
    output: { path: folder, filename: 'app.cjs' },
    externals: ({ request = '' }, done) =>
      EXTERNAL.test(request) ? done(undefined, `commonjs ${request}`) : done(),
  });
  const receiver = await startOtlpReceiver();
  const { stdout, stderr } = await runBundle(
    folder,
    ['--import', join(root, 'dist/node/register.js'), 'app.cjs', database.port],
    receiver.url,
  );
  await receiver.close();
  expect({ stdout, stderr }).toEqual({ stdout: '[{"id":7}]\n', stderr: '' });
  const spans = receiver.spans();
  expect(spans.find(({ kind }) => kind === 'server')?.name).toBe('GET /items/:id');
  expect(spans.filter(({ attributes }) => attributes['db.system.name'] === 'postgresql')).toHaveLength(1);
}, 60_000);
