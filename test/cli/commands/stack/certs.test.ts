import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PARTS } from '../../../../src/cli/commands/stack/parts.ts';
import { type PreparedStack, prepareStack } from '../../../../src/cli/commands/stack/prepare.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { requireCommand } from '../../../backends/find-command.ts';
import { run as runCommand } from '../../../backends/run.ts';
import { ask } from '../../../stack/ask.ts';
import { createTestIo, type TestIo, type TestIoOptions } from '../../test-io.ts';

const ROOT = { directory: '/package', version: '1.2.3' };
const DAY_MILLIS = 86_400_000;
const openssl = await requireCommand('openssl');
const withOpenssl = openssl ? test : test.skip;

let home = '';
let directory = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'binnacle-certs-'));
  directory = join(home, 'stack');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const run = async (argv: readonly string[], options: TestIoOptions = {}): Promise<TestIo> => {
  const io = createTestIo(options);
  await runProgram(['stack', ...argv], io, ROOT);
  return io;
};
const certs = async (...argv: string[]): Promise<PreparedStack> => {
  const io = await run(['certs', '--directory', directory, '--json', ...argv]);
  expect([io.exitCode, io.err]).toEqual([0, '']);
  return JSON.parse(io.out);
};

const read = (file: string): string => readFileSync(join(directory, file), 'utf8');
const certificate = (file: string): X509Certificate => new X509Certificate(read(file));
/** Every file by its text. */
const snapshot = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')]),
  );
const actions = ({ certificates }: PreparedStack): Record<string, string> =>
  Object.fromEntries(certificates.map(({ file, action, reason }) => [file, reason ?? action]));

