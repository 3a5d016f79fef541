// Session replay in a real browser: what is recorded, what never is, and when it ends.
import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type RecordedSession, readRecordings } from '../../../src/cli/commands/replay/read-recordings.ts';
import type { Recording, RecordingEvent } from '../../../src/player/recording.ts';
import { CHANGES, FORM, SECRETS, TYPED } from './replay-page.ts';
import { describeSite, eventually } from './site-suite.ts';

const SNAPSHOT = 2;
const CLICK = { source: 2, type: 2 };
/** Changes the page each time. */
const TURN = `out.className = 'turn' + performance.now()`;

describeSite(
  'session replay',
  (visit) => {
    beforeEach(() => visit.site.reset());

    const pageOf = (body: string, options = 'replay: replay()', attributes = ''): string =>
      `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body><script type="module"${attributes}>
import { start, replay } from '/lib/page.js';
globalThis.rum = start({ service: 'shop', endpoint: location.origin, ${options} });
</script>${body}`;
    const serve = (body: string, options?: string): void => {
      visit.site.pages.set('/', { html: pageOf(body, options) });
    };
    const sessions = (): readonly RecordedSession[] =>
      readRecordings(visit.site.bodies.map((body) => JSON.parse(body) as unknown));
    const recordings = (): readonly Recording[] => sessions().flatMap((session) => session.recordings);
    const chunks = () => visit.site.events.filter(({ name }) => name === 'session.replay.chunk');
    const isSnapshot = ({ type }: RecordingEvent): boolean => type === SNAPSHOT;
    const hasClick = ({ events }: Recording): boolean =>
      events.some(({ data }) => expect.objectContaining(CLICK).asymmetricMatch(data));
    /** The recorder is loaded and has seen the page. */
    const recorded = (page: Page, pages = 1): Promise<unknown> =>
      flushUntil(page, () => recordings().length >= pages, 'a recording');
    const isEnded = (): boolean => chunks().some(({ attributes }) => attributes['session.replay.end']);
    /** Does something in the page, has it send what there is, and again until it `isSo`. */
    const flushUntil = (page: Page, isSo: () => boolean, what: string, act = ''): Promise<unknown> =>
      eventually(async () => {
        await page.evaluate(`${act}; rum.flush()`);
        return isSo();
      }, what);
    /** What everything says that was sent: the bodies, and what was packed in them. */
    const sent = (): string => [...visit.site.bodies, JSON.stringify(sessions())].join('\n');
    const leak = (what: string, secret: string): string => {
      const at = what.indexOf(secret);
      return at < 0 ? 'gone' : what.slice(Math.max(0, at - 150), at + secret.length + 20);
    };

    test('no secret of a page is recorded, nor one that is typed or comes later', async () => {
      serve(FORM, "replay: replay({ unmask: ['.shown', 'input', '#password'], mask: ['.hidden', 'form'] })");
      const page = await visit.open('/?token=canary-page-query');
      await recorded(page);
      for (const [selector, text] of Object.entries(TYPED)) await page.fill(selector, text);
      await page.check('#check');
      await page.selectOption('#select', { index: 0 });
      await page.evaluate(CHANGES);
      await page.click('#go');
      await page.close();
      await eventually(() => recordings().some(hasClick), 'the click');
      const all = sent();
      for (const secret of [...SECRETS, 'canary-page-query'])
        expect({ secret, where: leak(all, secret) }).toEqual({ secret, where: 'gone' });
      expect(all).toContain('harmless words');
      expect(JSON.stringify(recordings())).not.toMatch(/"(?:checked|isChecked)":true/);
    });

    test('everything is masked unless it is said, and keeps its shape', async () => {
      serve('<h1 class="big" title="Ann">Hello Ann!</h1><p>words</p>');
      const page = await visit.open('/');
      await recorded(page);
      await page.close();
      const text = JSON.stringify(recordings());
      expect(text).toContain('***** ****');
      expect(text).toMatch(/"class":"big","title":"\*\*\*"/);
      expect(text).not.toMatch(/Hello|words|Ann/);
    });

    test('what is unmasked is still redacted, and passwords, codes and cards stay masked', async () => {
      serve(
        `<form><p title="shown-title" style="color: red">shown-text, mail ann@shop.test</p>
        <svg text="not-of-svg-3" viewBox="0 0 9 9"><path d="M1 2h3" data-note="shown-note"/></svg>
        <input id="plain" value="shown-value"><input id="password" type="password">
        <input id="code" autocomplete="one-time-code"><input id="card" autocomplete="section-a cc-number">
        <input id="new" type="password" autocomplete="new-password"><input type="checkbox" checked></form>
        <p text-note="canary-a" translation="canary-b" mask-hint="canary-c" data-state="canary-d" data-kept="kept-state" onclick="canary-e">canary-f</p>`,
        "replay: replay({ unmask: ['form'], keepAttributes: ['data-kept'] })",
      );
      const page = await visit.open('/');
      await recorded(page);
      for (const name of ['password', 'code', 'card', 'new']) await page.fill(`#${name}`, `canary-${name}`);
      // What shows a password must not show it to us.
      await page.evaluate(`document.querySelector('#password').type = 'text'`);
      await page.fill('#password', 'canary-shown');
      await page.fill('#plain', 'shown-typed');
      await page.press('#plain', 'Tab');
      await page.close();
      await eventually(() => sent().includes('shown-typed'), 'what was typed');
      const all = sent();
      for (const shown of ['title', 'text', 'note', 'value', 'typed'])
        expect(all).toContain(`shown-${shown}`);
      for (const kept of ['kept-state', 'M1 2h3', '0 0 9 9', '[REDACTED:email]', '"checked":true'])
        expect(all).toContain(kept);
      expect(leak(all, 'canary-')).toBe('gone');
      expect(all).not.toContain('ann@shop.test');
    });

    test('a chunk says what it is, and a page that closes at once loses nothing', async () => {
      serve('<button id="go">Go</button>');
      const page = await visit.open('/');
      await recorded(page);
      await page.click('#go');
      await page.close();
      await eventually(() => recordings().some(hasClick), 'the click');
      const [first, ...others] = chunks();
      expect(first?.attributes).toMatchObject({
        'session.id': expect.stringMatching(/^[\da-f]{32}$/),
        'session.replay.id': expect.stringMatching(/^[\da-f]{16}$/),
        'session.replay.sequence': 0,
        'session.replay.part': 0,
        'session.replay.parts': 1,
        'session.replay.encoding': 'gzip',
        'session.replay.dropped': 0,
      });
      expect(first?.attributes['session.replay.last_time']).toBeGreaterThanOrEqual(
        first?.attributes['session.replay.first_time'] as number,
      );
      expect(others.map(({ attributes }) => attributes['session.replay.encoding'])).toContain('none');
      expect(visit.site.bodies.join()).toContain('"scope":{"name":"binnacle.session_replay"}');
      expect(recordings()).toHaveLength(1);
      expect(recordings()[0]?.notes).toEqual([]);
    });

    test('a large page comes in parts, each below 60 KB', async () => {
      serve(`<script>
        const rows = [];
        for (let row = 0; row < 6000; row++) rows.push('<p id="r' + Math.random().toString(36).repeat(2) + '">' + 'x'.repeat(row % 40) + '</p>');
        document.body.insertAdjacentHTML('beforeend', rows.join(''));
      </script>`);
      const page = await visit.open('/');
      await recorded(page);
      await page.close();
      const parts = chunks().filter(({ attributes }) => attributes['session.replay.sequence'] === 0);
      expect(parts.length).toBeGreaterThan(1);
      for (const body of visit.site.bodies) expect(Buffer.byteLength(body)).toBeLessThan(60_000);
      expect(JSON.stringify(recordings()).match(/"tagName":"p"/g)).toHaveLength(6_000);
    });

    test('without CompressionStream it is sent as it is', async () => {
      serve('<p>words</p>');
      const page = await visit.context.newPage();
      await page.addInitScript('delete globalThis.CompressionStream');
      await page.goto(visit.site.url);
      await recorded(page);
      await page.close();
      expect(new Set(chunks().map(({ attributes }) => attributes['session.replay.encoding']))).toEqual(
        new Set(['none']),
      );
    });

    test.each([
      ['the option is not set', '', false],
      ['the option is false', 'replay: (replay(), false)', false],
      ['the sample has none', 'replay: replay({ sampleRate: 0 })', false],
      ['the session is not kept', 'replay: replay(), sampleRate: 0', false],
      ['a selector is none', "replay: replay({ unmask: ['p['] })", true],
      ['a selector of what is blocked is none', "replay: replay({ block: ['p['] })", true],
    ])('nothing is recorded while %s', async (_what, options, isLoaded) => {
      serve('<button id="go">Go</button>', `${options ? `${options},` : ''} env: (replay, {})`);
      const page = await visit.context.newPage();
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(request.url()));
      await page.goto(visit.site.url);
      await page.waitForLoadState('networkidle');
      await page.click('#go');
      await page.evaluate(`rum.recordError(new Error('seen')); rum.flush()`);
      await page.close();
      await eventually(() => visit.site.events.find(({ name }) => name === 'exception'), 'an error');
      expect(chunks()).toEqual([]);
      expect(loaded.some((url) => url.includes('record-sessions'))).toBe(isLoaded);
      expect(visit.site.events.filter(({ name }) => name === 'exception')).toHaveLength(1);
    });

    test('the flag in a meta tag switches it on', async () => {
      visit.site.pages.set('/', {
        html: pageOf('', 'env: (replay(), {})').replace(
          '<body>',
          '<meta name="RUM_SESSION_REPLAY_ENABLED" content="true"><body>',
        ),
      });
      const page = await visit.open('/');
      await recorded(page);
      await page.close();
    });

    test.each([
      ['3fffffff', true],
      ['80000000', false],
    ])('a session is in the sample or not, on all of its pages: %s', async (tail, isIn) => {
      serve('<p>page</p>', 'replay: replay({ sampleRate: 0.5 })');
      const id = '0'.repeat(24) + tail;
      const before = await visit.open('/plain');
      await before.evaluate(
        `localStorage.setItem('binnacle.session', '${id}.' + Date.now() + '.' + Date.now())`,
      );
      await before.close();
      for (const pages of [1, 2]) {
        const page = await visit.open('/');
        if (isIn) await recorded(page, pages);
        else await page.waitForLoadState('networkidle');
        await page.close();
      }
      await eventually(
        () => visit.site.events.filter(({ name }) => name === 'browser.view').length === 2,
        'the ends of both pages',
      );
      const [session] = sessions();
      expect(session?.id).toBe(isIn ? id : undefined);
      expect(session?.recordings.length ?? 0).toBe(isIn ? 2 : 0);
    });

    test('before consent nothing is loaded, stored or sent; without it nothing more', async () => {
      serve('<button id="go">Go</button>', "replay: replay(), consent: 'required'");
      const page = await visit.context.newPage();
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(request.url()));
      await page.goto(visit.site.url);
      await page.click('#go');
      await page.evaluate('rum.flush()');
      expect(loaded.filter((url) => /record-sessions|\/v1\//.test(url))).toEqual([]);
      await page.evaluate('rum.setConsent(true)');
      await recorded(page);
      expect(await page.evaluate('Object.keys(localStorage)')).toContain('binnacle.replay');
      await page.click('#go');
      await page.evaluate('rum.setConsent(false)');
      expect(await page.evaluate('Object.keys(localStorage)')).toEqual([]);
      const count = chunks().length;
      await page.click('#go');
      await page.evaluate('rum.flush()');
      await page.close();
      expect(chunks()).toHaveLength(count);
      expect(recordings().some(hasClick)).toBe(false);
    });

    test('ten thousand changes stay within the bounds, and the recording goes on with a snapshot', async () => {
      serve('<div id="list"></div>', 'replay: replay({ maxChangesPerSecond: 500 })');
      const page = await visit.open('/');
      await recorded(page);
      const before = visit.site.bodies.join('').length;
      await page.evaluate(`(async () => {
        for (let turn = 0; turn < 20; turn++) {
          for (let n = 0; n < 500; n++) {
            const row = document.createElement('p');
            row.className = 'row' + turn + '-' + n;
            list.append(row);
          }
          await new Promise(requestAnimationFrame);
        }
      })()`);
      const last = (): string => JSON.stringify(recordings()[0]?.events.findLast(isSnapshot));
      await flushUntil(page, () => last().includes('row19-499'), 'a snapshot after the last rest');
      await page.close();
      const { events = [], notes } = recordings()[0] ?? {};
      const added = events.map(({ data }) => (data as { adds?: unknown[] }).adds?.length ?? 0);
      expect(added.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1_500);
      expect(notes?.join()).toMatch(/changes? not recorded, because they were too many at once/);
      expect(visit.site.bodies.join('').length - before).toBeLessThan(400_000);
    });

    test.each([
      ['bytes', '{ maxBytes: 2_000 }'],
      ['duration', '{ maxMillis: 500 }'],
    ])('a session ends with its %s, and says so', async (why, options) => {
      serve('<button id="go">Go</button><div id="out"></div>', `replay: replay(${options})`);
      const page = await visit.open('/');
      await recorded(page);
      const change = `out.className = Array.from(crypto.getRandomValues(new Uint8Array(200)), String).join(' ')`;
      await flushUntil(page, isEnded, 'the end', change);
      const count = chunks().length;
      await page.click('#go');
      await page.evaluate('rum.flush()');
      // Another page of the session has nothing left either.
      await page.goto(`${visit.site.url}/?again`);
      await page.click('#go');
      await page.close();
      expect(
        chunks()
          .slice(count)
          .filter(({ attributes }) => attributes['session.replay.events']),
      ).toEqual([]);
      expect(chunks().map(({ attributes }) => attributes['session.replay.end'])).toContain(why);
    });

    test('there is a snapshot every so often, from which a replay can begin', async () => {
      serve('<div id="out"></div>', 'replay: replay({ checkpointMillis: 300 })');
      const page = await visit.open('/');
      await recorded(page);
      const snapshots = (): number => recordings()[0]?.events.filter(isSnapshot).length ?? 0;
      await flushUntil(page, () => snapshots() >= 3, 'more snapshots', TURN);
      await page.close();
    });

    test('it gives way where telemetry cannot all be delivered', async () => {
      serve('<div id="out"></div>');
      const page = await visit.open('/');
      await recorded(page);
      visit.site.status = 400;
      await page.evaluate(`rum.track('refused'); rum.flush()`);
      visit.site.status = 200;
      await flushUntil(page, isEnded, 'the end', TURN);
      await page.close();
      expect(chunks().at(-1)?.attributes['session.replay.end']).toBe('delivery');
    });

    test('a redaction that throws lets nothing out, and the page does not notice', async () => {
      serve(
        '<p class="canary-class">canary-text</p><button id="go">Go</button>',
        "replay: replay({ unmask: ['p'] }), redaction: { text: (text) => { if (text.includes('canary')) throw new Error(); return text; }, url: (url) => url }",
      );
      const page = await visit.context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto(visit.site.url);
      await page.waitForLoadState('networkidle');
      await page.click('#go');
      await page.evaluate(`rum.track('used'); rum.flush()`);
      await page.close();
      await eventually(() => visit.site.events.find(({ name }) => name === 'used'), 'the event');
      expect(recordings()).toEqual([]);
      expect(leak(sent(), 'canary')).toBe('gone');
      expect(faults).toEqual([]);
    });

    test('a new session is a new recording', async () => {
      serve('<button id="go">Go</button>');
      const page = await visit.open('/');
      await recorded(page);
      await page.evaluate(
        `localStorage.setItem('binnacle.session', '${'a'.repeat(32)}.' + Date.now() + '.' + (Date.now() + 60_000))`,
      );
      await flushUntil(page, () => sessions().length >= 2, 'a second session', 'go.click()');
      await page.close();
      expect(sessions().map(({ id }) => id)).toContain('a'.repeat(32));
      for (const { events } of recordings()) expect(events.filter(isSnapshot)).toHaveLength(1);
    });

    test('a strict policy and Trusted Types report nothing', async () => {
      visit.site.pages.set('/', {
        html: pageOf(
          '<p>words</p><button id="go">Go</button><input id="text">',
          undefined,
          ' nonce="abc123"',
        ),
        headers: {
          'content-security-policy':
            "default-src 'none'; script-src 'nonce-abc123' 'strict-dynamic'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'",
        },
      });
      const page = await visit.context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(visit.site.url);
      await recorded(page);
      await page.fill('#text', 'words');
      await page.evaluate(`document.querySelector('p').style.color = 'red'`);
      await page.evaluate(`document.querySelector('p').style.color = 'blue'`);
      await page.click('#go');
      await page.close();
      await eventually(() => recordings().some(hasClick), 'the click');
      expect(complaints).toEqual([]);
      expect(visit.site.events.filter(({ name }) => name === 'browser.csp_violation')).toEqual([]);
    });

    test('stop leaves the page as it was', async () => {
      serve(
        `<script>
        globalThis.everything = () => {
          const found = new Map();
          for (const name of Object.getOwnPropertyNames(window)) {
            const value = Object.getOwnPropertyDescriptor(window, name).value;
            found.set(name, typeof value === 'function' ? value : typeof value);
            for (const [of, each] of [[name, value], [name + '.prototype', value?.prototype]]) {
              if (Object(each) !== each || !/^[A-Z]|customElements/.test(name)) continue;
              for (const key of Reflect.ownKeys(each)) {
                const { value, get, set } = Object.getOwnPropertyDescriptor(each, key);
                found.set(of + '.' + String(key), value ?? [get, set]);
              }
            }
          }
          return found;
        };
        globalThis.before = everything();
        </script><input id="text" type="password">`,
      );
      const page = await visit.open('/');
      await recorded(page);
      await page.evaluate(`document.querySelector('#text').type = 'text'`);
      await page.evaluate('rum.flush()');
      await page.evaluate('rum.stop(); delete globalThis.rum');
      const changed = await page.evaluate(`(() => {
        const after = everything();
        const isSame = (one, other) => one === other || (Array.isArray(one) && Array.isArray(other) && one.every((each, at) => each === other[at])) || Number.isNaN(one);
        return [...new Set([...before.keys(), ...after.keys()])].filter((key) => !['before', 'everything'].includes(key) && !isSame(before.get(key), after.get(key)));
      })()`);
      expect(changed).toEqual([]);
      expect(await page.evaluate(`document.querySelectorAll('[data-rr-is-password]').length`)).toBe(0);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.click('#text');
      await page.goto(`${visit.site.url}/plain`);
      await page.close();
      expect(asked).toEqual([`${visit.site.url}/plain`]);
    });
  },
  'replay',
);
