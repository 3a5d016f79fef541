import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runProgram } from '../../../../src/cli/program.ts';
import { alerts, dashboards, recordings } from '../../../../src/monitoring/index.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';

/** Recordings, the alerts of each dashboard, and the watchdog. */
const GROUPS = recordings.length + new Set(alerts.map(({ dashboard }) => dashboard)).size + 1;

const ROOT = { directory: '/nowhere', version: '1.2.3' };
const SLO_ARGS = ['--slo', 'slo.yaml', '--origin', 'shop'];
const TOKEN = 'glsa_canary_42';

const SLO =
  'slos: [{ id: orders, service: shop/orders, owner: shop, objective: 99.9, window: 30d, indicator: { availability: {} } }]\n';

const PROBES = 'probes: [{ id: home, owner: shop, http: { url: "https://shop.example/" } }]\n';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers as the APIs of Grafana and of Mimir's ruler are documented to. */
const startServer = () => {
  const asked: Asked[] = [];
  const folders = new Map<string, string>();
  const stored = new Map<string, { readonly folder: string; readonly title: string; version: number }>();
  const sources = new Set(['prometheus', 'jaeger', 'loki']);
  const groups = new Map<string, object>();
  const answers: Record<string, [status: number, body: object | string]> = {};
  const answer = ({ method, path, headers, body }: Asked): [status: number, body: object | string] => {
    const fixed = answers[path];
    if (fixed) return fixed;
    if (/^\/(?:prometheus\/config\/v1|api\/prom)\/rules$/.test(path) && method === 'GET') {
      const there: Record<string, object[]> = {};
      for (const [key, group] of groups) {
        const [tenant = '', ...rest] = key.split('/');
        if (tenant !== String(headers['x-scope-orgid'])) continue;
        const namespace = rest.slice(0, -1).join('/');
        (there[namespace] ??= []).push(group);
      }
      return groups.size > 0 ? [200, there] : [404, 'no rule groups found'];
    }
    const ruler = /^\/(?:prometheus\/config\/v1|api\/prom)\/rules\/(.+)$/.exec(path)?.[1];
    if (ruler !== undefined && headers['content-type'] === 'application/yaml') {
      const group = parse(body) as { readonly name: string; readonly rules: readonly object[] };
      if (!group.name || group.rules.length === 0) return [400, 'invalid rule group'];
      groups.set(`${headers['x-scope-orgid']}/${decodeURIComponent(ruler)}/${group.name}`, group);
      return [202, { status: 'success' }];
    }
    const [namespace = '', name] = (ruler ?? '').split('/').map(decodeURIComponent);
    const prefix = `${headers['x-scope-orgid']}/${namespace}/`;
    if (ruler !== undefined && method === 'DELETE')
      return groups.delete(`${prefix}${name}`) ? [202, { status: 'success' }] : [404, 'group does not exist'];
    if (headers.authorization !== `Bearer ${TOKEN}`) return [401, { message: 'Unauthorized' }];
    const folder = /^\/api\/folders\/(.+)$/.exec(path)?.[1];
    if (folder) return folders.has(folder) ? [200, { uid: folder }] : [404, { message: 'folder not found' }];
    const source = /^\/api\/datasources\/uid\/(.+)$/.exec(path)?.[1];
    if (source) return sources.has(source) ? [200, { uid: source }] : [404, { message: 'not found' }];
    const given = JSON.parse(body);
    if (path === '/api/folders' && method === 'POST') {
      folders.set(given.uid, given.title);
      return [200, given];
    }
    const { dashboard, folderUid, overwrite } = given;
    if (path !== '/api/dashboards/db' || !folders.has(folderUid))
      return [400, { message: 'folder not found' }];
    const before = stored.get(dashboard.uid);
    if (before && !overwrite) return [412, { status: 'version-mismatch' }];
    stored.set(dashboard.uid, {
      folder: folderUid,
      title: dashboard.title,
      version: (before?.version ?? 0) + 1,
    });
    return [200, { status: 'success', uid: dashboard.uid }];
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const each = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      asked.push(each);
      const [status, value] = answer(each);
      const moved = status === 302 ? { location: 'http://127.0.0.1:9/' } : {};
      response.writeHead(status, moved).end(typeof value === 'string' ? value : JSON.stringify(value));
    });
  });
  return new Promise<{
    url: string;
    asked: Asked[];
    folders: typeof folders;
    stored: typeof stored;
    sources: typeof sources;
    groups: typeof groups;
    answers: typeof answers;
    stop: () => void;
  }>((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ...{ asked, folders, stored, sources, groups, answers },
        stop: () => server.close(),
      }),
    );
  });
};

let server: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