describe('certificates', () => {
  withOpenssl('are what openssl takes, in its strict mode', async () => {
    await certs('--names', 'telemetry.example,*.telemetry.example,10.0.0.7,2001:db8::1');
    const verify = (authority: string, purpose: string, file: string): Promise<string> =>
      runCommand(openssl ?? '', [
        'verify',
        '-x509_strict',
        ...['-purpose', purpose, '-CAfile', join(directory, authority), join(directory, file)],
      ]);
    for (const { id, server, client } of PARTS) {
      if (server) expect(await verify(`${id}/ca.crt`, 'sslserver', `${id}/server.crt`)).toMatch(/: OK\n$/);
      expect(await verify(`ca/${client}.crt`, 'sslclient', `${id}/client.crt`)).toMatch(/: OK\n$/);
    }
    await expect(verify('proxy/ca.crt', 'sslclient', 'services/client.crt')).rejects.toThrow();
    await expect(verify('ca/parts.crt', 'sslserver', 'collector/client.crt')).rejects.toThrow('purpose');
  });

  test('are valid for their part, this machine and the names that were given', async () => {
    await certs('--names', 'telemetry.example,*.apps.example,10.0.0.7,2001:db8::1');
    const proxy = certificate('proxy/server.crt');
    for (const host of ['proxy', 'localhost', 'telemetry.example', 'one.apps.example'])
      expect([host, proxy.checkHost(host) !== undefined]).toEqual([host, true]);
    for (const address of ['127.0.0.1', '::1', '10.0.0.7', '2001:db8::1'])
      expect([address, proxy.checkIP(address) !== undefined]).toEqual([address, true]);
    expect(proxy.checkHost('apps.example')).toBeUndefined();
    expect(certificate('prometheus/server.crt').checkHost('telemetry.example')).toBeUndefined();
  });

  test('serve for TLS with Node', async () => {
    await certs();
    const server = createServer(
      { cert: read('jaeger/server.crt'), key: read('jaeger/server.key') },
      (_, response) => response.end('yes'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await ask({ port, path: '/' }, { ca: read('services/ca.crt') })).toMatchObject({
      status: 200,
      body: 'yes',
    });
    expect(await ask({ port, path: '/' })).toMatchObject({ status: 'refused' });
    server.closeAllConnections();
    server.close();
  });

  test('live as long as is asked for, and no longer than 30 days otherwise', async () => {
    const left = (): number =>
      (Date.parse(certificate('proxy/server.crt').validTo) - Date.now()) / DAY_MILLIS;
    await certs();
    expect(left()).toBeGreaterThan(29.9);
    expect(left()).toBeLessThanOrEqual(30);
    const shorter = await certs('--days', '7');
    expect(actions(shorter)['proxy/server.crt']).toBe('it lasts longer than is asked for');
    expect(left()).toBeLessThanOrEqual(7);
    expect((await certs()).days).toBe(7);
  });
});

describe('files', () => {
  test('are for their owner alone', async () => {
    await certs();
    const modes = readdirSync(directory, { recursive: true, withFileTypes: true }).map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${entry.isDirectory() ? 'folder' : 'file'} ${(statSync(path).mode & 0o777).toString(8)}`;
    });
    expect(new Set(modes)).toEqual(new Set(['folder 700', 'file 600']));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  test('are made so again where somebody has opened them', async () => {
    await certs();
    chmodSync(join(directory, 'ca/parts.key'), 0o644);
    chmodSync(join(directory, 'ca'), 0o755);
    await certs();
    expect(statSync(join(directory, 'ca/parts.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'ca')).mode & 0o777).toBe(0o700);
  });

  test('stay the same where nothing is due', async () => {
    await certs('--names', 'telemetry.example');
    const before = snapshot();
    const again = await certs();
    expect(snapshot()).toEqual(before);
    expect(new Set(Object.values(actions(again)))).toEqual(new Set(['kept']));
    expect(again.names).toEqual(['telemetry.example']);
  });

  test('no part gets the key of an authority or that of another part', async () => {
    await certs();
    const keys = Object.entries(snapshot()).filter(([, text]) => text.includes('PRIVATE KEY'));
    expect(new Set(keys.map(([, text]) => text)).size).toBe(keys.length);
    expect(keys.filter(([path]) => path.includes('/ca/'))).toHaveLength(2);
  });
});

describe('pages', () => {
  const ORIGINS = 'https://shop.example,https://*.shop.example';

  test('get a key, which stays, and their origins are where the proxy reads them', async () => {
    const { pages, secrets } = await certs('--browsers', ORIGINS);
    expect(pages).toEqual({ origins: ORIGINS.split(','), apiKey: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(secrets.map(({ file }) => file)).toContain('browsers/key');
    expect(read('browsers/origins.conf')).toBe(
      '"https://shop.example" $http_origin;\n"~^https://[^/]*\\.shop\\.example$" $http_origin;\n',
    );
    expect((await certs('--browsers', 'https://other.example')).pages?.apiKey).toBe(pages?.apiKey);
    expect((await certs()).pages?.origins).toEqual(['https://other.example']);
    expect(read('stack.env')).toContain('RUM_ALLOWED_ORIGINS=[https://other.example]\n');
  });

  test('are told what they send to, and what their policy has to allow', async () => {
    const { out } = await run(
      ['certs', '--directory', directory, '--names', 'telemetry.example', '--browsers', ORIGINS],
      { env: { BINNACLE_BROWSERS_PORT: '443' } },
    );
    const { pages } = await certs();
    expect(out).toContain(
      `start({ service: 'shop-page', endpoint: 'https://telemetry.example:443', apiKey: '${pages?.apiKey}' })`,
    );
    expect(out).toContain("connect-src 'self' https://telemetry.example:443\n");
  });

  test('are nobody’s until somebody says where they come from, or says "none"', async () => {
    expect((await certs()).pages).toBeUndefined();
    await certs('--browsers', ORIGINS);
    expect((await certs('--browsers', 'none')).pages).toBeUndefined();
    expect(read('stack.env')).not.toContain('RUM_');
  });

  test('the folder of their proxy has no token of services', async () => {
    await certs('--browsers', ORIGINS);
    const token = read('collector/token').trim();
    const own = Object.entries(snapshot()).filter(([path]) => path.includes('/browsers/'));
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter(([, text]) => text.includes(token))).toEqual([]);
  });

  test.each(['*', 'null', 'https://*.com', 'shop.example', ''])('"%s" is no origin', async (origin) => {
    const { exitCode, err } = await run(['certs', '--directory', directory, '--browsers', origin]);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/^--browsers: .*https:\/\/shop\.example/)]);
  });
});

describe('renewal', () => {
  const changed = (before: Record<string, string>): string[] =>
    Object.entries(snapshot())
      .filter(([path, text]) => before[path] !== text)
      .map(([path]) => path.slice(directory.length + 1))
      .sort();

  const later = (days: number): Date => new Date(Date.now() + days * DAY_MILLIS);

  test.each([
    { days: 19, reason: 'kept' },
    { days: 21, reason: 'it ends soon' },
    { days: 31, reason: 'it has ended' },
  ])('after $days of 30 days: $reason', ({ days, reason }) => {
    prepareStack({ directory });
    const stack = prepareStack({ directory }, later(days));
    expect(new Set(Object.values(actions(stack)))).toEqual(new Set([reason]));
    expect(stack.authorities.map(({ action }) => action)).toEqual(['kept', 'kept']);
  });

  test('--renew replaces certificates and keys, and no authority and no secret', async () => {
    await certs();
    const before = snapshot();
    const stack = await certs('--renew');
    expect(new Set(Object.values(actions(stack)))).toEqual(new Set(['it was asked for']));
    expect(changed(before)).toEqual(
      stack.certificates.flatMap(({ file }) => [file, file.replace(/crt$/, 'key')]).sort(),
    );
  });

  const damages: { name: string; damage: () => void; file: string; reason: string }[] = [
    {
      name: 'a lost key',
      damage: () => rmSync(join(directory, 'jaeger/server.key')),
      file: 'jaeger/server.crt',
      reason: 'its key is missing or another one',
    },
    {
      name: 'the key of another',
      damage: () => writeFileSync(join(directory, 'jaeger/server.key'), read('proxy/server.key')),
      file: 'jaeger/server.crt',
      reason: 'its key is missing or another one',
    },
    {
      name: 'a damaged certificate',
      damage: () => writeFileSync(join(directory, 'jaeger/client.crt'), 'nonsense'),
      file: 'jaeger/client.crt',
      reason: 'it cannot be read',
    },
    {
      name: 'a certificate of somebody else',
      damage: () => {
        prepareStack({ directory: join(home, 'other') });
        for (const file of ['jaeger/server.crt', 'jaeger/server.key'])
          writeFileSync(join(directory, file), readFileSync(join(home, 'other', file)));
      },
      file: 'jaeger/server.crt',
      reason: 'another authority signed it',
    },
  ];
  test.each(damages)('mends $name, and nothing else', async ({ damage, file, reason }) => {
    await certs();
    damage();
    const stack = await certs();
    expect(Object.entries(actions(stack)).filter(([, action]) => action !== 'kept')).toEqual([
      [file, reason],
    ]);
  });

  test('other names concern the parts that are reached by them', async () => {
    await certs('--names', 'one.example');
    const stack = await certs('--names', 'two.example');
    expect(Object.entries(actions(stack)).filter(([, action]) => action !== 'kept')).toEqual([
      ['collector/server.crt', 'its names are others'],
      ['proxy/server.crt', 'its names are others'],
      ['browsers/server.crt', 'its names are others'],
    ]);
  });

  test('an authority that ends gets a successor, and both are trusted until then', () => {
    prepareStack({ directory });
    const old = certificate('ca/parts.crt');
    const now = later(5 * 365 - 10);
    const stack = prepareStack({ directory }, now);
    expect(stack.authorities.map(({ action }) => action)).toEqual(['made', 'made']);
    const bundle = read('services/ca.crt');
    expect(bundle.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(bundle).toContain(old.toString().trim());
    expect(new Set(Object.values(actions(stack)))).toEqual(new Set(['another authority signed it']));
    prepareStack({ directory }, new Date(now.getTime() + 20 * DAY_MILLIS));
    expect(read('services/ca.crt').match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
  });
});

describe('--revoke', () => {
  const bundle = (file: string): readonly string[] =>
    read(file).match(/-----BEGIN CERT[\s\S]+?END CERTIFICATE-----/g) ?? [];

  test('senders: what they had is signed by nobody who is trusted, and the token is another', async () => {
    const { secrets: _, ...before } = await certs('--browsers', 'https://shop.example');
    writeFileSync(join(directory, 'collector/token'), `${read('collector/token').trim()} # the first\nown\n`);
    const [old = '', token] = [read('services/client.crt'), read('collector/token').split(' ')[0]];
    const stack = await certs('--revoke', 'senders');
    expect(stack.authorities).toMatchObject([
      { name: 'parts', action: 'kept', fingerprint: before.authorities[0]?.fingerprint },
      { name: 'senders', action: 'replaced' },
    ]);
    expect(Object.entries(actions(stack)).filter(([, action]) => action !== 'kept')).toEqual(
      ['browsers', 'prober', 'services'].map((part) => [`${part}/client.crt`, 'another authority signed it']),
    );
    for (const file of ['ca/senders.crt', 'proxy/senders-ca.crt', 'collector/senders-ca.crt']) {
      const [only = '', ...others] = bundle(file);
      expect(others).toEqual([]);
      const { publicKey } = new X509Certificate(only);
      expect([
        new X509Certificate(old).verify(publicKey),
        certificate('services/client.crt').verify(publicKey),
      ]).toEqual([false, true]);
    }
    const [first, own] = read('collector/token').split('\n');
    expect([first, own]).toEqual([expect.stringMatching(/^[\w-]{32}$/), 'own']);
    expect(first).not.toBe(token);
    for (const part of ['services', 'prober'])
      expect(read(`${part}/headers`)).toBe(`authorization: Bearer ${first}\n`);
    expect(new Set(Object.values(actions(await certs())))).toEqual(new Set(['kept']));
  });

  test('parts: every part has another authority, and senders keep what they have', async () => {
    await certs();
    const [server, token, sender] = [
      read('proxy/server.crt'),
      read('collector/token'),
      read('services/client.crt'),
    ];
    const stack = await certs('--revoke', 'parts');
    expect(stack.authorities.map(({ action }) => action)).toEqual(['replaced', 'kept']);
    for (const { id } of PARTS) expect(bundle(`${id}/ca.crt`)).toEqual(bundle('ca/parts.crt'));
    expect(new X509Certificate(server).verify(certificate('ca/parts.crt').publicKey)).toBe(false);
    expect(certificate('proxy/server.crt').verify(certificate('ca/parts.crt').publicKey)).toBe(true);
    expect([read('collector/token'), read('services/client.crt')]).toEqual([token, sender]);
  });

  test('says what has to be restarted', async () => {
    await certs();
    const { out } = await run(['certs', '--directory', directory, '--revoke', 'all']);
    expect(out).toMatch(/^replaced ca\/parts\.crt .*\nreplaced ca\/senders\.crt /);
    expect(out).toMatch(
      /docker compose --env-file \S+\/stack\.env -f \S+ -f docker-compose\.secure\.yml restart$/m,
    );
    expect(out).toMatch(/^then services are refused until they have \S+\/services anew and were restarted$/m);
    expect(out).toMatch(/trust the new \S+\/ca\/parts\.crt/);
  });

  test('of what is not there yet makes it', async () => {
    const { authorities, secrets } = await certs('--revoke', 'all');
    expect([...authorities, ...secrets].map(({ action }) => action)).toEqual(Array(5).fill('made'));
  });

  test('of nothing that there is changes nothing', async () => {
    await certs();
    const before = snapshot();
    const { exitCode, err } = await run(['certs', '--directory', directory, '--revoke', 'proxy']);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/Allowed choices are senders, parts, all/)]);
    expect(snapshot()).toEqual(before);
  });
});

