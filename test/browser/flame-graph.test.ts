// The page of `binnacle profile flame` in a real browser.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { renderHtml } from '../../src/cli/commands/profile/render-html.ts';
import { callTree } from '../../src/core/profiling/call-tree.ts';
import { hotFunctions, totalOf } from '../../src/core/profiling/hot-functions.ts';
import { profileOf } from '../core/profiling/profiles.ts';
import { type Browser, chromiumOrSkip, launchChromium } from './chromium.ts';

const executable = chromiumOrSkip();
const suite = executable ? describe : describe.skip;

const PROFILE = profileOf([
  ['main>handle>burn', 300],
  ['main>handle>render', 200],
  ['main>parse', 100],
]);

suite('a flame graph as a page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-flame-'));
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const faults: string[] = [];
  beforeAll(async () => {
    const file = join(folder, 'flame.html');
    writeFileSync(
      file,
      renderHtml({
        title: 'shop',
        type: { type: 'cpu', unit: 'nanoseconds' },
        total: totalOf(PROFILE, 1),
        tree: callTree(PROFILE, 1, 0),
        functions: hotFunctions(PROFILE, 1),
      }),
    );
    browser = await launchChromium(executable ?? '');
    page = await browser.context.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => faults.push(message.text()));
    await page.goto(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const box = (name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) });
  const widthOf = async (name: string): Promise<number> => (await box(name).boundingBox())?.width ?? 0;

  test('is as wide as what each function costs', async () => {
    const whole = await widthOf('main');
    expect((await widthOf('burn')) / whole).toBeCloseTo(0.5, 2);
    expect((await widthOf('parse')) / whole).toBeCloseTo(1 / 6, 2);
  });

  test('finds functions and says how much they cost together', async () => {
    await page.getByLabel('Search functions and files').fill('src/re');
    expect(await page.locator('#found').textContent()).toBe('1 found, 33.3 %');
    expect(await box('render').getAttribute('class')).toContain('found');
    await page.getByLabel('Search functions and files').fill('');
  });

  test('is zoomed by the keyboard, and shows all again', async () => {
    const whole = await widthOf('main');
    await box('burn').focus();
    expect(await page.locator('#words').textContent()).toBe('burn, src/burn.js:3, 3.00 s, 50.0 %');
    await page.keyboard.press('Enter');
    expect(await widthOf('burn')).toBeCloseTo(whole, 0);
    expect(await box('render').isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    expect(await box('render').isVisible()).toBe(true);
  });

  test('has the same as a table, asks nobody and has no fault', async () => {
    expect(await page.getByRole('row').count()).toBe(1 + hotFunctions(PROFILE, 1).length);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(faults).toEqual([]);
  });
});
