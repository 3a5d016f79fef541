// Builds the page of `binnacle replay`: player.js and player.css, which the command puts into one HTML file.
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** Writes both into a folder; the answer tells what went into them. */
export const buildPlayer = async (outDir: string): Promise<Metafile> => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'src/player/main.ts', out: 'player' },
      { in: 'src/player/player.css', out: 'player' },
    ],
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'iife',
    charset: 'ascii',
    target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
};
