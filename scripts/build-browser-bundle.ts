// Bundles what of the package runs in a browser: one file without anything of Node in it.
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { rulesAlone } from './rules-alone.ts';

/** All of the redaction, and the little of it that a page needs. */
const ENTRIES = { browser: 'src/core/redaction/browser.ts', small: 'src/core/redaction/small/index.ts' };

const OPTIONS = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: ['es2023', 'chrome120', 'firefox121', 'safari17'],
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [rulesAlone],
} as const satisfies BuildOptions;

export const buildBrowserBundle = async (root: string, outdir: string): Promise<Metafile> => {
  const { metafile } = await build({
    ...OPTIONS,
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir,
    metafile: true,
  });
  return metafile;
};

/** What a program in a browser would load that consists of `source`, which imports from `ENTRIES`. */
export const bundleForBrowser = async (
  root: string,
  source: string,
): Promise<{ readonly text: string; readonly metafile: Metafile }> => {
  const { metafile, outputFiles } = await build({
    ...OPTIONS,
    absWorkingDir: root,
    stdin: { contents: source, resolveDir: root },
    write: false,
    metafile: true,
  });
  return { text: outputFiles[0]?.text ?? '', metafile };
};
