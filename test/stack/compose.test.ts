import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PARTS } from '../../src/cli/commands/stack/parts.ts';
import { prepareStack } from '../../src/cli/commands/stack/prepare.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';
import { shipped } from '../integration/stack-files.ts';

const BASE = ['-f', shipped('docker-compose.monitoring.yml')];
const SECURE = [...BASE, '-f', shipped('docker-compose.secure.yml')];
const WITH_PAGES = [...SECURE, '-f', shipped('docker-compose.secure-browsers.yml')];
const directory = mkdtempSync(join(tmpdir(), 'binnacle-compose-'));
/** Only root can give files to another user. */
const owner = process.getuid?.() === 0 ? { uid: 4711, gid: 4712 } : undefined;
const environment = ['--env-file', join(directory, 'stack.env')];
const binary = await requireServer('docker-compose');

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly privileged?: boolean;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly pids_limit?: number;
  readonly tmpfs?: readonly string[];
  readonly networks?: Readonly<Record<string, unknown>> | null;
  readonly network_mode?: string;
  readonly pid?: string;
  readonly ports?: readonly { readonly host_ip?: string; readonly target: number }[];
  readonly command?: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly {
    readonly type: string;
    readonly source: string;
    readonly target: string;
    readonly read_only?: boolean;
  }[];
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
}

