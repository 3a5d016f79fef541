// Builds the embedded backend's page: index.html, app.js and app.css.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

const source = join(import.meta.dirname, '..', 'src', 'backend', 'page');

/** Writes the page into a folder, which the backend serves; the answer tells what went into it. */
export const buildPage = async (outDir: string): Promise<Metafile> => {
  mkdirSync(outDir, { recursive: true });
  const { metafile } = await build({
    entryPoints: [
      { in: join(source, 'main.tsx'), out: 'app' },
      { in: join(source, 'styles', 'app.css'), out: 'app' },
    ],
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2023', 'chrome120', 'firefox121', 'safari17'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  copyFileSync(join(source, 'index.html'), join(outDir, 'index.html'));
  return metafile;
};