describe("the authorities' keys with a passphrase", () => {
  const withPassphrase = (text: string) => ({ files: { 'pass.txt': text } });
  const certsWith = (text: string, ...argv: string[]) =>
    run(
      ['certs', '--directory', directory, '--ca-passphrase-file', 'pass.txt', ...argv],
      withPassphrase(text),
    );

  test('are encrypted, and need it again', async () => {
    expect((await certsWith('correct horse\n')).exitCode).toBe(0);
    expect(read('ca/parts.key')).toContain('ENCRYPTED');
    expect((await certsWith('correct horse', '--renew')).exitCode).toBe(0);
    expect((await run(['certs', '--directory', directory])).exitCode).toBe(0);
    const without = await run(['certs', '--directory', directory, '--renew']);
    expect(without).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/is encrypted, and something has to be signed; .*--ca-passphrase-file/),
    });
    const wrong = await certsWith('wrong');
    expect(wrong).toMatchObject({ exitCode: 2, err: expect.stringMatching(/the passphrase is not its own/) });
  });

  test.each([
    ['is revoked', { revoke: ['senders'] }, 0],
    ['ends', {}, 5 * 365 - 10],
  ] as const)('have no successor in clear text where one %s', async (_, options, days) => {
    await certsWith('correct horse');
    const before = snapshot();
    const now = new Date(Date.now() + days * DAY_MILLIS);
    expect(() => prepareStack({ directory, ...options }, now)).toThrow(
      /is encrypted, and something has to be signed/,
    );
    expect(snapshot()).toEqual(before);
    prepareStack({ directory, passphrase: 'correct horse', ...options }, now);
    expect([read('ca/senders.key'), read('ca/parts.key')].map((text) => text.includes('ENCRYPTED'))).toEqual([
      true,
      true,
    ]);
  });

  test('are encrypted from then on where they were not', async () => {
    await certs();
    expect(read('ca/senders.key')).not.toContain('ENCRYPTED');
    const before = certificate('ca/senders.crt').fingerprint256;
    expect((await certsWith('later')).exitCode).toBe(0);
    expect(read('ca/senders.key')).toContain('ENCRYPTED');
    expect(certificate('ca/senders.crt').fingerprint256).toBe(before);
  });
});

