// What `binnacle replay` writes, in a real browser: the page as it was recorded, the click, and nothing that runs or loads.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { buildPlayer } from '../../../scripts/build-player.ts';
import { type PlayerFiles, readPlayer, renderPage } from '../../../src/cli/commands/replay/page.ts';
import { readRecordings } from '../../../src/cli/commands/replay/read-recordings.ts';
import type { Recording } from '../../../src/player/recording.ts';
import { describeSite, eventually } from './site-suite.ts';

const directory = mkdtempSync(join(tmpdir(), 'player-'));

describeSite(
  'the page of a replay',
  (visit) => {
    let player: PlayerFiles;
    beforeAll(async () => {
      await buildPlayer(join(directory, 'dist', 'player'));
      player = readPlayer(directory);
    });
    afterAll(() => rmSync(directory, { recursive: true, force: true }));
    beforeEach(() => visit.site.reset());

    const complaints: string[] = [];
    const show = async (recordings: readonly Recording[]): Promise<Page> => {
      visit.site.pages.set('/replay', {
        html: renderPage({ service: 'shop', session: 'abc', recordings }, player),
      });
      const page = await visit.context.newPage();
      page.setDefaultTimeout(20_000);
      complaints.length = 0;
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${visit.site.url}/replay`);
      return page;
    };
    const inside = (page: Page) => page.frameLocator('#stage iframe');

    test('shows the masked page, then the click and what came of it', async () => {
      visit.site.pages.set('/', {
        html: `<!doctype html><meta charset="utf-8"><body><script type="module">
import { start, replay } from '/lib/page.js';
globalThis.rum = start({ service: 'shop', endpoint: location.origin, replay: replay({ unmask: ['.shown'] }) });
</script><style>#go { position: absolute; left: 200px; top: 100px; width: 80px; height: 40px }</style>
<h1>Ann's order</h1><input id="text" value="Ann"><p class="shown">Order</p>
<button id="go" onclick="this.insertAdjacentHTML('afterend', '<em>Sent, Ann</em>')">Go</button>`,
      });
      const recorded = await visit.open('/');
      await eventually(async () => {
        await recorded.evaluate('rum.flush()');
        return visit.site.bodies.join('').includes('session.replay.chunk');
      }, 'a recording');
      await recorded.click('#go');
      await recorded.close();
      const recordings = () =>
        readRecordings(visit.site.bodies.map((body) => JSON.parse(body) as unknown)).flatMap(
          (session) => session.recordings,
        );
      await eventually(() => JSON.stringify(recordings()).includes('"em"'), 'what came of the click');

      const page = await show(recordings());
      expect(await page.textContent('#session')).toBe('shop, session abc');
      await expect(inside(page).locator('h1').textContent()).resolves.toBe('***** *****');
      expect(await inside(page).locator('#text').inputValue()).toBe('***');
      expect(await inside(page).locator('.shown').textContent()).toBe('Order');
      expect(await inside(page).locator('em').count()).toBe(0);
      await page.click('#play');
      await inside(page).locator('em').waitFor();
      expect(await inside(page).locator('em').textContent()).toBe('***** ***');
      await page.getByRole('button', { name: 'Play' }).waitFor();
      const { left, top } = (await page.evaluate(
        `(() => { const { left, top } = document.querySelector('.replayer-mouse').style; return { left: parseFloat(left), top: parseFloat(top) }; })()`,
      )) as { left: number; top: number };
      expect(left).toBeGreaterThanOrEqual(200);
      expect(left).toBeLessThanOrEqual(280);
      expect(top).toBeGreaterThanOrEqual(100);
      expect(top).toBeLessThanOrEqual(140);
      // Back to the start.
      await page.press('#line', 'Home');
      await inside(page).locator('em').waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
      await page.close();
    });

    test('a recording that was made to harm runs nothing and loads nothing', async () => {
      const { url } = visit.site;
      const element = (
        id: number,
        tagName: string,
        attributes: object,
        childNodes: object[] = [],
      ): object => ({
        type: 2,
        id,
        tagName,
        attributes,
        childNodes,
      });
      const text = (id: number, textContent: string): object => ({ type: 3, id, textContent });
      const events = [
        { type: 4, timestamp: 1_000, data: { href: 'https://x.test/', width: 400, height: 300 } },
        {
          type: 2,
          timestamp: 1_001,
          data: {
            initialOffset: { top: 0, left: 0 },
            node: {
              type: 0,
              id: 1,
              childNodes: [
                element(2, 'html', {}, [
                  element(3, 'head', {}, [
                    element(4, 'script', {}, [text(5, 'top.harmed = 1; parent.harmed = 1')]),
                    element(6, 'meta', { 'http-equiv': 'refresh', content: `0;url=${url}/leak/refresh` }),
                    element(7, 'link', { rel: 'stylesheet', href: `${url}/leak/style` }),
                    element(8, 'style', { _cssText: `body { background: url(${url}/leak/background) }` }),
                  ]),
                  element(9, 'body', { onload: 'top.harmed = 2' }, [
                    element(10, 'img', { src: `${url}/leak/image`, onerror: 'top.harmed = 3' }),
                    element(11, 'iframe', { src: `${url}/leak/frame` }),
                    element(12, 'object', { data: `${url}/leak/object` }),
                    element(13, 'video', { src: `${url}/leak/video`, autoplay: '' }),
                    element(14, 'iframe', { srcdoc: '<script>top.harmed = 4</script>' }),
                    element(15, 'a', { href: 'javascript:top.harmed = 5', id: 'link' }, [text(16, 'link')]),
                    element(17, 'p', { id: 'there' }, [text(18, 'shown')]),
                  ]),
                ]),
              ],
            },
          },
        },
        { type: 3, timestamp: 1_100, data: { source: 1, positions: [{ x: 1, y: 1, id: 9, timeOffset: 0 }] } },
      ];
      const page = await show([
        {
          id: 'x',
          startMillis: 1_000,
          endMillis: 1_100,
          url: '<img src=x onerror="harmed = 6">',
          events,
          notes: ['<b>note</b>'],
        },
      ]);
      expect(await inside(page).locator('#there').textContent()).toBe('shown');
      await page.click('#play');
      await page.getByRole('button', { name: 'Play' }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.textContent('#notes')).toBe('<b>note</b>');
      expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
      expect(visit.site.requests.map(({ path }) => path).filter((path) => path.includes('leak'))).toEqual([]);
      await page.close();
    });
  },
  'replay',
);
