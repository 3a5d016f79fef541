import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { binnaclePlugin, tracedPackages } from '../../src/bundler/esbuild.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../node/otlp-receiver.ts';
import {
  createFolder,
  type Database,
  type Folder,
  fixture,
  root,
  runBundle,
  startDatabase,
} from './run-bundle.ts';

const plugin: Plugin = binnaclePlugin();

/** CommonJS inside an ES module has no `require`; esbuild leaves that to its user. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const bundle = (entry: string, outfile: string, options: BuildOptions): ReturnType<typeof build> =>
  build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    external: ['pg-native'],
    logLevel: 'silent',
    ...(outfile.endsWith('.mjs') && { format: 'esm', banner: { js: REQUIRE } }),
    ...options,
  });

describe('a bundle of Express and pg', () => {
  let database: Database;
  let folder: Folder;
  beforeAll(async () => {
    folder = createFolder();
    database = await startDatabase();
  }, 30_000);
  afterAll(async () => {
    await database?.stop();
    folder?.remove();
  });

  const run = async (
    file: string,
    flags: readonly string[],
  ): Promise<{ receiver: OtlpReceiver; stderr: string }> => {
    const receiver = await startOtlpReceiver();
    try {
      const { stdout, stderr } = await runBundle(folder.path, [...flags, file, database.port], receiver.url);
      expect(stdout).toBe('[{"id":7}]\n');
      return { receiver, stderr };
    } finally {
      await receiver.close();
    }
  };

  test.each([
    ['app.mjs', 'app.cjs', false],
    ['app.mjs', 'app.min.cjs', true],
    ['app.mjs', 'app.mjs', false],
    ['app.mjs', 'app.min.mjs', true],
    ['app-with-register.mjs', 'own.cjs', false],
    ['app-with-register.mjs', 'own.mjs', true],
  ])(
    '%s as %s is traced as the packages are',
    async (entry, file, minify) => {
      const { warnings } = await bundle(fixture(entry), join(folder.path, file), {
        minify,
        plugins: [plugin],
      });
      expect(warnings).toEqual([]);
      const flags = entry === 'app.mjs' ? ['--import', 'binnacle/register'] : [];
      const { receiver, stderr } = await run(file, flags);
      expect(stderr).toBe('');
      const spans = receiver.spans();
      const server = spans.find(({ kind }) => kind === 'server');
      expect(server).toMatchObject({ name: 'GET /items/:id', attributes: { 'http.route': '/items/:id' } });
      const queries = spans.filter(({ attributes }) => attributes['db.system.name'] === 'postgresql');
      expect(queries).toMatchObject([{ kind: 'client', parentSpanId: server?.spanId }]);
      expect(spans.filter(({ kind }) => kind === 'server')).toHaveLength(1);
    },
    30_000,
  );

  test.each(['none.cjs', 'none.mjs'])(
    '%s, without the plugin, is one line that names the packages',
    async (file) => {
      await bundle(fixture('app.mjs'), join(folder.path, file), { minify: true });
      const { receiver, stderr } = await run(file, ['--import', 'binnacle/register']);
      expect(receiver.spans().some(({ name }) => name.startsWith('pg'))).toBe(false);
      expect(stderr).toMatch(/^binnacle: not traced: express, pg: inside a bundle; .*binnacle\/esbuild.*\n$/);
    },
    30_000,
  );

  test('a package that runs before Binnacle is named', async () => {
    await bundle(fixture('app-with-late-register.cjs'), join(folder.path, 'late.cjs'), { plugins: [plugin] });
    const { stderr } = await runBundle(folder.path, ['late.cjs'], 'http://127.0.0.1:9', {
      OTEL_METRICS_EXPORTER: 'none',
    });
    expect(stderr).toMatch(/^binnacle: not traced: express, router: loaded before Binnacle/);
  }, 30_000);
});

describe('the plugin', () => {
  const home = mkdtempSync(join(tmpdir(), 'binnacle-plugin-'));
  afterAll(() => rmSync(home, { recursive: true }));

  const bundleOf = async (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), text);
    }
    const { outputFiles, warnings } = await bundle(join(home, 'app.js'), join(home, 'out.cjs'), {
      plugins: [plugin],
      write: false,
    });
    return { text: outputFiles?.[0]?.text ?? '', warnings: warnings.map(({ text }) => text) };
  };
  const EXPRESS = JSON.stringify({ name: 'express', version: '5.9.9', main: 'index.js' });

  test('marks the main file, inner files and the version', async () => {
    const { text, warnings } = await bundleOf({
      'app.js': "require('express');",
      'node_modules/express/package.json': EXPRESS,
      'node_modules/express/index.js': "module.exports = require('./lib/inner');",
      'node_modules/express/lib/inner.js': 'module.exports = 1; // no newline at the end',
    });
    expect(text).toContain('"express", "", "5.9.9"');
    expect(text).toContain('"express", "lib/inner.js", "5.9.9"');
    expect(warnings).toEqual([]);
  });

  test('warns of a package that is bundled as ES modules', async () => {
    const { text, warnings } = await bundleOf({
      'app.js': "import 'express';",
      'node_modules/express/package.json': JSON.stringify({
        name: 'express',
        version: '9.0.0',
        type: 'module',
        main: 'index.js',
      }),
      'node_modules/express/index.js': 'export const a = 1; console.log(a);',
    });
    expect(text).not.toContain('binnacle.bundled');
    expect(warnings).toEqual([
      expect.stringMatching(/^express is bundled as an ES module and will not be traced/),
    ]);
  });

  test('leaves other packages and the program alone, and Binnacle external', async () => {
    const { text } = await bundleOf({
      'app.js': "require('binnacle/register'); require('binnacle'); require('other');",
      'node_modules/other/package.json': JSON.stringify({ name: 'other', version: '1.0.0' }),
      'node_modules/other/index.js': 'module.exports = 1;',
    });
    expect(text).not.toContain('binnacle.bundled');
    expect(text).toMatch(/require\("binnacle\/register"\);[\s\S]*require\("binnacle"\)/);
  });

  test('knows what is instrumented', () => {
    expect(tracedPackages).toEqual(expect.arrayContaining(['express', 'pg', '@redis/client']));
    expect([...tracedPackages].sort()).toEqual(tracedPackages);
  });
});
