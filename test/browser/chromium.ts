import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { jest } from '@jest/globals';
import { type BrowserContext, chromium } from 'playwright-core';

// Of each test with a browser. What is waited for has limits of its own, which say what it was; a machine with much else
// to do takes ten times as long as one without.
jest.setTimeout(120_000);

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of this machine: CHROMIUM_PATH, else the first that is on PATH. */
const findChromium = (): string | undefined => {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  return PATH.split(delimiter)
    .flatMap((directory) => NAMES.map((name) => join(directory, name)))
    .find((path) => existsSync(path));
};

/**
 * The path of the browser, or undefined, with one line that says so, where the tests that need one are
 * skipped. In CI its absence is an error.
 */
export const chromiumOrSkip = (): string | undefined => {
  const path = findChromium();
  if (path) return path;
  const message = `no Chromium: set CHROMIUM_PATH, or have one of ${NAMES.join(', ')} on PATH`;
  if (process.env.CI) throw new Error(message);
  process.stderr.write(`${message}; browser tests are skipped\n`);
  return undefined;
};

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Opens a page in a browser that nobody steers or watches: some things browsers do for users only. */
export const openUnwatched = (executablePath: string, url: string): { close(): Promise<void> } => {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  // A group of its own: the command may be a script that starts the browser.
  const child = spawn(executablePath, [...ARGUMENTS, `--user-data-dir=${profile}`, url], {
    stdio: 'ignore',
    detached: true,
  });
  const gone = new Promise<unknown>((done) => child.once('close', done).once('error', done));
  return {
    close: async () => {
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
};

/**
 * A browser with a profile of its own.
 *
 * @param hasPageCache whether it has the back-forward cache, as browsers of users do; a page that comes from it is a new
 * one to whoever steers the browser
 */
export const launchChromium = async (executablePath: string, hasPageCache = false): Promise<Browser> => {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: ARGUMENTS,
    ...(hasPageCache && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    viewport: { width: 1440, height: 900 },
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
};