interface Project {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const UNSET = Object.fromEntries(
  [
    ...['BIND_ADDRESS', 'STACK_DIRECTORY', 'STACK_USER', 'STACK_HOST', 'OTLP_AUTH', 'SERVICE_CPUS'],
    ...['BROWSERS_PORT', 'BROWSERS_TLS_DIRECTORY'],
  ]
    .map((name) => `BINNACLE_${name}`)
    .concat('RUM_API_KEY', 'RUM_ALLOWED_ORIGINS')
    .map((name) => [name, undefined]),
);

const read = async (files: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Project> =>
  JSON.parse(
    await run(binary ?? '', [...files, 'config', '--format', 'json'], {
      env: { COMPOSE_PROFILES: 'binnacle', ...UNSET, ...env },
    }),
  );

const projects: Record<string, Project> = {};
beforeAll(async () => {
  prepareStack({ directory, names: ['telemetry.example'], ...(owner && { owner }) });
  if (!binary) return;
  projects.local = await read(BASE);
  projects.secured = await read([...environment, ...SECURE]);
  prepareStack({
    directory,
    origins: ['https://shop.example', 'https://*.shop.example'],
    ...(owner && { owner }),
  });
  projects['secured, with pages,'] = await read([...environment, ...WITH_PAGES]);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Its addresses are others. */
const OWN_FLAGS = /^--(?:web\.external-url|loki|prometheus|alertmanager|otlp)=/;

/** Gives volumes away before the others start, and ends; it has no network. */
const STARTS_AS_ROOT = 'prepare';

interface Rule {
  readonly rule: string;
  readonly of: (service: Service, name: string) => unknown;
  readonly is: unknown;
}

/** What every service has, in both stacks: a new one cannot forget it. */
const RULES: readonly Rule[] = [
  {
    rule: 'does not run as root',
    of: ({ user = '0' }, name) => name === STARTS_AS_ROOT || !/^(0|root)?(:|$)/.test(user),
    is: true,
  },
  { rule: 'cannot write to its image', of: ({ read_only }) => read_only, is: true },
  { rule: 'has no capabilities', of: ({ cap_drop }) => cap_drop, is: ['ALL'] },
  {
    rule: 'gets none back',
    of: ({ cap_add = [], network_mode }, name) =>
      name === STARTS_AS_ROOT ? network_mode === 'none' : cap_add.length === 0,
    is: true,
  },
  { rule: 'is not privileged', of: ({ privileged = false }) => privileged, is: false },
  { rule: 'gets no new privileges', of: ({ security_opt }) => security_opt, is: ['no-new-privileges:true'] },
  { rule: 'has a limit of memory', of: ({ mem_limit }) => Number(mem_limit) > 0, is: true },
  { rule: 'has a limit of processors', of: ({ cpus = 0 }) => cpus > 0 && cpus <= 4, is: true },
  {
    rule: 'has a limit of processes',
    of: ({ pids_limit = 0 }) => pids_limit > 0 && pids_limit <= 512,
    is: true,
  },
  { rule: 'has a limited /tmp', of: ({ tmpfs }) => tmpfs, is: [expect.stringMatching(/^\/tmp:size=\d+m,/)] },
  {
    rule: 'has limited logs',
    of: ({ logging }) => logging?.options,
    is: { 'max-size': '10m', 'max-file': '3' },
  },
  {
    rule: 'is not in the network of the host',
    of: ({ network_mode = '' }) => /^(none|service:.+)?$/.test(network_mode),
    is: true,
  },
  {
    rule: 'reads what it is given and cannot change it',
    of: ({ volumes = [] }) => volumes.filter(({ type, read_only }) => type === 'bind' && !read_only),
    is: [],
  },
  {
    rule: 'does not get the socket of Docker',
    of: ({ volumes = [] }) => volumes.filter(({ source }) => source.includes('docker.sock')),
    is: [],
  },
  {
    rule: 'binds its ports to this machine',
    of: ({ ports = [] }) => ports.filter(({ host_ip }) => host_ip !== '127.0.0.1'),
    is: [],
  },
  { rule: 'has a version', of: ({ image }) => image, is: expect.stringMatching(/:v?\d+\.\d+\.\d+$/) },
];

const withCompose = binary ? describe : describe.skip;

withCompose.each(['local', 'secured', 'secured, with pages,'])('every service of the %s stack', (stack) => {
  test.each(RULES)('$rule', ({ of, is }) => {
    const { services = {} } = projects[stack] ?? {};
    expect(Object.keys(services).length).toBeGreaterThan(8);
    for (const [name, service] of Object.entries(services))
      expect([name, of(service, name)]).toEqual([name, is]);
  });
});

withCompose('the secured stack', () => {
  const services = (): readonly [string, Service][] => Object.entries(projects.secured?.services ?? {});

  test('is reached by the proxy alone', () => {
    const open = services().filter(([, { ports = [] }]) => ports.length > 0);
    expect(open.map(([name, { ports = [] }]) => [name, ports.map(({ target }) => target)])).toEqual([
      ['proxy', [8443, 4317, 4318]],
    ]);
  });

  test('has its parts in a network without a way out', () => {
    expect(projects.secured?.networks.monitoring?.internal).toBe(true);
    const others = services().flatMap(([name, { networks: own }]) =>
      Object.keys(own ?? {})
        .filter((network) => network !== 'monitoring')
        .map((network) => `${name} ${network}`),
    );
    // Alertmanager tells people, Grafana asks a provider of logins.
    expect(others.sort()).toEqual(['alertmanager outside', 'grafana outside', 'proxy entry']);
  });

  test('runs as the owner of its files', () => {
    const { uid, gid } = owner ?? { uid: process.getuid?.(), gid: process.getgid?.() };
    for (const [name, { user }] of services())
      expect([name, user]).toEqual([name, name === STARTS_AS_ROOT ? '0:0' : `${uid}:${gid}`]);
  });

  test('gives every server files of its own, and the keys of the authorities to none', () => {
    const known = new Set(PARTS.map(({ id }) => id));
    for (const [name, { volumes = [] }] of services()) {
      if (name === STARTS_AS_ROOT) continue;
      const own = volumes.filter(({ source }) => source.startsWith(directory));
      expect([name, own.map(({ target }) => target)]).toEqual([name, ['/etc/binnacle']]);
      const [part = ''] = own.map(({ source }) => source.slice(directory.length + 1));
      expect([name, part, known.has(part)]).toEqual([
        name,
        name.replace(/-(health|metrics|access)$/, ''),
        true,
      ]);
    }
  });

  test('leaves out nothing', () => {
    const secured = Object.keys(projects.secured?.services ?? {});
    expect(secured).toEqual(expect.arrayContaining(Object.keys(projects.local?.services ?? {})));
  });

  test('has the flags of the local one', () => {
    for (const [name, { command }] of Object.entries(projects.local?.services ?? {})) {
      if (name === STARTS_AS_ROOT || name === 'grafana') continue;
      const kept = (command ?? []).filter((flag) => !OWN_FLAGS.test(flag));
      expect([name, projects.secured?.services[name]?.command]).toEqual([name, expect.arrayContaining(kept)]);
    }
  });

  test('asks for each plain address only where TLS ends in the same container', () => {
    for (const [name, { environment: own = {}, command }] of services())
      for (const text of [...Object.values(own), ...(command ?? [])])
        expect([name, /http:\/\/(?!localhost\/)[^\s]*/.exec(text)?.[0]]).toEqual([name, undefined]);
  });

  test('Grafana lets in nobody without a login, and has no known password', () => {
    const own = projects.secured?.services.grafana?.environment ?? {};
    expect(own).toMatchObject({
      GF_AUTH_ANONYMOUS_ENABLED: 'false',
      GF_USERS_ALLOW_SIGN_UP: 'false',
      GF_USERS_AUTO_ASSIGN_ORG_ROLE: 'Viewer',
      GF_SECURITY_COOKIE_SECURE: 'true',
      GF_SERVER_PROTOCOL: 'https',
      GF_SECURITY_ADMIN_PASSWORD__FILE: '/etc/binnacle/admin-password',
      GF_AUTH_GENERIC_OAUTH_ENABLED: 'false',
      GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_STRICT: 'true',
    });
    expect(readFileSync(join(directory, 'grafana/admin-password'), 'utf8')).toMatch(/^[\w-]{32}$/);
  });

  test('maps the groups of a provider to roles', async () => {
    const roles = 'GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH';
    expect(projects.secured?.services.grafana?.environment?.[roles]).toBe(
      "contains(groups[*], 'binnacle-admins') && 'Admin' || contains(groups[*], 'binnacle-editors') && 'Editor' || contains(groups[*], 'binnacle-viewers') && 'Viewer'",
    );
    const { services: own } = await read([...environment, ...SECURE], {
      GF_AUTH_GENERIC_OAUTH_ENABLED: 'true',
      [roles]: "role == 'boss' && 'Admin'",
    });
    expect(own.grafana?.environment).toMatchObject({
      GF_AUTH_GENERIC_OAUTH_ENABLED: 'true',
      [roles]: "role == 'boss' && 'Admin'",
    });
  });

  test('binds the proxy to another address where that is asked for, and nothing else', async () => {
    const { services: own } = await read([...environment, ...SECURE], { BINNACLE_BIND_ADDRESS: '0.0.0.0' });
    const ports = Object.values(own).flatMap(({ ports: all = [] }) => all.map(({ host_ip }) => host_ip));
    expect(ports).toEqual(['0.0.0.0', '0.0.0.0', '0.0.0.0']);
  });

  test.each(['token', 'certificate'])('takes senders with a %s', async (auth) => {
    const { services: own } = await read([...environment, ...SECURE], { BINNACLE_OTLP_AUTH: auth });
    expect(own.collector?.command).toContain(`--config=/etc/otelcol/secure/collector-${auth}.yaml`);
    expect(own.proxy?.volumes?.find(({ target }) => target.endsWith('/otlp.conf'))?.source).toBe(
      shipped(`deploy/secure/otlp-${auth}.conf`),
    );
  });

  test('does not start without its files, and says how they are made', async () => {
    await expect(read(SECURE)).rejects.toThrow('binnacle stack certs');
  });
});

withCompose('the secured stack with pages', () => {
  const project = (): Project => projects['secured, with pages,'] ?? { services: {}, networks: {} };
  const filesOf = ({ volumes = [] }: Service): readonly string[] =>
    volumes.map(({ source, target }) => `${source.replace(directory, '')} ${target}`);

  test('has one way in more', () => {
    const open = Object.entries(project().services).filter(([, { ports = [] }]) => ports.length > 0);
    expect(
      open.map(([name, { ports = [] }]) => [
        name,
        ports.map(({ target, host_ip }) => `${host_ip} ${target}`),
      ]),
    ).toEqual([
      ['browsers', ['127.0.0.1 4443']],
      ['proxy', ['127.0.0.1 8443', '127.0.0.1 4317', '127.0.0.1 4318']],
    ]);
  });

  test('whose proxy meets nobody but the Collector', () => {
    const { services, networks } = project();
    const membersOf = (network: string): readonly string[] =>
      Object.keys(services).filter((name) => network in (services[name]?.networks ?? {}));
    expect(Object.keys(services.browsers?.networks ?? {})).toEqual(['pages', 'pages-entry']);
    expect([membersOf('pages'), membersOf('pages-entry')]).toEqual([['browsers', 'collector'], ['browsers']]);
    expect(networks.pages?.internal).toBe(true);
    expect(Object.keys(services.collector?.networks ?? {}).sort()).toEqual(['monitoring', 'pages']);
  });

  test('changes nothing else', () => {
    const { browsers, collector, ...others } = project().services;
    const { collector: before, ...secured } = projects.secured?.services ?? {};
    expect([browsers, collector].every(Boolean)).toBe(true);
    expect(others).toEqual(secured);
    expect(collector?.command?.filter((argument) => !argument.includes('browsers'))).toEqual(before?.command);
    expect(collector?.ports ?? []).toEqual([]);
  });

  test('takes origins and key from what `binnacle stack certs` made', () => {
    const { RUM_API_KEY, RUM_ALLOWED_ORIGINS } = project().services.collector?.environment ?? {};
    expect(RUM_API_KEY).toMatch(/^[0-9a-f]{32}$/);
    expect(RUM_ALLOWED_ORIGINS).toBe('[https://shop.example, https://*.shop.example]');
    expect(readFileSync(join(directory, 'browsers/origins.conf'), 'utf8')).toContain(
      '"https://shop.example"',
    );
  });

  test('shows visitors a certificate that they know, where there is one', async () => {
    const own = project().services.browsers;
    expect(own && filesOf(own)).toEqual([
      '/browsers /etc/binnacle',
      '/browsers /etc/binnacle-pages',
      `${shipped('deploy/secure/browsers.conf')} /etc/nginx/binnacle/nginx.conf`,
    ]);
    const { services } = await read([...environment, ...WITH_PAGES], {
      BINNACLE_BROWSERS_TLS_DIRECTORY: '/srv/tls',
    });
    expect(services.browsers && filesOf(services.browsers)).toContain('/srv/tls /etc/binnacle-pages');
  });

  test('does not start before it knows where pages come from', async () => {
    prepareStack({ directory, origins: [], ...(owner && { owner }) });
    await expect(read([...environment, ...WITH_PAGES])).rejects.toThrow('stack certs --browsers');
    await read([...environment, ...SECURE]);
  });
});
