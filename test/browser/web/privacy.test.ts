// What leaves a page, and what stays in it: consent, signals of the browser, secrets, other people's rules.
import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pageOf } from './site.ts';
import { describeSite, eventually } from './site-suite.ts';

/** Everything a page can store in. */
const STORED = `(async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
  databases: (await indexedDB.databases()).map(({ name }) => name),
}))()`;
const NOTHING = { local: [], session: [], cookie: '', databases: [] };

describeSite('privacy', (visit) => {
  beforeEach(async () => {
    visit.site.reset();
    const page = await visit.open('/plain');
    await page.evaluate(`localStorage.clear(); sessionStorage.clear(); indexedDB.deleteDatabase('binnacle')`);
    await page.close();
  });
  const html = (options: string, body = ''): string =>
    pageOf(`{ service: 'shop', endpoint: location.origin${options} }`, body);
  const BUSY = '<button id="go" onclick="fetch(\'/api/200/x\')">Go</button>';

  /** The page is used, and every request that it makes is seen through the browser's protocol. */
  const use = async (
    before?: (page: Page) => Promise<unknown>,
  ): Promise<{ page: Page; exports: string[] }> => {
    const page = await visit.context.newPage();
    const exports: string[] = [];
    const protocol = await visit.context.newCDPSession(page);
    await protocol.send('Network.enable');
    protocol.on('Network.requestWillBeSent', ({ request }) => {
      if (request.url.includes('/v1/')) exports.push(request.url);
    });
    await before?.(page);
    await page.goto(visit.site.url);
    await page.click('#go');
    await page.evaluate(`rum.track('used'); rum.setUser('jo@example.com'); rum.flush()`);
    return { page, exports };
  };

  test.each([
    ['consent is required and not given', ", consent: 'required', store: true", undefined],
    ['it is switched off', ', enabled: false', undefined],
    [
      'the browser says Global Privacy Control',
      '',
      `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true })`,
    ],
    [
      'the browser says Do Not Track and that is honoured',
      ', doNotTrack: true',
      `Object.defineProperty(Navigator.prototype, 'doNotTrack', { value: '1' })`,
    ],
  ])('no request and no storage while %s', async (_what, options, script) => {
    visit.site.pages.set('/', { html: html(options, BUSY) });
    const { page, exports } = await use(script ? (fresh) => fresh.addInitScript(script) : undefined);
    expect(await page.evaluate(STORED)).toEqual(NOTHING);
    expect(await page.evaluate(`/native code/.test(Function.prototype.toString.call(fetch))`)).toBe(true);
    await page.close();
    expect(exports).toEqual([]);
    expect(visit.site.bodies).toEqual([]);
    const request = visit.site.requests.find(({ path }) => path.startsWith('/api/'));
    expect(request?.headers.traceparent).toBeUndefined();
  });

  test('given, it begins; taken back, it ends and forgets', async () => {
    visit.site.pages.set('/', { html: html(", consent: 'required'", BUSY) });
    const { page } = await use();
    await page.evaluate(`rum.setConsent(true); rum.track('agreed'); rum.flush()`);
    await eventually(() => visit.site.events.find(({ name }) => name === 'agreed'), 'the event');
    expect(await page.evaluate(STORED)).not.toEqual(NOTHING);
    await page.evaluate(`rum.track('taken back'); rum.setConsent(false); rum.track('after'); rum.flush()`);
    expect(await page.evaluate(STORED)).toEqual(NOTHING);
    await page.close();
    expect(visit.site.bodies.join()).not.toMatch(/taken back|after/);
  });

  test('a user is a hash', async () => {
    visit.site.pages.set('/', { html: html('', BUSY) });
    const { page } = await use();
    await page.evaluate(
      `rum.setUser('jo@example.com').then(() => { rum.track('known'); return rum.flush(); })`,
    );
    const known = await eventually(() => visit.site.events.find(({ name }) => name === 'known'), 'the event');
    expect(known.attributes['user.hash']).toMatch(/^[\da-f]{64}$/);
    await page.close();
  });

  test('no secret leaves in URLs, attributes, names, messages or stacks', async () => {
    const secrets = [
      'jo@example.com',
      '4111111111111111',
      'hunter2-is-it',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx',
      'ghp_0123456789abcdefghijklmnopqrstuvwxyz',
    ];
    visit.site.pages.set('/', { html: html(', consoleErrors: true', BUSY) });
    const page = await visit.open(
      `/?email=${secrets[0]}&token=${secrets[2]}&next=${encodeURIComponent(`/a?code=${secrets[3]}`)}#access_token=${secrets[4]}`,
    );
    await page.evaluate(`(async (secrets) => {
      history.pushState({}, '', '/u/' + secrets[0] + '?card=' + secrets[1]);
      for (const secret of secrets) {
        await fetch('/api/200/x?password=' + secret + '&q=' + encodeURIComponent(secret.includes('hunter') ? '' : secret));
        rum.track('event', { note: secret.includes('hunter') ? 'password: ' + secret : 'is ' + secret, password: secret });
        rum.recordError(new Error(secret.includes('hunter') ? 'token=' + secret : secret));
        console.error(secret.includes('hunter') ? 'token=' + secret : secret);
        rum.transaction(secret.includes('hunter') ? 'pwd=' + secret : secret, () => {});
      }
      await rum.flush();
    })(${JSON.stringify(secrets)})`);
    await page.close();
    await eventually(() => visit.site.events.find(({ name }) => name === 'browser.view'), 'the end');
    const sent = visit.site.bodies.join('\n');
    for (const secret of secrets)
      expect(
        sent.includes(secret)
          ? sent.slice(Math.max(0, sent.indexOf(secret) - 200), sent.indexOf(secret) + 60)
          : 'gone',
      ).toBe('gone');
  });

  test('a strict policy and Trusted Types report nothing', async () => {
    const nonce = 'abc123';
    const policy = `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`;
    visit.site.pages.set('/', {
      html: html('', BUSY.replace(/ onclick="[^"]*"/, '')).replace('<script', `<script nonce="${nonce}"`),
      headers: { 'content-security-policy': policy },
    });
    const page = await visit.context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(visit.site.url);
    await page.click('#go');
    await page.close();
    await eventually(() => visit.site.events.find(({ name }) => name === 'browser.web_vital'), 'vitals');
    expect(complaints).toEqual([]);
    expect(visit.site.events.filter(({ name }) => name === 'browser.csp_violation')).toEqual([]);
  });
});
