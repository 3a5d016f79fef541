import { rmSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Io, UsageError } from '../../io.ts';

/** Chromium and its kin, by the names that systems give them. */
const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const BROWSER_MILLIS = 60_000;

const findBrowser = async (io: Io): Promise<string> => {
  const named = io.env.BINNACLE_CHROMIUM;
  for (const browser of named ? [named] : BROWSERS)
    if ((await io.run(browser, ['--version'], { timeoutMillis: BROWSER_MILLIS })).ok) return browser;
  throw new UsageError(
    named
      ? `BINNACLE_CHROMIUM is "${named}", which does not start`
      : 'a PNG needs Chromium or Chrome, and none was found; BINNACLE_CHROMIUM may name one, and --out with .svg or .html needs none',
  );
};

/** Pixels of an SVG that `renderSvg` has made. */
const sizeOf = (svg: string): readonly [width: number, height: number] => {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  return [Math.ceil(Number(width)), Math.ceil(Number(height))];
};

/** Draws a picture with a browser of this machine. Throws UsageError where there is none, or it does not draw. */
export const writePng = async (file: string, svg: string, io: Io): Promise<void> => {
  const browser = await findBrowser(io);
  const [width, height] = sizeOf(svg);
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-preview-'));
  try {
    const page = join(folder, 'page.html');
    await writeFile(
      page,
      `<!doctype html><meta charset="utf-8"><style>body{margin:0}svg{display:block}</style>${svg}`,
    );
    rmSync(file, { force: true });
    const { output } = await io.run(
      browser,
      [
        '--headless',
        // What it draws was written here; a container seldom lets it make a sandbox.
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--hide-scrollbars',
        `--user-data-dir=${join(folder, 'profile')}`,
        `--window-size=${width},${height}`,
        `--screenshot=${resolve(file)}`,
        pathToFileURL(page).href,
      ],
      { timeoutMillis: BROWSER_MILLIS },
    );
    if (!statSync(file, { throwIfNoEntry: false }))
      throw new UsageError(`${file}: ${browser} has not drawn it; it printed:\n${output.slice(-1_000)}`);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};
