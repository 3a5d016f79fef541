// A server renders without a word of complaint, and the page takes its markup over.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, test } from '@jest/globals';
import { describeSite, eventually } from '../web/site-suite.ts';
import { appVisit } from './app-suite.ts';
import type { AppBuild } from './bundle-app.ts';

/** Runs a program that comes by its standard input. */
const run = async (program: string): Promise<{ code: number; stdout: string; stderr: string }> => {
  const child = spawn(process.execPath, ['--input-type=commonjs', '-'], { stdio: 'pipe' });
  child.stdin.end(program);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
};

describeSite('server rendering of React applications', (visit) => {
  const application = appVisit(visit);
  beforeEach(() => visit.site.reset());

  test.each([
    [19, 'production'],
    [19, 'development'],
    [18, 'production'],
    [18, 'development'],
  ] as const)('React %s in %s', async (react, mode) => {
    const app = (entry: string): AppBuild => ({ entry, react, mode });
    const { code, stdout, stderr } = await run(await application.apps.server(app('server.jsx')));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('id="more"');

    const { page, complaints } = await application.open(app('hydrate.jsx'), '', stdout);
    await page.click('#more');
    await page.waitForFunction(`document.getElementById('more').textContent === '1'`);
    expect(complaints).toEqual([]);
    await page.evaluate('rum.flush()');
    expect(visit.site.events.filter(({ name }) => name === 'exception')).toEqual([]);

    await page.click('#fail');
    await page.waitForSelector('#fallback');
    await page.close();
    const error = await eventually(
      () => visit.site.events.find(({ attributes }) => attributes['exception.message'] === 'not again'),
      'the error',
    );
    expect(error.attributes['react.component_stack']).toBeDefined();
    const renders = await eventually(() => {
      const found = visit.site.events.filter(({ name }) => name === 'react.render');
      return found.length >= 2 && found;
    }, 'renders');
    expect(
      renders.map(({ attributes }) => [
        attributes['react.component'],
        attributes['react.render.phase'],
        attributes['react.render.count'],
      ]),
    ).toEqual(expect.arrayContaining([['Basket', 'mount', 1]]));
  });
});