test('says what it made, and less the second time', async () => {
  const first = await run(['certs', '--directory', directory]);
  expect(first.out).toMatch(/made {5}ca\/parts\.crt {2}until \d{4}-\d\d-\d\d {2}SHA-256 [0-9a-f]{64}\n/);
  expect(first.out).toMatch(/made {5}operator-password {2}the user operator at the proxy\n/);
  const second = await run(['certs', '--directory', directory]);
  expect(second.out).toMatch(/^kept {5}\d+ certificates\n.*the first certificate ends \d{4}-\d\d-\d\d.*\n$/);
  for (const { out } of [first, second]) expect(out).not.toContain(read('operator-password').trim());
});

test('what a service needs is in one file', async () => {
  await certs('--names', 'telemetry.example');
  expect(read('services/otel.env')).toContain('OTEL_EXPORTER_OTLP_ENDPOINT=https://telemetry.example:4318\n');
  expect(read('services/headers')).toBe(`authorization: Bearer ${read('collector/token').trim()}\n`);
});

describe('a fault of the user: exit status 2', () => {
  const cases: { argv: string[]; err: RegExp }[] = [
    { argv: ['--names', 'http://telemetry.example'], err: /"http:\/\/telemetry\.example" is no host name/ },
    { argv: ['--names', 'a_b.example'], err: /"a_b\.example" is no host name/ },
    { argv: ['--names', ','], err: /nothing is no host name/ },
    { argv: ['--days', '0'], err: /a whole number from 1 to 397/ },
    { argv: ['--days', '398'], err: /a whole number from 1 to 397/ },
    { argv: ['--days', '1.5'], err: /a whole number from 1 to 397/ },
    { argv: ['--owner', 'root'], err: /numbers as in 1000:1000/ },
    { argv: ['--owner', '0:0'], err: /containers do not run as root/ },
    { argv: ['--ca-passphrase-file', 'none.txt'], err: /none\.txt: cannot be read \(ENOENT\)/ },
    { argv: ['--ca-passphrase-file', 'empty.txt'], err: /empty\.txt: is empty/ },
    { argv: ['extra'], err: /too many arguments/ },
    { argv: ['--name', 'x'], err: /Did you mean --names/ },
  ];
  test.each(cases)('$argv', async ({ argv, err }) => {
    const io = await run(['certs', '--directory', directory, ...argv], { files: { 'empty.txt': '\n' } });
    expect(io).toMatchObject({ exitCode: 2, err: expect.stringMatching(err), out: '' });
  });

  test('a folder that cannot be made', async () => {
    writeFileSync(join(home, 'file'), '');
    const io = await run(['certs', '--directory', join(home, 'file/stack')]);
    expect(io).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/file\/stack: cannot be made \(ENOTDIR\)\n$/),
    });
  });

  test('a folder of something else stays as it is', async () => {
    writeFileSync(join(home, 'file'), '');
    chmodSync(home, 0o755);
    const io = await run(['certs', '--directory', home]);
    expect(io).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/is no folder of .*, and not empty\n$/),
    });
    expect([statSync(home).mode & 0o777, readdirSync(home)]).toEqual([0o755, ['file']]);
  });

  test('certificates whose authority is elsewhere are not replaced', async () => {
    await certs();
    rmSync(join(directory, 'ca'), { recursive: true });
    const before = snapshot();
    const io = await run(['certs', '--directory', directory]);
    expect(io).toMatchObject({ exitCode: 2, err: expect.stringMatching(/no ca\/ that signed them/) });
    expect(snapshot()).toEqual(before);
  });

  test('a file of names that is damaged', async () => {
    await certs();
    writeFileSync(join(directory, 'stack.json'), '{');
    const io = await run(['certs', '--directory', directory]);
    expect(io).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/stack\.json: is no JSON; remove it/),
    });
  });

  test('an authority whose key is another', async () => {
    await certs();
    writeFileSync(join(directory, 'ca/parts.key'), read('ca/senders.key'));
    const io = await run(['certs', '--directory', directory, '--renew']);
    expect(io).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/parts\.key: does not belong to parts\.crt/),
    });
  });
});
