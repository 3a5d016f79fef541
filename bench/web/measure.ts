import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page } from 'playwright-core';
import { chromiumOrSkip, launchChromium } from '../../test/browser/chromium.ts';
import type { Contender } from './contenders.ts';

/** Of several measurements: the middle one, and those that half of all lie between. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Measured {
  readonly name: string;
  /** Milliseconds of the main thread's processor time until the call is over, processor slowed four times. */
  readonly startMillis: Spread;
  /** The same with all that it has put off for a moment. */
  readonly settledMillis: Spread;
  /** What one traced `fetch` costs more than one that is not, in microseconds, processor not slowed. */
  readonly fetchMicros: Spread;
}

/** Requests of one block; blocks with and without tracing take turns, so that what slows the machine slows both. */
const FETCHES = 20;
/** All together fewer than any rate limit. */
const BLOCKS = 10;

const SLOWDOWN = 4;

interface Round {
  readonly start: number;
  readonly settled: number;
  readonly fetch: number;
}

const spreadOf = (numbers: readonly number[]): Spread => {
  const sorted = numbers.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
};

/** Answers at once, so that what is left is what the instrumentation does. */
const STUB = `const answer = new Response('{}'); globalThis.fetch = globalThis.bare = async () => answer;`;

/** What is put off to a timer is waited for: it is paid too. */
const block = (name: 'fetch' | 'bare', count = FETCHES): string =>
  `(async () => { for (let n = 0; n < ${count}; n++) await ${name}('/api/' + n); await new Promise((done) => setTimeout(done)); })()`;

/** Long enough for timers and chunks that a start has begun. */
const SETTLE = `new Promise((done) => setTimeout(done, 300))`;

/** The main thread's processor time in milliseconds, also while a script stands still. */
const threadTime = async (protocol: CDPSession): Promise<number> => {
  const { metrics } = await protocol.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN) * 1_000;
};

/** What a call takes until it is over: the script stands still before and behind it, so that no timer runs. */
const callMillis = async (protocol: CDPSession, call: string): Promise<number> => {
  await protocol.send('Debugger.enable');
  const times: number[] = [];
  const step = (): void => {
    void threadTime(protocol).then((time) => {
      times.push(time);
      return protocol.send('Debugger.resume');
    });
  };
  protocol.on('Debugger.paused', step);
  await protocol.send('Runtime.evaluate', { expression: `debugger; debugger; ${call}; debugger; 0` });
  protocol.off('Debugger.paused', step);
  await protocol.send('Debugger.disable');
  const [first = 0, second = 0, third = 0] = times;
  return third - second - (second - first);
};

/** Milliseconds of the main thread's processor time, which other programs on the machine do not add to. */
const threadMillis = async (page: Page, protocol: CDPSession, script: string): Promise<number> => {
  const begin = await threadTime(protocol);
  await page.evaluate(script);
  return (await threadTime(protocol)) - begin;
};

/**
 * Undefined where there is no browser.
 *
 * @param rounds fresh pages of each contender; contenders take turns
 */
export const measure = async (
  contenders: readonly Contender[],
  rounds: number,
  note: (text: string) => void,
): Promise<Measured[] | undefined> => {
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
  const round = async (name: string): Promise<Round> => {
    const page = await browser.context.newPage();
    const protocol = await browser.context.newCDPSession(page);
    await page.goto(`${url}/${encodeURIComponent(name)}`, { waitUntil: 'load' });
    await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
    const timed = (script: string): Promise<number> => threadMillis(page, protocol, script);
    await page.evaluate(STUB);
    await timed(block('bare'));
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await timed(SETTLE);
    const idle = await timed(SETTLE);
    const begin = await threadTime(protocol);
    const start = await callMillis(protocol, 'startIt()');
    await timed(SETTLE);
    const settled = (await threadTime(protocol)) - begin - idle;
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await timed(block('fetch', FETCHES * 2));
    const costs: number[] = [];
    for (let n = 0; n < BLOCKS; n++) {
      const without = await timed(block('bare'));
      costs.push((await timed(block('fetch'))) - without);
    }
    await page.close();
    return { start, settled, fetch: (spreadOf(costs).median / FETCHES) * 1_000 };
  };
  try {
    const results = new Map(contenders.map(({ name }) => [name, [] as Round[]]));
    // The first pages of a browser are slower than all others.
    for (const { name } of contenders) await round(name);
    for (let n = 0; n < rounds; n++) {
      note(`round ${n + 1} of ${rounds}`);
      for (const [name, list] of results) list.push(await round(name));
    }
    return [...results].map(([name, list]) => ({
      name,
      startMillis: spreadOf(list.map(({ start }) => start)),
      settledMillis: spreadOf(list.map(({ settled }) => settled)),
      fetchMicros: spreadOf(list.map(({ fetch }) => fetch)),
    }));
  } finally {
    await browser.close();
    server.close();
  }
};
