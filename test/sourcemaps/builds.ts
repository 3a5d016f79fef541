// Builds of the shop, minified, by the bundlers that people use.
import { join } from 'node:path';
import { build } from 'esbuild';
import webpack from 'webpack';

const fixtures = join(import.meta.dirname, 'fixtures');
export const shop = join(fixtures, 'shop/main.js');

const runWebpack = (devtool: string, target: 'web' | 'node', folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        context: fixtures,
        entry: './shop/main.js',
        devtool,
        target,
        output: { path: folder, filename: 'app.js' },
      },
      (error, stats) => {
        const fault = error?.message ?? (stats?.hasErrors() ? stats.toString('errors-only') : undefined);
        if (fault === undefined) resolve();
        else reject(new Error(fault));
      },
    );
  });

const runEsbuild = async (
  sourcemap: 'linked' | 'inline' | 'external',
  format: 'esm' | 'iife',
  folder: string,
) => {
  await build({
    entryPoints: [shop],
    bundle: true,
    minify: true,
    format,
    sourcemap,
    outfile: join(folder, 'app.js'),
    logLevel: 'error',
  });
};

type Build = (folder: string, target: 'web' | 'node') => Promise<void>;

export const builds: readonly (readonly [name: string, build: Build])[] = [
  ['esbuild, modules', (folder) => runEsbuild('linked', 'esm', folder)],
  ['esbuild, one function', (folder) => runEsbuild('external', 'iife', folder)],
  ['esbuild, map in the code', (folder) => runEsbuild('inline', 'esm', folder)],
  ['webpack', (folder, target) => runWebpack('source-map', target, folder)],
  ['webpack, hidden map', (folder, target) => runWebpack('hidden-source-map', target, folder)],
];
