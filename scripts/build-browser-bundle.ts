// Bundles what of the package runs in a browser: one file without anything of Node in it.
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { rulesAlone } from './rules-alone.ts';

const ENTRY = 'src/core/redaction/browser.ts';

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

export const buildBrowserBundle = async (root: string, outfile: string): Promise<Metafile> => {
  const { metafile } = await build({
    ...OPTIONS,
    absWorkingDir: root,
    entryPoints: [ENTRY],
    outfile,
    metafile: true,
  });
  return metafile;
};

/** What a program in a browser would load that consists of `source`, which imports from `ENTRY`. */
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
