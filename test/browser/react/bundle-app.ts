// Applications as their own builds make them, on top of the package as it is published.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { buildWebModules } from '../../../scripts/build-web-bundle.ts';

const root = join(import.meta.dirname, '../../..');
const FOLDERS = {
  18: join(root, 'test/oldest/node_modules'),
  19: join(root, 'node_modules'),
} as const;

export interface AppBuild {
  /** A file of `fixtures`. */
  readonly entry: string;
  readonly react: 18 | 19;
  readonly mode: 'production' | 'development';
  /** With the build of React that has profiling. */
  readonly isProfiling?: boolean;
  readonly alias?: Readonly<Record<string, string>>;
}

export interface Apps {
  /** The scripts of a page by path below `/`, `main.js` the first. */
  page(app: AppBuild): Promise<ReadonlyMap<string, string>>;
  /** A program for Node.js. */
  server(app: AppBuild): Promise<string>;
  remove(): Promise<void>;
}

export const buildPackage = async (): Promise<Apps> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-react-'));
  await buildWebModules(root, folder);

  const optionsOf = ({ entry, react, mode, isProfiling, alias }: AppBuild): BuildOptions => ({
    entryPoints: { main: join(import.meta.dirname, 'fixtures', entry) },
    bundle: true,
    write: false,
    minify: mode === 'production',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    alias: {
      'binnacle/web': join(folder, 'web/index.js'),
      'binnacle/react': join(folder, 'react/index.js'),
      react: join(FOLDERS[react], 'react'),
      ...(isProfiling && { 'react-dom/client': join(FOLDERS[react], 'react-dom/profiling') }),
      'react-dom': join(FOLDERS[react], 'react-dom'),
      ...alias,
    },
    logLevel: 'error',
  });

  return {
    page: async (app) => {
      const { outputFiles = [] } = await build({
        ...optionsOf(app),
        outdir: '/',
        format: 'esm',
        splitting: true,
      });
      return new Map(outputFiles.map(({ path, text }) => [path, text]));
    },
    server: async (app) => {
      const { outputFiles = [] } = await build({
        ...optionsOf(app),
        outfile: 'server.cjs',
        format: 'cjs',
        platform: 'node',
      });
      return outputFiles[0]?.text ?? '';
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