const run = async (...args: string[]): Promise<TestIo> => {
  const files = {
    token: `${TOKEN}\n`,
    basic: 'shop:hunter2',
    empty: '\n',
    'slo.yaml': SLO,
    'looser.yaml': SLO.replace('99.9', '99.5'),
    'invoices.yaml': SLO.replace('orders,', 'invoices,'),
    'probes.yaml': PROBES,
    'other-probes.yaml': PROBES.replace('home', 'invoices'),
  };
  const io = createTestIo({ files });
  await runProgram(['monitoring', 'push', ...args], io, ROOT);
  expect(io.out + io.err).not.toContain(TOKEN);
  return io;
};

describe('to a Grafana', () => {
  test('every dashboard is in the folder of its audience, once, however often it is sent', async () => {
    for (const version of [1, 2]) {
      const { out, err, exitCode } = await run(
        '--grafana',
        `${server.url}/`,
        '--grafana-token-file',
        'token',
      );
      expect([out, err, exitCode]).toEqual([
        `${dashboards.length} dashboards sent to ${server.url}\n`,
        '',
        0,
      ]);
      expect(Object.fromEntries(server.stored)).toEqual(
        Object.fromEntries(
          dashboards.map(({ id, audience, title }) => [
            id,
            { folder: `binnacle-${audience}`, title, version },
          ]),
        ),
      );
    }
    expect([...server.folders.values()].sort()).toEqual(['management', 'platform', 'services']);
  });

  test.each([
    [[], false],
    [['--counts', 'exact'], true],
  ])('%j: only exact counts need a selector that not every server knows', async (args, needs) => {
    await run('--grafana', server.url, '--grafana-token-file', 'token', ...args);
    expect(server.stored.size).toBe(dashboards.length);
    expect(server.asked.some(({ body }) => body.includes(' anchored'))).toBe(needs);
  });

  test('data sources that are missing are said', async () => {
    server.sources.delete('loki');
    const { err, exitCode } = await run('--grafana', server.url, '--grafana-token-file', 'token');
    expect([err, exitCode]).toEqual([
      `${server.url}: there is no data source with the uid loki; panels that ask it stay empty\n`,
      0,
    ]);
  });

  test('what is refused is said for each, and the status is 1', async () => {
    server.answers['/api/dashboards/db'] = [403, { message: 'Access denied' }];
    const io = await run('--grafana', server.url, '--grafana-token-file', 'token', '--json');
    const { ok, sent } = JSON.parse(io.out);
    expect([ok, io.exitCode, sent.length]).toEqual([false, 1, dashboards.length]);
    expect(sent[0].error).toBe('status 403: the token is missing, wrong or may not do this');
  });

  test.each([
    ['no token', [], 'status 401: the token is missing, wrong or may not do this'],
    ['an empty file', ['--grafana-token-file', 'empty'], 'empty: there is no token in it'],
  ])('%s', async (_, args, message) => {
    const { err, exitCode } = await run('--grafana', server.url, ...args);
    expect([err.includes(message), exitCode, err]).toEqual([true, 2, err]);
    expect(server.stored.size).toBe(0);
  });

  test('an address that leads elsewhere does not get the token there', async () => {
    server.answers['/api/folders/binnacle-services'] = [302, ''];
    const { err, exitCode } = await run('--grafana', server.url, '--grafana-token-file', 'token');
    expect([err.trim(), exitCode]).toEqual([
      `${server.url}: status 302: this address leads to another one; name that`,
      2,
    ]);
  });

  test('--dry-run asks nobody', async () => {
    const { out } = await run('--grafana', server.url, '--dry-run');
    expect([out, server.asked]).toEqual([
      `${dashboards.length} dashboards would be sent to ${server.url}\n`,
      [],
    ]);
  });
});

