// Bundles the libraries and the command, in one build with shared chunks.
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { oneCopyOfOpenTelemetry } from './one-copy-of-opentelemetry.ts';

/** Entry points relative to `src`, as they lie in `dist`. */
const ENTRIES = [
  'core/redaction/index.ts',
  'collector/index.ts',
  'monitoring/index.ts',
  'bundler/esbuild.ts',
  'cli/main.ts',
] as const;

/** What bundled CommonJS expects to find. */
const CJS_GLOBALS = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  "const __dirname = __filename.slice(0, Math.max(__filename.lastIndexOf('/'), __filename.lastIndexOf('\\\\')));",
].join('\n');

/** How each of them is made. */
export const bundleSettings = (root: string) =>
  ({
    absWorkingDir: root,
    format: 'esm',
    platform: 'node',
    target: 'node22.15',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    external: ['@opentelemetry/api'],
    // The same code as modules: it starts faster than CommonJS, and what is not used is left out.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    plugins: [oneCopyOfOpenTelemetry],
    banner: { js: CJS_GLOBALS },
  }) satisfies BuildOptions;

/** Builds `dist` of a checkout; the answer tells what went into it. */
export const buildBundles = async (root: string): Promise<Metafile> => {
  const { metafile } = await build({
    ...bundleSettings(root),
    entryPoints: ENTRIES.map((entry) => `src/${entry}`),
    outdir: 'dist',
    outbase: 'src',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    metafile: true,
  });
  return metafile;
};
