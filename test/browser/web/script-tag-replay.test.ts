// Session replay of a page with the script tag: a second file beside it, under strict policies, and what is said where
// it cannot be had.
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readRecordings } from '../../../src/cli/commands/replay/read-recordings.ts';
import { scriptFiles } from './script-files.ts';
import { describeSite, eventually } from './site-suite.ts';

let files: { script: string; recorder: string };
beforeAll(async () => {
  files = await scriptFiles();
});

const TYPE = { 'content-type': 'text/javascript' };

describeSite('session replay by a script tag', (visit) => {
  beforeEach(() => {
    visit.site.reset();
    visit.site.pages.set('/lib/binnacle-web.js', { html: files.script, headers: TYPE });
    visit.site.pages.set('/lib/binnacle-replay.js', { html: files.recorder, headers: TYPE });
  });

  const TAG = '<script src="/lib/binnacle-web.js" data-service="shop" data-replay></script>';
  const BODY =
    '<title>canary-title</title><p>canary-text</p><div class="shown">harmless words</div><button id="go">Go</button>';
  interface Opened {
    readonly page: Page;
    /** Warnings and errors of the console, and what was thrown. */
    readonly said: string[];
    /** Addresses that were asked for. */
    readonly loaded: string[];
  }
  const open = async (head: string, policy?: string): Promise<Opened> => {
    visit.site.pages.set('/', {
      html: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${head}${BODY}`,
      ...(policy && { headers: { 'content-security-policy': policy } }),
    });
    const page = await visit.context.newPage();
    const said: string[] = [];
    const loaded: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => loaded.push(request.url()));
    await page.goto(visit.site.url);
    return { page, said, loaded };
  };
  const recorded = (): string =>
    JSON.stringify(readRecordings(visit.site.bodies.map((body) => JSON.parse(body) as unknown)));
  const untilRecorded = (page: Page, what: string): Promise<unknown> =>
    eventually(async () => {
      await page.evaluate('binnacle.flush()');
      return recorded().includes(what);
    }, what);

  test('records what the page shows, masked, with the file beside it', async () => {
    const { page, said, loaded } = await open(
      TAG.replace('data-replay', 'data-replay data-replay-unmask=".shown"'),
    );
    await untilRecorded(page, 'harmless words');
    await page.click('#go');
    await page.close();
    await eventually(() => recorded().includes('"source":2'), 'the click');
    expect(recorded() + visit.site.bodies.join()).not.toContain('canary-t');
    expect(loaded.filter((url) => url.includes('replay'))).toEqual([
      expect.stringMatching(/\/lib\/binnacle-replay\.js\?v=\d+\.\d+\.\d+$/),
    ]);
    expect(said).toEqual([]);
  });

  test.each([
    ['its attribute', '<script src="/lib/binnacle-web.js" data-replay="true"></script>'],
    [
      'a meta tag',
      '<meta name="RUM_SESSION_REPLAY_ENABLED" content="true"><script src="/lib/binnacle-web.js"></script>',
    ],
    ['itself as a module', '<script type="module" src="/lib/binnacle-web.js" data-replay></script>'],
    [
      'an address of the file',
      '<script src="/lib/binnacle-web.js" data-replay data-replay-src="lib/binnacle-replay.js"></script>',
    ],
  ])('%s is enough', async (_what, tag) => {
    const { page, said } = await open(tag);
    await page.waitForFunction('globalThis.binnacle?.stop');
    await untilRecorded(page, '***');
    expect(said).toEqual([]);
    await page.close();
  });

  test.each([
    ['a nonce', "script-src 'nonce-abc123'"],
    ['a nonce, and scripts that come of it', "script-src 'nonce-abc123' 'strict-dynamic'"],
    ['its own origin', "script-src 'self'"],
  ])('a policy that trusts %s, and Trusted Types, report nothing', async (_what, scripts) => {
    const { page, said } = await open(
      TAG.replace('<script', '<script nonce="abc123"'),
      `default-src 'none'; ${scripts}; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`,
    );
    await untilRecorded(page, '***');
    await page.close();
    expect(said).toEqual([]);
    expect(visit.site.events.filter(({ name }) => name === 'browser.csp_violation')).toEqual([]);
  });

  test.each([
    ['it is not asked for', TAG.replace('data-replay', ''), []],
    ['it is switched off', TAG.replace('data-replay', 'data-replay="false"'), []],
    ['consent is missing', TAG.replace('data-replay', 'data-replay data-consent="required"'), []],
    ['the sample has none', TAG.replace('data-replay', 'data-replay data-replay-sample-rate="0"'), []],
    [
      'the share is none',
      TAG.replace('data-replay', 'data-replay data-replay-sample-rate="10%"'),
      [/data-replay-sample-rate="10%".+from 0 to 1/],
    ],
  ])('nothing is loaded where %s', async (_what, tag, messages) => {
    const { page, said, loaded } = await open(tag);
    await page.evaluate(`binnacle.track('used'); binnacle.flush()`);
    await page.waitForLoadState('networkidle');
    await page.close();
    expect(loaded.filter((url) => url.includes('replay'))).toEqual([]);
    expect(said).toEqual(messages.map((message) => expect.stringMatching(message)));
    expect(recorded()).toBe('[]');
  });

  const refusals: [
    what: string,
    prepare: () => void,
    head: string,
    policy: string | undefined,
    message: RegExp,
  ][] = [
    [
      'the file is not there',
      () =>
        visit.site.pages.set('/lib/binnacle-replay.js', {
          html: 'not found',
          headers: { 'content-type': 'text/html' },
        }),
      TAG,
      undefined,
      /binnacle: no session replay: .+http.+\/lib\/binnacle-replay\.js/,
    ],
    [
      'the policy does not allow it',
      () => {},
      TAG,
      "script-src 'sha256-AAAA' http://*.localhost:*/lib/binnacle-web.js",
      /binnacle: no session replay: .+http.+\/lib\/binnacle-replay\.js/,
    ],
    [
      'it is of another release',
      () =>
        visit.site.pages.set('/lib/binnacle-replay.js', {
          html: `export const version = '9.9.9'; export const recordSessions = () => { throw new Error('canary') };`,
          headers: TYPE,
        }),
      TAG,
      undefined,
      /binnacle: no session replay: .+9\.9\.9.+take both from one release/,
    ],
    [
      'the script is a text within the page',
      () => {},
      '<meta name="RUM_SESSION_REPLAY_ENABLED" content="true"><script>INLINE</script>',
      undefined,
      /binnacle: no session replay: .+data-replay-src/,
    ],
    [
      'a selector is none',
      () => {},
      TAG.replace('data-replay', 'data-replay data-replay-block="p["'),
      undefined,
      /binnacle: no session replay: .+p\[/,
    ],
  ];
  test.each(refusals)(
    'it says so once where %s, and the rest works',
    async (_what, prepare, head, policy, message) => {
      prepare();
      const { page, said } = await open(
        head.replace('INLINE', () => files.script.replaceAll('</script', '<\\/script')),
        policy,
      );
      await eventually(() => said.find((text) => text.includes('binnacle:')), 'the warning');
      await page.click('#go');
      await page.evaluate(`binnacle.track('used'); binnacle.flush()`);
      await page.close();
      await eventually(() => visit.site.events.find(({ name }) => name === 'used'), 'the event');
      expect(said.filter((text) => text.includes('binnacle:'))).toEqual([expect.stringMatching(message)]);
      expect(recorded()).toBe('[]');
    },
  );

  test('stopped while the file is on its way, nothing is recorded', async () => {
    const { page, said } = await open(`${TAG}<script>binnacle.stop()</script>`);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('Object.keys(localStorage)')).not.toContain('binnacle.replay');
    await page.close();
    expect(said).toEqual([]);
    expect(recorded()).toBe('[]');
  });
});
