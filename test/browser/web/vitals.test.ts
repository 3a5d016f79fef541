// What a page tells of its speed and of where it runs is what the browser itself says of both.
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthority, hasOpenssl } from '../../node/exporters/certificates.ts';
import { pageOf, type SentEvent } from './site.ts';
import { describeSite, eventually, untilWatched } from './site-suite.ts';
import { SOFT_BODY, useSoftPage, useVitalsPage, VITALS_BODY } from './vitals-page.ts';

describeSite('the speed of a page', (visit) => {
  beforeEach(() => visit.site.reset());
  const html = (body = ''): string => pageOf(`{ service: 'shop', endpoint: location.origin }`, body);
  const named = (name: string): SentEvent[] => visit.site.events.filter((event) => event.name === name);
  const first = (name: string): Promise<SentEvent> => eventually(() => named(name)[0], name);
  const vitals = (): SentEvent['attributes'][] =>
    named('browser.web_vital').map(({ attributes }) => attributes);

  test('vitals are those of the library alone and of the browser', async () => {
    visit.site.pages.set('/', { html: html(VITALS_BODY) });
    const page = await visit.open();
    const { alone, attributions, browser } = await useVitalsPage(page, `${visit.site.url}/plain`);
    await page.close();
    await eventually(() => vitals().length >= 5, 'five vitals');
    const ours = Object.fromEntries(
      vitals().map((each) => [each['browser.web_vital.name'], each['browser.web_vital.value']]),
    );
    expect(ours).toEqual(browser);
    expect(ours).toEqual(alone);
    const ownAttributions = Object.fromEntries(
      vitals().map((each) => {
        const prefix = `browser.web_vital.${each['browser.web_vital.name']}.`;
        const own = Object.entries(each).filter(([key]) => key.startsWith(prefix));
        return [
          each['browser.web_vital.name'],
          Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value])),
        ];
      }),
    );
    const snakeCase = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
    expect(ownAttributions).toEqual(
      Object.fromEntries(
        Object.entries(attributions).map(([name, all]) => [
          name,
          Object.fromEntries(Object.entries(all).map(([key, value]) => [snakeCase(key), value])),
        ]),
      ),
    );
    expect(attributions.inp.totalScriptDuration).toBeGreaterThan(0);
    expect(ours.cls).toBeGreaterThan(0);
    expect(ours.lcp).toBeGreaterThan(0);
    expect(ours.inp).toBeGreaterThanOrEqual(120);
    const inp = vitals().find((each) => each['browser.web_vital.name'] === 'inp');
    expect(inp?.['browser.web_vital.inp.interaction_target']).toContain('go');
  });

  test('frames that keep somebody waiting, with their longest script, are the browser’s', async () => {
    visit.site.files.set(
      '/slow.js',
      `document.getElementById('go').onclick = () => { const end = performance.now() + 120; while (performance.now() < end); };
globalThis.long = [];
new PerformanceObserver((list) => {
  for (const { duration, blockingDuration, scripts } of list.getEntries()) {
    const [script] = [...scripts].sort((one, other) => other.duration - one.duration);
    if (blockingDuration) long.push({ duration, blocking: blockingDuration, invoker: script?.invoker, url: script?.sourceURL });
  }
}).observe({ type: 'long-animation-frame', buffered: true });`,
    );
    visit.site.pages.set('/', { html: html('<button id="go">Go</button><script src="/slow.js"></script>') });
    const page = await visit.open();
    await untilWatched(page);
    await page.click('#go');
    await page.waitForFunction(`long.some(({ invoker }) => invoker === 'BUTTON#go.onclick')`);
    const long = (await page.evaluate('long')) as { url?: string }[];
    await page.close();
    const told = await eventually(() => {
      const all = named('browser.long_animation_frame');
      return all.length >= long.length && all;
    }, 'the frames');
    const key = (name: string): string => `browser.long_animation_frame.${name}`;
    expect(
      told.map(({ attributes }) => ({
        duration: attributes[key('duration')],
        blocking: attributes[key('blocking_duration')],
        invoker: attributes[key('script.invoker')],
        url: attributes[key('script.url')],
      })),
    ).toEqual(expect.arrayContaining(long));
    expect(long.map(({ url }) => url)).toContain(`${visit.site.url}/slow.js`);
  });

  test('soft navigations have vitals of their own, those of the library alone and of the browser', async () => {
    visit.site.pages.set('/', { html: html(SOFT_BODY) });
    const page = await visit.open();
    const { alone, browser } = await useSoftPage(page, `${visit.site.url}/plain`);
    await page.close();
    const ours = await eventually(() => {
      const all = vitals().map((each) => [
        `${new URL(String(each['url.full'])).pathname} ${each['browser.web_vital.name']}`,
        each['browser.web_vital.value'],
      ]);
      return all.length >= Object.keys(alone).length && Object.fromEntries(all);
    }, 'as many vitals as the library has');
    expect(ours).toEqual(alone);
    expect(ours).toMatchObject(browser);
    const names = ['cls', 'fcp', 'inp', 'lcp', 'ttfb'];
    expect(Object.keys(browser).sort()).toEqual(
      ['/one', '/two'].flatMap((path) => names.map((name) => `${path} ${name}`)),
    );
  });

  describe('its navigation', () => {
    const authority = hasOpenssl() ? createAuthority() : undefined;
    let front: Server | undefined;
    let url: string;
    /** Before the site, with TLS where certificates can be made: the browser then has times of that too. */
    beforeAll(async () => {
      const { port } = new URL(visit.site.url);
      const onward = (socket: Socket): void => {
        const plain = connect(Number(port), '127.0.0.1');
        socket.pipe(plain).pipe(socket);
        for (const each of [socket, plain]) each.on('error', () => socket.destroy());
      };
      const { key = '', cert = '' } = authority?.issue('page') ?? {};
      front = authority
        ? createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, onward)
        : createServer(onward);
      await new Promise<void>((resolve) => front?.listen(0, '127.0.0.1', resolve));
      url = `${authority ? 'https' : 'http'}://localhost:${(front.address() as AddressInfo).port}/`;
    });
    afterAll(() => {
      front?.close();
      authority?.remove();
    });

    test('all times are the browser’s', async () => {
      visit.site.pages.set('/', { html: html('<h1>Hello</h1>') });
      const page = await visit.context.newPage();
      const protocol = await visit.context.newCDPSession(page);
      await protocol.send('Security.setIgnoreCertificateErrors', { ignore: true });
      await page.goto(url);
      await page.waitForFunction(
        `performance.getEntriesByType('navigation')[0].loadEventEnd && performance.getEntriesByName('first-paint')[0]`,
      );
      const [entry, firstPaint] = (await page.evaluate(
        `[performance.getEntriesByType('navigation')[0].toJSON(), performance.getEntriesByName('first-paint')[0].startTime]`,
      )) as [Record<string, unknown>, number];
      const { attributes } = await eventually(async () => {
        await page.evaluate('rum.flush()');
        return named('browser.navigation_timing')[0];
      }, 'the navigation');
      await page.close();
      const sent = Object.fromEntries(
        Object.entries(attributes).flatMap(([key, value]) =>
          key.startsWith('browser.navigation_timing.')
            ? [[key.split('.')[2]?.replaceAll('_', '').toLowerCase(), value]]
            : [],
        ),
      );
      expect(sent).toEqual({
        ...Object.fromEntries(
          Object.entries(entry).flatMap(([key, value]) =>
            typeof value === 'number' || key === 'type' ? [[key.toLowerCase(), value]] : [],
          ),
        ),
        firstpaint: firstPaint,
      });
      const of = (key: string): number => Number(attributes[`browser.navigation_timing.${key}`]);
      const order = [
        'domain_lookup_start',
        'domain_lookup_end',
        'connect_start',
        ...(authority ? ['secure_connection_start'] : []),
        'connect_end',
        'request_start',
        'response_start',
        'dom_interactive',
        'dom_content_loaded_event_end',
        'dom_complete',
        'load_event_end',
      ].map(of);
      expect(order).toEqual([...order].sort((one, other) => one - other));
      expect(order[0]).toBeGreaterThan(0);
      expect(of('first_paint')).toBeGreaterThan(of('response_start'));
    });
  });

  test('the first paint of a page that is loaded before it is painted', async () => {
    // A blank page is not painted.
    const later = `<script>addEventListener('load', () => setTimeout(() => document.body.append('Hello'), 100))</script>`;
    visit.site.pages.set('/', { html: html(later) });
    const page = await visit.open();
    const isPainted = `performance.getEntriesByName('first-paint')[0]?.startTime`;
    const painted = await eventually(() => page.evaluate<number | undefined>(isPainted), 'a paint');
    const { attributes } = await eventually(async () => {
      await page.evaluate('rum.flush()');
      return named('browser.navigation_timing')[0];
    }, 'the navigation');
    await page.close();
    expect(attributes['browser.navigation_timing.first_paint']).toBe(painted);
    expect(painted).toBeGreaterThan(Number(attributes['browser.navigation_timing.load_event_end']));
    const load = await eventually(
      () => visit.site.spans.find(({ name }) => name === 'documentLoad'),
      'its span',
    );
    // What comes later is not of the load.
    const millis = Number(attributes['browser.navigation_timing.load_event_end']);
    expect(load.endMillis - load.startMillis).toBeCloseTo(millis, 0);
  });

  test('a page that is left before it is painted tells its navigation all the same, once', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.open();
    await eventually(async () => {
      await page.evaluate('rum.flush()');
      return visit.site.spans.some(({ name }) => name === 'documentLoad');
    }, 'the load');
    expect(named('browser.navigation_timing')).toEqual([]);
    await page.goto(`${visit.site.url}/plain`);
    const { attributes } = await first('browser.navigation_timing');
    expect(attributes['browser.navigation_timing.first_paint']).toBeUndefined();
    expect(attributes['browser.navigation_timing.load_event_end']).toBeGreaterThan(0);
    await page.close();
    expect(named('browser.navigation_timing')).toHaveLength(1);
  });

  test('viewport, visibility, connection and device are those of the browser', async () => {
    visit.site.pages.set('/', { html: html() });
    const page = await visit.context.newPage();
    await page.setViewportSize({ width: 412, height: 915 });
    // As Chrome on Android has it.
    await page.addInitScript(
      `Object.defineProperty(NetworkInformation.prototype, 'type', { value: 'cellular', configurable: true })`,
    );
    const protocol = await visit.context.newCDPSession(page);
    await protocol.send('Emulation.setUserAgentOverride', {
      userAgent: 'Mozilla/5.0 (Linux; Android 16; K) Chrome/142.0.0.0 Mobile',
      acceptLanguage: 'nb-NO',
      userAgentMetadata: {
        brands: [{ brand: 'Own', version: '142' }],
        mobile: true,
        platform: 'Android',
        platformVersion: '16',
        architecture: '',
        model: 'K',
      },
    });
    await page.goto(visit.site.url);
    const seen = (await page.evaluate(`({
      width: innerWidth, height: innerHeight, visibility: document.visibilityState,
      connection: navigator.connection.effectiveType, network: navigator.connection.type, language: navigator.language, ...navigator.userAgentData.toJSON(),
    })`)) as Record<string, unknown>;
    await page.close();
    const { attributes, resource } = await first('browser.navigation');
    expect(seen).toMatchObject({
      width: 412,
      height: 915,
      network: 'cellular',
      mobile: true,
      platform: 'Android',
      language: 'nb-NO',
    });
    expect(attributes).toMatchObject({
      'browser.navigation.viewport.width': seen.width,
      'browser.navigation.viewport.height': seen.height,
      'browser.navigation.visibility': seen.visibility,
      'browser.navigation.connection.type': seen.connection,
      'browser.navigation.network.type': seen.network,
    });
    expect(resource).toMatchObject({
      'browser.brands': ['Own 142'],
      'browser.mobile': seen.mobile,
      'browser.platform': seen.platform,
      'browser.language': seen.language,
    });
  });
});
