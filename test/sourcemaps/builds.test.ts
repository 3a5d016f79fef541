// Stacks of minified code, thrown in Node and in a browser, become those of the program that was never bundled.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createFinder } from '../../src/cli/commands/sourcemaps/finder.ts';
import { placeOf } from '../../src/cli/commands/sourcemaps/place.ts';
import type { Fault } from '../../src/core/errors/fault.ts';
import { fingerprintOf } from '../../src/core/errors/fingerprint.ts';
import { type ResolvedStack, resolveStack } from '../../src/sourcemaps/resolve-stack.ts';
import { type Browser, chromiumOrSkip, launchChromium } from '../browser/chromium.ts';
import { builds, shop } from './builds.ts';

type Faults = Readonly<Record<string, Fault>>;

const textOf = ({ stack = '', cause }: Fault): string =>
  cause ? `${stack}\nCaused by: ${textOf(cause)}` : stack;

const inNode = (file: string): Faults =>
  JSON.parse(execFileSync(process.execPath, [file, 'print'], { encoding: 'utf8' })) as Faults;

const resolveAll = async (faults: Faults, folder: string): Promise<Record<string, ResolvedStack>> => {
  const find = (await createFinder(placeOf(folder), {}))({ service: undefined, version: undefined });
  const resolved: Record<string, ResolvedStack> = {};
  for (const [name, fault] of Object.entries(faults))
    resolved[name] = await resolveStack(textOf(fault), find);
  return resolved;
};

/** Function, last part of the file, and line of the application's frames. */
const placesIn = (stack: string): string[] =>
  stack
    .split('\n')
    .flatMap(
      (line) =>
        /^\s+at (?:async )?(?:(.*) \()?.*?([\w-]+\.js:\d+):\d+\)?$/.exec(line)?.slice(1).join(' ') ?? [],
    )
    .filter((place) => /(?:main|orders|pricing)\.js/.test(place));

/** V8 says what a method is of, maps do not. */
const bare = (places: string[]): string[] => places.map((place) => place.replace(/^(?:\S*\.)?(\S+) /, '$1 '));

/** Minifiers put small functions into their callers, whose frames are then gone: no map brings them back. */
const INLINED: Readonly<Record<string, readonly string[]>> = {
  webpack: ['method'],
  'webpack, hidden map': ['method'],
};

const expectSame = (build: string, resolved: Record<string, ResolvedStack>, native: Faults): void => {
  const names = Object.keys(native);
  expect(names.length).toBeGreaterThan(7);
  for (const name of names) {
    const { text, problems, fingerprint } = resolved[name] as ResolvedStack;
    const fault = native[name] as Fault;
    const [own, other] = [bare(placesIn(text)), bare(placesIn(textOf(fault)))];
    expect({ name, innermost: own[0] }).toEqual({ name, innermost: other[0] });
    expect(problems).toEqual([]);
    if (!INLINED[build]?.includes(name))
      expect({ name, text, fingerprint }).toMatchObject({ fingerprint: fingerprintOf(fault) });
  }
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'binnacle-maps-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(builds)('%s', (name, build) => {
  test('in Node', async () => {
    const out = join(folder, `node-${name}`);
    await build(out, 'node');
    const faults = inNode(join(out, 'app.js'));
    expect(placesIn(textOf(faults.private as Fault))).toEqual([]);
    expectSame(name, await resolveAll(faults, out), inNode(shop));
  }, 60_000);
});

test('without the code, callers tell the names', async () => {
  const out = join(folder, 'node-maps-only');
  await builds[0]?.[1](out, 'node');
  const faults = inNode(join(out, 'app.js'));
  rmSync(join(out, 'app.js'));
  const { generator, method } = await resolveAll(faults, out);
  expect(placesIn(generator?.text ?? '').slice(0, 3)).toEqual([
    'refuse pricing.js:7',
    'checkPrice pricing.js:10',
    'lines orders.js:19',
  ]);
  expect(placesIn(method?.text ?? '').slice(0, 2)).toEqual(['send-mail orders.js:8', 'notify orders.js:23']);
});

const executable = chromiumOrSkip();
(executable ? describe : describe.skip)('in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
    server = createServer((request, response) => {
      const path = decodeURI((request.url ?? '').replace(/\?.*/, ''));
      if (path === '/favicon.ico') return void response.writeHead(404).end();
      if (path.endsWith('.js')) {
        const file = path.startsWith('/shop/') ? join(shop, '../..', path) : join(folder, path);
        return void response.setHeader('content-type', 'text/javascript').end(readFileSync(file));
      }
      response
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html><script type="module" src="${path}.js?v=1"></script>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const inPage = async (path: string): Promise<Faults> => {
    const page = await browser.context.newPage();
    await page.goto(`${url}/${path}`, { waitUntil: 'load' });
    const faults = (await page.evaluate('throwAll()')) as Faults;
    await page.close();
    return faults;
  };

  test.each(builds)(
    '%s',
    async (name, build) => {
      await build(join(folder, `web-${name}`), 'web');
      const faults = await inPage(`web-${name}/app`);
      expectSame(name, await resolveAll(faults, join(folder, `web-${name}`)), await inPage('shop/main'));
    },
    60_000,
  );
});