describe('to a Mimir', () => {
  test('every group of rules is in the namespace of the tenant', async () => {
    const args = ['--mimir', server.url, '--mimir-tenant', 'shop', '--mimir-token-file', 'basic'];
    const { out, exitCode } = await run(
      ...args,
      '--namespace',
      'on call/1',
      '--grafana-url',
      'https://g.example',
    );
    expect([out, exitCode]).toEqual([`${GROUPS} groups of rules sent to ${server.url}\n`, 0]);
    const names = [...server.groups.keys()];
    expect(names.length).toBe(GROUPS);
    expect(names.every((name) => name.startsWith('shop/on call/1/'))).toBe(true);
    expect(JSON.stringify([...server.groups.values()])).toContain('https://g.example/d/');
    expect(server.asked[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('shop:hunter2').toString('base64')}`,
    );
  });

  test('the groups of objectives come along, and it is said that a ruler serves no runbooks', async () => {
    const { err, exitCode } = await run('--mimir', server.url, ...SLO_ARGS);
    expect([err, exitCode]).toEqual([
      `${server.url}: a ruler serves no runbooks; --runbook-url says where alerts find them\n`,
      0,
    ]);
    expect([...server.groups.keys()].filter((name) => name.includes('slo-'))).toEqual([
      'undefined/binnacle/slo-orders-increase',
      'undefined/binnacle/slo-orders',
      'undefined/binnacle/slo-orders-budget',
    ]);
    const named = await run('--mimir', server.url, ...SLO_ARGS, '--runbook-url', 'https://wiki.example/x');
    expect(named.err).toBe('');
  });

  test('groups of an objective that was removed are named, and removed where that is asked for', async () => {
    const args = [
      '--mimir',
      server.url,
      '--namespace',
      'on call/1',
      '--runbook-url',
      'https://wiki.example/x',
    ];
    await run(...args, ...SLO_ARGS);
    // One of them says whose the others are.
    const count = server.groups.size;
    const left = ['slo-orders-increase', 'slo-orders', 'slo-orders-budget'];
    const named = await run(...args, '--origin', 'shop');
    expect([named.exitCode, server.groups.size, named.err]).toEqual([
      0,
      count,
      `${server.url}: ${left.join(', ')} in the namespace on call/1 go on and were not sent now; --prune removes them\n`,
    ]);
    const other = await run('--mimir', server.url, '--prune', '--runbook-url', 'https://wiki.example/x');
    expect([other.exitCode, server.groups.size]).toEqual([0, count + GROUPS]);
    const dry = await run(...args, '--origin', 'shop', '--prune', '--dry-run');
    expect([dry.exitCode, server.groups.size]).toEqual([0, count + GROUPS]);
    const pruned = await run(...args, '--origin', 'shop', '--prune');
    expect([pruned.exitCode, pruned.err, server.groups.size]).toEqual([0, '', 2 * GROUPS]);
    expect(pruned.out).toBe(
      `${GROUPS} groups of rules sent to ${server.url}\n${left.map((name) => `${name} removed\n`).join('')}`,
    );
    expect([...server.groups.keys()].filter((name) => name.includes('slo-'))).toEqual([]);
  });

  test('what cannot be removed is said, and a server that does not tell what it has loses nothing', async () => {
    const args = ['--mimir', server.url, '--runbook-url', 'https://wiki.example/x'];
    await run(...args, ...SLO_ARGS);
    server.answers['/prometheus/config/v1/rules/binnacle/slo-orders'] = [403, 'no'];
    const { out, exitCode } = await run(...args, '--origin', 'shop', '--prune');
    expect([exitCode, out.split('\n')[0]]).toEqual([
      1,
      'removed slo-orders: status 403: the token is missing, wrong or may not do this',
    ]);
    server.answers['/prometheus/config/v1/rules'] = [200, 'nonsense: ['];
    const count = server.groups.size;
    const silent = await run(...args, '--prune');
    expect([silent.exitCode, silent.err, server.groups.size]).toEqual([
      2,
      `${server.url}: does not tell which rules are there; nothing was sent\n`,
      count,
    ]);
  });

  describe('objectives and probes of several places', () => {
    const push = (slo: string, origin: string, ...more: string[]) =>
      run(
        ...['--mimir', server.url, '--runbook-url', 'https://wiki.example/x'],
        ...['--slo', slo, '--origin', origin, ...more],
      );
    const groupOf = (namespace: string, name: string) => server.groups.get(`undefined/${namespace}/${name}`);
    const target = () => JSON.stringify(groupOf('binnacle', 'slo-orders'));

    test('an objective that came from elsewhere is not replaced, and nothing is sent', async () => {
      await push('slo.yaml', 'shop');
      const before = new Map(server.groups);
      server.asked.length = 0;
      const { out, err, exitCode } = await push('looser.yaml', 'acme/billing');
      expect([exitCode, out.split('\n')[0], err]).toEqual([
        1,
        'rules the objective orders: is there already, in the namespace binnacle with the origin shop',
        `${server.url}: nothing was sent, because of what is of others; give what is yours another id, or replace what is theirs with --take-over\n`,
      ]);
      expect(server.asked.map(({ method }) => method)).toEqual(['GET']);
      expect(server.groups).toEqual(before);
    });

    test('its own place sends it again, changed', async () => {
      await push('slo.yaml', 'shop');
      const before = target();
      expect(await push('looser.yaml', 'shop')).toMatchObject({ exitCode: 0, err: '' });
      expect(target()).not.toBe(before);
    });

    test('another namespace is no way around: both would record the same series', async () => {
      await push('slo.yaml', 'shop');
      const { out, exitCode } = await push('slo.yaml', 'shop', '--namespace', 'other');
      expect([exitCode, out]).toEqual([
        1,
        expect.stringContaining('the objective orders: is there already, in the namespace binnacle'),
      ]);
      expect(groupOf('other', 'slo-orders')).toBeUndefined();
    });

    test('what somebody put there by hand is not replaced either', async () => {
      await push('slo.yaml', 'shop');
      for (const key of server.groups.keys()) if (key.includes('origin:')) server.groups.delete(key);
      const { out, exitCode } = await push('slo.yaml', 'shop');
      expect([exitCode, out]).toEqual([1, expect.stringContaining('with no origin that is known')]);
    });

    test('--take-over replaces it, and then it belongs to who took it', async () => {
      await push('slo.yaml', 'shop');
      const before = target();
      expect(await push('looser.yaml', 'billing', '--take-over')).toMatchObject({ exitCode: 0 });
      expect(target()).not.toBe(before);
      expect(await push('looser.yaml', 'billing')).toMatchObject({ exitCode: 0 });
      const { out, exitCode } = await push('slo.yaml', 'shop');
      expect([exitCode, out]).toEqual([1, expect.stringContaining('with the origin billing')]);
    });

    test('what others have is neither named nor removed', async () => {
      await push('slo.yaml', 'shop', '--probes', 'probes.yaml');
      const ofShop = [...server.groups.keys()].filter((key) => /slo-orders|:shop/.test(key));
      expect(ofShop.length).toBe(5);
      expect(await push('invoices.yaml', 'billing')).toMatchObject({ exitCode: 0, err: '' });
      const { out, err } = await push('invoices.yaml', 'billing', '--prune');
      expect([out.includes('removed'), err]).toEqual([false, '']);
      expect([...server.groups.keys()]).toEqual(expect.arrayContaining(ofShop));
    });

    test('probes of two places live side by side, but for one that both have', async () => {
      await push('slo.yaml', 'shop', '--probes', 'probes.yaml');
      const { exitCode } = await push('invoices.yaml', 'billing', '--probes', 'other-probes.yaml');
      expect(exitCode).toBe(0);
      const [shop, billing] = ['shop', 'billing'].map((place) =>
        JSON.stringify(groupOf('binnacle', `probes-expected:${place}`)),
      );
      expect([shop, billing]).toEqual([expect.stringContaining('home'), expect.stringContaining('invoices')]);
      const twice = await push('invoices.yaml', 'billing', '--probes', 'probes.yaml');
      expect([twice.exitCode, twice.out]).toEqual([
        1,
        expect.stringContaining('the probe home: is there already, in the namespace binnacle'),
      ]);
    });
  });

  test('the path of Grafana Cloud, and a group that is refused', async () => {
    server.answers['/api/prom/rules/binnacle'] = [400, 'invalid rule: x'];
    const { out, exitCode } = await run('--mimir', server.url, '--mimir-path', '/api/prom/rules');
    expect([out.split('\n')[0]?.replace(/rules \S+:/, 'rules …:'), exitCode]).toEqual([
      'rules …: status 400: invalid rule: x',
      1,
    ]);
  });
});

describe('a wrong command line', () => {
  test.each([
    [[], 'expected --grafana <url>, --mimir <url> or both'],
    [['--grafana', 'https://g.example', '--slo', 'slo.yaml'], '--slo and --probes go with --mimir <url>'],
    [['--mimir', 'https://m.example', '--slo', 'slo.yaml'], '--slo and --probes need --origin <name>'],
    [
      ['--grafana', 'https://g.example', '--origin', 'shop'],
      '--origin and --take-over go with --mimir <url>',
    ],
    [['--mimir', 'https://m.example', '--origin', 'a:b'], 'a name such as shop or acme/shop is needed'],
    [['--grafana', 'https://g.example', '--prune'], '--prune goes with --mimir <url>'],
    [['--grafana', 'grafana.example'], 'a URL such as https://grafana.example is needed.'],
    [
      ['--grafana', 'http://grafana.example', '--grafana-token-file', 'token'],
      'http://grafana.example: the token would travel in clear text; use https',
    ],
    [['--grafana', 'https://a:hunter2@grafana.example'], 'credentials belong into a file'],
    [['--mimir', 'http://127.0.0.1:9'], 'http://127.0.0.1:9: no answer'],
    [['--mimir', 'https://m.example', '--mimir-tenant', 'a|b'], "letters, digits and !-_.*'() are needed."],
  ])('%j', async (args, message) => {
    const { err, exitCode } = await run(...args);
    expect([err.includes(message), exitCode, err]).toEqual([true, 2, err]);
    expect(err).not.toContain('hunter2');
  });
});
