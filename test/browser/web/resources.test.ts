// Resources that are slow, and those with which a page is over its budgets.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pageOf, type SentEvent } from './site.ts';
import { describeSite, eventually, untilWatched } from './site-suite.ts';

interface EntryJson {
  readonly name: string;
  readonly duration: number;
  readonly transferSize: number;
}

/** So long is slow, with what a timer may be too early. */
const SLOW_MILLIS = 1_050;

/** Bytes of each style sheet, without its headers. */
const STYLE_BYTES = 10_000;

describeSite('resources of a page', (visit) => {
  let assets: Server;
  let url: string;
  beforeAll(async () => {
    assets = createServer((request, response) => {
      // The browser tells a page of another origin all times and sizes where that says so.
      response.setHeader('timing-allow-origin', '*').setHeader('access-control-allow-origin', '*');
      if (request.url?.startsWith('/slow')) setTimeout(() => response.end('late'), SLOW_MILLIS);
      else response.setHeader('content-type', 'text/css').end('/*'.padEnd(STYLE_BYTES - 2, '-').concat('*/'));
    });
    await new Promise<void>((resolve) => assets.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(assets.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    assets?.closeAllConnections();
    assets?.close();
  });
  beforeEach(() => visit.site.reset());
  const told = (): SentEvent[] => visit.site.events.filter(({ name }) => name === 'browser.resource_timing');

  /** Loads style sheets one after another, and a text that takes long. */
  const use = async (options: string, hasSlow: boolean): Promise<Record<string, EntryJson>> => {
    visit.site.pages.set('/', {
      html: pageOf(`{ service: 'shop', endpoint: location.origin${options} }`),
    });
    const page = await visit.open();
    await untilWatched(page);
    await page.evaluate(`(async () => {
      // Told behind ours, which was there before.
      globalThis.told = 0;
      new PerformanceObserver((list) => {
        told += list.getEntries().filter(({ name }) => name.startsWith('${url}')).length;
      }).observe({ type: 'resource', buffered: true });
      for (const name of ['one', 'two', 'three', 'four']) await new Promise((done) => {
        document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', crossOrigin: 'anonymous', href: '${url}/' + name, onload: done }));
      });
      ${hasSlow ? `await (await fetch('${url}/slow?token=hunter2-is-it')).text();` : ''}
    })()`);
    const count = hasSlow ? 5 : 4;
    const entries = `performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('${url}'))`;
    await page.waitForFunction(`told === ${count}`);
    const found = (await page.evaluate(`${entries}.map((entry) => entry.toJSON())`)) as EntryJson[];
    await page.close();
    await eventually(() => visit.site.events.find(({ name }) => name === 'browser.view'), 'the end');
    return Object.fromEntries(found.map((entry) => [new URL(entry.name).pathname, entry]));
  };

  test('the one that took its type over the budget is told of, once', async () => {
    const entries = await use(', budgets: { link: 25_000, script: 10_000_000, img: 0 }', false);
    const entry = entries['/three'];
    // Two are below the budget, with their headers; the third is over it.
    expect(entry?.transferSize).toBeGreaterThan(STYLE_BYTES);
    expect(told().map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({
        'url.full': `${url}/three`,
        'browser.resource_timing.type': 'link',
        'browser.resource_timing.duration': entry?.duration,
        'browser.resource_timing.transfer_size': entry?.transferSize,
        'browser.resource_timing.response_status': 200,
        'browser.resource_timing.budget': 25_000,
      }),
    ]);
  });

  test('one that took more than a second is told of without a budget, and without its secrets', async () => {
    const entries = await use('', true);
    const entry = entries['/slow'];
    expect(entry?.duration).toBeGreaterThan(1_000);
    expect(told()).toHaveLength(1);
    const { attributes, millis } = told()[0] as SentEvent;
    expect(attributes).toMatchObject({
      'browser.resource_timing.type': 'fetch',
      'browser.resource_timing.duration': entry?.duration,
      'browser.resource_timing.transfer_size': entry?.transferSize,
      'browser.resource_timing.response_status': 200,
    });
    expect(attributes['url.full']).toMatch(/\/slow\?token=/);
    expect(visit.site.bodies.join()).not.toContain('hunter2');
    expect(attributes['browser.resource_timing.budget']).toBeUndefined();
    // When it began, not when it was seen.
    const span = await eventually(
      () => visit.site.spans.find(({ attributes: own }) => `${own['url.full']}`.includes('/slow')),
      'the span of the request',
    );
    // Times of entries are rounded.
    expect(millis).toBeGreaterThan(span.startMillis - 1);
    expect(millis).toBeLessThan(span.endMillis - SLOW_MILLIS / 2);
  });
});
