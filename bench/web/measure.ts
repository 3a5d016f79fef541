import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page } from 'playwright-core';
import { chromiumOrSkip, launchChromium } from '../../test/browser/chromium.ts';
import type { Contender } from './contenders.ts';

export interface Measured {
  readonly name: string;
  /** Milliseconds of the main thread's processor time that the start takes, processor slowed four times. */
  readonly startMillis: number;
  /** What one traced `fetch` costs more than one that is not, in microseconds, processor not slowed. */
  readonly fetchMicros: number;
}

/** Fresh pages, of which the median counts. */
const ROUNDS = 9;

/** Requests that are timed; few, so that no rate limit is met. */
const FETCHES = 200;

const SLOWDOWN = 4;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;

/** Answers at once, so that what is left is what the instrumentation does. */
const STUB = `const answer = new Response('{}'); globalThis.fetch = async () => answer;`;

const WARM = `(async () => { for (let n = 0; n < 20; n++) await fetch('/api/warm'); })()`;
const ASK = `(async () => { for (let n = 0; n < ${FETCHES}; n++) await fetch('/api/' + n); })()`;

/** Milliseconds of the main thread's processor time, which other programs on the machine do not add to. */
const threadMillis = async (page: Page, protocol: CDPSession, script: string): Promise<number> => {
  const now = async (): Promise<number> => {
    const { metrics } = await protocol.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1_000;
  };
  const begin = await now();
  await page.evaluate(script);
  return (await now()) - begin;
};

/** Undefined where there is no browser. */
export const measure = async (contenders: readonly Contender[]): Promise<Measured[] | undefined> => {
  const executable = chromiumOrSkip();
  if (!executable) return undefined;
  const scripts = new Map<string, string>();
  for (const { name, bundle } of contenders) scripts.set(name, await bundle());
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '').slice(1));
    // Isolated pages have finer clocks.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (name.endsWith('.js'))
      response.setHeader('content-type', 'text/javascript').end(scripts.get(name.slice(0, -3)));
    else
      response
        .setHeader('content-type', 'text/html')
        .end(
          `<!doctype html><title>x</title><body>${name && `<script type="module" src="/${encodeURIComponent(name)}.js"></script>`}`,
        );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchChromium(executable);
  const round = async (name: string): Promise<{ start: number; fetch: number }> => {
    const page = await browser.context.newPage();
    const protocol = await browser.context.newCDPSession(page);
    await page.goto(`${url}/${encodeURIComponent(name)}`, { waitUntil: 'load' });
    await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
    const timed = (script: string): Promise<number> => threadMillis(page, protocol, script);
    await page.evaluate(STUB);
    await timed(WARM);
    const bare = await timed(ASK);
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    const empty = await timed('0');
    const start = (await timed('startIt(); 0')) - empty;
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await timed(WARM);
    const traced = await timed(ASK);
    await page.close();
    return { start, fetch: ((traced - bare) / FETCHES) * 1_000 };
  };
  try {
    const results = new Map(contenders.map(({ name }) => [name, [] as { start: number; fetch: number }[]]));
    for (let n = 0; n < ROUNDS; n++) for (const [name, rounds] of results) rounds.push(await round(name));
    return [...results].map(([name, rounds]) => ({
      name,
      startMillis: median(rounds.map(({ start }) => start)),
      fetchMicros: median(rounds.map(({ fetch }) => fetch)),
    }));
  } finally {
    await browser.close();
    server.close();
  }
};
