// What leaves a page, and what stays in it: consent, signals of the browser, secrets, other people's rules.
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { bundlePage } from '../../../scripts/build-web-bundle.ts';
import { pageOf } from './site.ts';
import { describeSite, eventually, untilWatched } from './site-suite.ts';
import { storedBatches } from './stored-batches.ts';
import { type Seen, watchPage } from './watch-page.ts';

const root = join(import.meta.dirname, '../../..');

/** Everything a page can store in. */
const STORED = `(async () => ({
  local: Object.keys(localStorage).sort(), session: Object.keys(sessionStorage), cookie: document.cookie,
  databases: (await indexedDB.databases()).map(({ name }) => name),
}))()`;
const NOTHING = { local: [], session: [], cookie: '', databases: [] };

describeSite('privacy', (visit) => {
  beforeEach(() => visit.site.reset());
  const html = (options: string, body = ''): string =>
    pageOf(`{ service: 'shop', endpoint: location.origin${options} }`, body);
  const BUSY = '<button id="go" onclick="fetch(\'/api/200/x\')">Go</button>';

  /** The page is used, and all that it asks for and stores is seen through the browser's protocol. */
  const use = async (before?: (page: Page) => Promise<unknown>): Promise<{ page: Page; seen: Seen }> => {
    const page = await visit.context.newPage();
    const seen = await watchPage(page, visit.site.url);
    await before?.(page);
    await page.goto(visit.site.url);
    await page.click('#go');
    await page.evaluate(`rum.track('used'); rum.setUser('jo@example.com'); rum.flush()`);
    return { page, seen };
  };

  test.each([
    ['consent is required and not given', ", consent: 'required', store: true", undefined],
    ['consent is a word that is not known', ", consent: 'denied'", undefined],
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
  ])('no request and no storage while %s', async (_what, options, before) => {
    visit.site.pages.set('/', { html: html(options, BUSY) });
    const { page, seen } = await use(before ? (fresh) => fresh.addInitScript(before) : undefined);
    await page.waitForFunction(
      `performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/api/200/x'))`,
    );
    // To refuse what was not given stores nothing either.
    await page.evaluate('rum.setConsent(false)');
    expect(await seen.stored()).toEqual({ changes: [], local: [], session: [], cookies: [], databases: [] });
    expect(await page.evaluate(STORED)).toEqual(NOTHING);
    expect(await page.evaluate(`/native code/.test(Function.prototype.toString.call(fetch))`)).toBe(true);
    await page.close();
    // What is loaded later is not asked for either.
    const script = visit.site.files.get('/lib/page.js') ?? '';
    const parts = [...script.matchAll(/from\s*"\.(\/[^"]+)"/g)].map(([, file]) => `GET /lib${file}`);
    expect(seen.requests.sort()).toEqual(['GET /', 'GET /api/200/x', ...parts, 'GET /lib/page.js'].sort());
    expect(visit.site.bodies).toEqual([]);
    const request = visit.site.requests.find(({ path }) => path.startsWith('/api/'));
    expect(request?.headers.traceparent).toBeUndefined();
  });

  test.each([
    ['Global Privacy Control', ', globalPrivacyControl: false', `'globalPrivacyControl', { value: true }`],
    ['Do Not Track', '', `'doNotTrack', { value: '1' }`],
  ])('%s stops nothing where it is not to be honoured', async (_what, options, signal) => {
    visit.site.pages.set('/', { html: html(options, BUSY) });
    const { page } = await use((fresh) =>
      fresh.addInitScript(`Object.defineProperty(Navigator.prototype, ${signal})`),
    );
    await eventually(() => visit.site.events.find(({ name }) => name === 'used'), 'the event');
    await page.close();
  });

  test('the protocol sees requests and each kind of storage where nobody objects', async () => {
    visit.site.pages.set('/', { html: html(', store: true', BUSY) });
    visit.site.status = 503;
    const { page, seen } = await use();
    await eventually(async () => (await storedBatches(page)).length > 0, 'a stored batch');
    await untilWatched(page);
    expect(seen.requests).toEqual(expect.arrayContaining(['POST /v1/logs']));
    const stored = await seen.stored();
    expect(stored).toMatchObject({
      local: ['binnacle.session'],
      session: ['binnacle.open'],
      cookies: [],
      databases: ['binnacle'],
    });
    expect(stored.changes).toEqual(
      expect.arrayContaining(['local binnacle.session', 'session binnacle.open']),
    );
    await page.close();
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

  test.each([
    ['on the page that it was given on', true],
    ['on a later page, before anything has begun', false],
  ])('taken back %s, nothing stays in any storage', async (_what, isRunning) => {
    visit.site.pages.set('/', { html: html(", consent: 'required', store: true", BUSY) });
    const { page } = await use();
    visit.site.status = 503;
    await page.evaluate(
      `rum.setConsent(true); rum.track('kept'); localStorage.setItem('binnacle.replay', 'x'); rum.flush()`,
    );
    await eventually(async () => (await storedBatches(page)).length > 0, 'a stored batch');
    expect(await page.evaluate(STORED)).toMatchObject({
      local: ['binnacle.replay', 'binnacle.session'],
      databases: ['binnacle'],
    });
    if (!isRunning) await page.reload();
    await page.evaluate('rum.setConsent(false)');
    await eventually(
      async () => (await page.evaluate<typeof NOTHING>(STORED)).databases.length === 0,
      'no database',
    );
    expect(await page.evaluate(STORED)).toEqual(NOTHING);
    visit.site.status = 200;
    await page.evaluate(`rum.setConsent(true); rum.track('later'); rum.flush()`);
    await eventually(() => visit.site.events.find(({ name }) => name === 'later'), 'what comes later');
    await page.close();
    expect(visit.site.bodies.join()).not.toContain('"kept"');
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
    visit.site.pages.set('/', {
      html: html(', consoleErrors: true', BUSY),
      headers: { 'content-security-policy': "img-src 'self'" },
    });
    const page = await visit.context.newPage();
    await page.goto(
      `${visit.site.url}/?email=${secrets[0]}&token=${secrets[2]}&next=${encodeURIComponent(`/a?code=${secrets[3]}`)}#access_token=${secrets[4]}`,
      { referer: `${visit.site.url}/from?token=${secrets[2]}&email=${secrets[0]}` },
    );
    await page.evaluate(`(async (secrets) => {
      /** What cannot be loaded, or may not be. */
      const failing = (type, src) => new Promise((done) => {
        document.body.append(Object.assign(document.createElement(type), { src, onerror: done }));
      });
      for (const secret of secrets) {
        const query = '?password=' + secret + (secret.includes('hunter') ? '' : '&q=' + secret);
        await failing('script', '/api/404/x.js' + query);
        await failing('img', 'http://other.test/a.png' + query);
        rum.setView('/of' + query);
      }
      history.pushState({}, '', '/u/' + secrets[0] + '?card=' + secrets[1]);
      for (const secret of secrets) {
        await fetch('/api/200/x?password=' + secret + '&q=' + encodeURIComponent(secret.includes('hunter') ? '' : secret));
        rum.track('event', { note: secret.includes('hunter') ? 'password: ' + secret : 'is ' + secret, password: secret });
        rum.recordError(new Error(secret.includes('hunter') ? 'token=' + secret : secret));
        console.error(secret.includes('hunter') ? 'token=' + secret : secret);
        if (!secret.includes('hunter')) rum.track('bought by ' + secret, { ['of ' + secret]: 1 });
        rum.transaction(secret.includes('hunter') ? 'pwd=' + secret : secret, () => {});
      }
      await rum.flush();
    })(${JSON.stringify(secrets)})`);
    await page.close();
    await eventually(() => visit.site.events.find(({ name }) => name === 'browser.view'), 'the end');
    const sent = visit.site.bodies.join('\n');
    for (const name of ['browser.resource_error', 'browser.csp_violation'])
      expect(visit.site.events.filter((event) => event.name === name).length).toBeGreaterThanOrEqual(
        secrets.length,
      );
    expect(sent).toContain('/from?token=REDACTED');
    for (const secret of secrets)
      expect(
        sent.includes(secret)
          ? sent.slice(Math.max(0, sent.indexOf(secret) - 200), sent.indexOf(secret) + 60)
          : 'gone',
      ).toBe('gone');
  });

  test('all rules of the engine clean what a page tells where it is handed over', async () => {
    const parts = await bundlePage(root, "export { createRedactor } from './src/core/redaction/index.ts';");
    visit.site.files.set('/engine.js', parts.map(({ text }) => text).join('\n'));
    const options = ", redaction: (await import('/engine.js')).createRedactor()";
    visit.site.pages.set('/', { html: html(options, BUSY) });
    // None of these is known to the compact rules.
    const secrets = ['+47 912 34 567', '203.0.113.77', '078-05-1120'];
    const page = await visit.open(`/?q=${encodeURIComponent(secrets[0] ?? '')}`);
    await page.waitForFunction('globalThis.rum');
    await page.evaluate(`(async (secrets) => {
      for (const secret of secrets) {
        await fetch('/api/200/x?q=' + encodeURIComponent(secret));
        rum.track('bought', { note: 'by ' + secret });
        const error = new Error('refused for ' + secret);
        error.stack = 'Error\\n at ' + secret;
        rum.recordError(error);
        rum.transaction('for ' + secret, () => {});
      }
      await rum.flush();
    })(${JSON.stringify(secrets)})`);
    await page.close();
    await eventually(() => visit.site.events.find(({ name }) => name === 'browser.view'), 'the end');
    const sent = visit.site.bodies.join('\n');
    for (const mark of ['by [REDACTED:phone]', 'for [REDACTED:ipv4]', 'for [REDACTED:us-ssn]'])
      expect(sent).toContain(mark);
    for (const secret of secrets)
      for (const text of [secret, encodeURIComponent(secret)])
        expect([text, sent.includes(text)]).toEqual([text, false]);
  });

  test('nothing that is typed, shown or stored in a page leaves it, nor waits in its store', async () => {
    const canary = (where: string): string => `canary-${where}-x7q`;
    const stored = ['local', 'session', 'cookie'].map(canary).join();
    const body = `<form id="form" onsubmit="event.preventDefault(); throw new Error('refused')">
<label>${canary('label')} <input id="text" name="nick" placeholder="${canary('placeholder')}"></label>
<input id="password" type="password"><textarea id="area"></textarea><div id="edited" contenteditable="true"></div>
<select id="select"><option>none</option><option value="${canary('option')}">${canary('option-text')}</option></select>
<input type="hidden" value="${canary('hidden')}"><button id="send" title="${canary('title')}">${canary('button')}</button></form>
<h1 class="head">${canary('heading')}</h1><a id="dead" href="javascript:void 0" aria-label="${canary('aria')}">${canary('link')}</a>
<p data-user="${canary('data')}">${canary('paragraph')}</p>
<script>localStorage.setItem('cart', '${canary('local')}'); sessionStorage.setItem('draft', '${canary('session')}');
document.cookie = 'login=${canary('cookie')}';</script>`;
    visit.site.pages.set('/', { html: html(', store: true, consoleErrors: true, measures: true', body) });
    visit.site.status = 503;
    const page = await visit.open();
    await untilWatched(page);
    expect(
      await page.evaluate('[localStorage.cart, sessionStorage.draft, document.cookie.slice(6)].join()'),
    ).toBe(stored);
    for (const id of ['text', 'password', 'area', 'edited']) {
      await page.click(`#${id}`);
      await page.keyboard.type(canary(id));
    }
    await page.selectOption('#select', { index: 1 });
    await page.click('h1');
    await page.click('#dead', { clickCount: 3 });
    await page.click('#send');
    await page.evaluate(`(async () => {
      const value = document.getElementById('password').value;
      await fetch('/api/200/x', { method: 'POST', body: value, headers: { 'x-secret': value } });
      await (await fetch('/plain')).text();
      history.pushState({ value }, '', '/next?password=' + value);
      rum.track('typed', { password: value });
      await rum.flush();
    })()`);
    const waiting = await eventually(async () => {
      const found = JSON.stringify(await storedBatches(page));
      return found.includes('refused') && found;
    }, 'a stored batch with the error');
    expect(waiting).not.toContain('canary');
    await page.close();
    visit.site.status = 200;
    const next = await visit.open();
    await next.evaluate('rum.flush()');
    for (const name of ['exception', 'browser.frustration', 'browser.view', 'typed'])
      await eventually(() => visit.site.events.find((event) => event.name === name), name);
    await next.close();
    expect(visit.site.requests.find(({ method }) => method === 'POST')?.headers['x-secret']).toBe(
      canary('password'),
    );
    const sent = visit.site.bodies.join('\n');
    const at = sent.indexOf('canary');
    expect(at < 0 ? 'nowhere' : sent.slice(Math.max(0, at - 200), at + 60)).toBe('nowhere');
    await visit.context.clearCookies();
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
    await untilWatched(page);
    await page.click('#go');
    await page.close();
    await eventually(() => visit.site.events.find(({ name }) => name === 'browser.web_vital'), 'vitals');
    expect(complaints).toEqual([]);
    expect(visit.site.events.filter(({ name }) => name === 'browser.csp_violation')).toEqual([]);
  });
});
