// Bundles what the package runs. One build with shared chunks, so that every part exists once in a process.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** Entry points relative to `src`, as they lie in `dist`. */
const ENTRIES = [
  'node/register.ts',
  'node/start.ts',
  'node/index.ts',
  'node/exporters/otlp-grpc.ts',
  'node/exporters/prometheus.ts',
  'core/redaction/index.ts',
  'collector/index.ts',
  'monitoring/index.ts',
  'cli/main.ts',
] as const;

/** Two copies of `@opentelemetry/*`, one for `import` and one for `require`, would not know of each other's hooks. */
const oneCopyOfOpenTelemetry: Plugin = {
  name: 'one-copy-of-opentelemetry',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^@opentelemetry\// }, ({ kind, path, pluginData, ...options }) => {
      if (kind !== 'require-call' || pluginData === oneCopyOfOpenTelemetry) return undefined;
      return resolve(path, { ...options, kind: 'import-statement', pluginData: oneCopyOfOpenTelemetry });
    });
  },
};

/** What bundled CommonJS expects to find. */
const CJS_GLOBALS = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  "const __dirname = __filename.slice(0, Math.max(__filename.lastIndexOf('/'), __filename.lastIndexOf('\\\\')));",
].join('\n');

/** Builds `dist` of a checkout; the answer tells what went into it. */
export const buildBundles = async (root: string): Promise<Metafile> => {
  const instrumentations = readdirSync(join(root, 'src/node/instrumentations')).map(
    (file) => `node/instrumentations/${file}`,
  );
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...ENTRIES, ...instrumentations].map((entry) => `src/${entry}`),
    outdir: 'dist',
    outbase: 'src',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.15',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    external: ['@opentelemetry/api'],
    alias: {
      'require-in-the-middle': join(root, 'src/node/hooks/require-in-the-middle.ts'),
      'import-in-the-middle': join(root, 'src/node/hooks/import-in-the-middle.ts'),
    },
    plugins: [oneCopyOfOpenTelemetry],
    banner: { js: CJS_GLOBALS },
  });
  return metafile;
};
