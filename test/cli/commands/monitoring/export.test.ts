import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { createProcessIo } from '../../../../src/cli/process-io.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import {
  alerts,
  dashboards,
  recordings,
  renderAlertmanagerSecret,
} from '../../../../src/monitoring/index.ts';
import { requireServer } from '../../../backends/find-server.ts';
import { run as runCommand } from '../../../backends/run.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';

/** Recordings, the alerts of each dashboard, and the watchdog. */
const GROUPS = recordings.length + new Set(alerts.map(({ dashboard }) => dashboard)).size + 1;

const ROOT = { directory: '/nowhere', version: '1.2.3' };

const ROUTING = `
teams: { payments: { page: chat } }
receivers: { chat: { slack: { urlFile: /etc/alertmanager/secrets/chat/url } } }
`;

const SLO = `
slos:
  - id: orders
    service: shop/orders
    owner: payments
    objective: 99.9
    window: 30d
    indicator: { availability: {} }
`;

const PROBES = `
probes:
  - { id: home, owner: shop, http: { url: https://shop.example/ } }
heartbeats:
${Array.from({ length: 20 }, (_, index) => `  - { id: job-${index}, every: 1h }`).join('\n')}
`;

const FILES = {
  'routing.yaml': ROUTING,
  'slo.yaml': SLO,
  'probes.yaml': PROBES,
  'bad.yaml': 'teams: {}\n',
};

const run = async (...args: string[]): Promise<TestIo> => {
  const io = createTestIo({ files: FILES });
  await runProgram(['monitoring', 'export', ...args], io, ROOT);
  return io;
};

describe('files', () => {
  test('are all rules, tests, runbooks and dashboards', async () => {
    const { written, exitCode, out } = await run('--output', 'there');
    // The watchdog's three and Alertmanager's configuration are the other four.
    const count = recordings.length + 3 * alerts.length + dashboards.length + 4;
    expect([exitCode, out, Object.keys(written).length]).toEqual([0, `${count} files in there\n`, count]);
    expect(Object.keys(written)).toEqual(
      expect.arrayContaining([
        'there/rules/recorded-services.yaml',
        'there/rules/service-apdex.yaml',
        'there/rules/watchdog.yaml',
        'there/alertmanager.yml',
        'there/tests/service-apdex.yaml',
        'there/runbooks/service-apdex.md',
        'there/dashboards/services/service-overview.json',
      ]),
    );
  });

  test('are removed where they are of an alert that is no longer there, and nothing else is', async () => {
    const { written } = await run('--output', 'there');
    const generated = '# Written by `npm run generate` from src/monitoring/alerts.\n\ngroups: []\n';
    const files = {
      ...written,
      'there/rules/gone.yaml': generated,
      'there/tests/gone.yaml': generated,
      'there/rules/own.yaml': 'groups: []\n',
      'there/rules/slo-orders.yaml':
        '# Written by `binnacle monitoring slo` from ../slo.yaml.\n\ngroups: []\n',
      'there/rules/probes-expected.yaml':
        '# Written by `npm run generate` from a file of probes.\n\ngroups: []\n',
    };
    const runIn = async (...args: string[]): Promise<TestIo> => {
      const io = createTestIo({ files });
      await runProgram(['monitoring', 'export', '--output', 'there', ...args], io, ROOT);
      return io;
    };
    const gone = ['there/rules/gone.yaml', 'there/tests/gone.yaml'];
    const { removed, out } = await runIn();
    expect([removed, out]).toEqual([
      gone,
      `${gone.map((file) => `${file} removed\n`).join('')}${Object.keys(written).length} files in there\n`,
    ]);
    const check = await runIn('--check');
    expect([check.exitCode, check.written, check.removed, check.out]).toEqual([
      1,
      {},
      [],
      gone.map((file) => `${file}: left over\n`).join(''),
    ]);
  });

  test('link to what the command line says', async () => {
    const links = [
      '--grafana-url',
      'https://grafana.example/',
      '--runbook-url',
      'https://wiki.example/runbooks',
    ];
    const { written } = await run('--output', 'there', ...links);
    const [{ rules }] = parse(written['there/rules/service-apdex.yaml'] ?? '').groups;
    expect(rules[0].annotations).toMatchObject({
      dashboard_url:
        'https://grafana.example/d/service-overview?var-environment={{ $labels.deployment_environment_name | urlquery }}&var-service={{ $labels.job | urlquery }}',
      runbook_url: 'https://wiki.example/runbooks/service-apdex.md',
    });
  });

  test('have the configuration of Alertmanager that a routing.yaml asks for', async () => {
    const { written } = await run('--output', 'there', '--routing', 'routing.yaml');
    const { route, receivers } = parse(written['there/alertmanager.yml'] ?? '');
    expect(route.receiver).toBe('chat');
    expect(receivers[0].slack_configs[0]).toMatchObject({
      api_url_file: '/etc/alertmanager/secrets/chat/url',
    });
  });

  test('are not written where routing.yaml has a fault, which is told with its place', async () => {
    const { written, exitCode, err } = await run('--output', 'there', '--routing', 'bad.yaml');
    expect([exitCode, written, err]).toEqual([2, {}, 'bad.yaml:1:1: "receivers" is missing\n']);
  });

  test.each([
    [[], false],
    [['--counts', 'exact'], true],
  ])('%j: only exact counts need a selector that not every server knows', async (args, needs) => {
    const { written } = await run('--output', 'there', ...args);
    const texts = Object.entries(written).filter(([path]) => path.startsWith('there/dashboards/'));
    expect(texts.some(([, text]) => text.includes(' anchored'))).toBe(needs);
    // Nor does a panel say of itself what is not so.
    expect(texts.some(([, text]) => /exact/i.test(text))).toBe(needs);
    expect(texts.some(([, text]) => /increase\([^)]*\[\$__range\]/.test(text))).toBe(true);
  });

  test('are listed as JSON', async () => {
    const { out, written } = await run('--output', 'there', '--json');
    expect(JSON.parse(out).files).toEqual(Object.keys(written));
  });
});

describe('kubernetes', () => {
  const options = ['--format', 'kubernetes', '--namespace', 'observability', '--label', 'release=prometheus'];

  test('has an object for each recording and alert', async () => {
    const { written } = await run('--output', 'k8s', ...options);
    const objects = parseAllDocuments(written['k8s/prometheus-rules.yaml'] ?? '').map((one) => one.toJS());
    expect(objects.length).toBe(GROUPS);
    for (const { apiVersion, kind, metadata, spec } of objects) {
      expect([apiVersion, kind]).toEqual(['monitoring.coreos.com/v1', 'PrometheusRule']);
      expect(metadata.namespace).toBe('observability');
      expect(metadata.labels.release).toBe('prometheus');
      expect(metadata.name).toMatch(/^[a-z0-9-]{1,63}$/);
      expect(spec.groups[0].rules.length).toBeGreaterThan(0);
    }
  });

  test('has the rules of objectives and probes, in groups that Mimir takes too', async () => {
    const own = ['--slo', 'slo.yaml', '--probes', 'probes.yaml'];
    const { written } = await run('--output', 'k8s', ...options, ...own);
    const objects = parseAllDocuments(written['k8s/prometheus-rules.yaml'] ?? '').map((one) => one.toJS());
    const sizes = objects.map(({ metadata, spec }) => [metadata.name, spec.groups[0].rules.length]);
    expect(sizes.slice(GROUPS)).toEqual([
      ['binnacle-slo-orders-increase', 2],
      ['binnacle-slo-orders', 20],
      ['binnacle-slo-orders-budget', 3],
      ['binnacle-probes-expected', 20],
      ['binnacle-probes-expected-2', 1],
    ]);
    expect(sizes.filter(([, size]) => size > 20)).toEqual([]);
    expect(new Set(sizes.map(([name]) => name)).size).toBe(sizes.length);
  });

  test('is not written where a file of objectives or probes has a fault; each is told with its place', async () => {
    const own = ['--slo', 'bad.yaml', '--probes', 'bad.yaml'];
    const { written, exitCode, err } = await run('--output', 'k8s', ...options, ...own);
    expect([exitCode, written]).toEqual([2, {}]);
    expect(err.match(/^bad\.yaml:1:1: /gm)?.length).toBeGreaterThanOrEqual(2);
  });

  test('has a ConfigMap for each dashboard, in its folder and below the limit of 1 MiB', async () => {
    const { written } = await run('--output', 'k8s', ...options);
    const maps = parseAllDocuments(written['k8s/dashboards.yaml'] ?? '').map((one) => one.toJS());
    const read = maps.map(({ metadata, data }) => {
      const [text = ''] = Object.values<string>(data);
      expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
      expect(metadata.labels).toMatchObject({ grafana_dashboard: '1', release: 'prometheus' });
      return [JSON.parse(text).uid, metadata.annotations.grafana_folder];
    });
    expect(read).toEqual(dashboards.map(({ id, audience }) => [id, audience]));
  });
});

describe('the Secret of Alertmanager', () => {
  test('keeps every sign', () => {
    for (const text of ['', 'a', 'Zürich', '日本 🚨 ß%41', 'a\nb']) {
      const { data } = parse(renderAlertmanagerSecret({ namespace: 'm', labels: {} }, text));
      expect(Buffer.from(data['alertmanager.yaml'], 'base64').toString()).toBe(text);
    }
  });

  test('has its whole configuration, and no AlertmanagerConfig is there', async () => {
    const { written } = await run('--output', 'k8s', '--format', 'kubernetes', '--routing', 'routing.yaml');
    const { kind, metadata, data } = parse(written['k8s/alertmanager-config.yaml'] ?? '');
    expect([kind, metadata.name, metadata.namespace]).toEqual([
      'Secret',
      'binnacle-alertmanager',
      'monitoring',
    ]);
    expect(parse(Buffer.from(data['alertmanager.yaml'], 'base64').toString()).route.receiver).toBe('chat');
  });
});

const promtool = await requireServer('promtool');
const withPromtool = promtool ? describe : describe.skip;

withPromtool('promtool', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-export-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('accepts and runs the files as they are on the disk', async () => {
    await runProgram(
      ['monitoring', 'export', '--output', directory, '--grafana-url', 'https://grafana.example', '--json'],
      { ...createProcessIo(), stdout: () => {} },
      ROOT,
    );
    const tests = [...alerts, { id: 'watchdog' }].map(({ id }) => join(directory, 'tests', `${id}.yaml`));
    expect(await runCommand(promtool ?? '', ['test', 'rules', ...tests])).not.toContain('FAILED');
  }, 60_000);

  test('accepts the groups of the Kubernetes objects', async () => {
    const { written } = await run('--output', 'k8s', '--format', 'kubernetes');
    const groups = parseAllDocuments(written['k8s/prometheus-rules.yaml'] ?? '').flatMap(
      (one) => one.toJS().spec.groups,
    );
    const file = join(directory, 'all.yaml');
    await writeFile(file, stringify({ groups }));
    expect(await runCommand(promtool ?? '', ['check', 'rules', file])).toContain('SUCCESS');
  });
});

describe('a wrong command line', () => {
  test.each([
    [[], /--output/],
    [['--output', 'x', '--grafana-url', 'grafana'], /a URL such as https:\/\/grafana\.example/],
    [['--output', 'x', '--grafana-url', 'javascript:alert(1)'], /a URL such as/],
    [['--output', 'x', '--format', 'helm'], /Allowed choices are files, kubernetes/],
    [['--output', 'x', '--namespace', 'My Space'], /small letters, digits and hyphens/],
    [['--output', 'x', '--label', 'release'], /a label such as release=prometheus/],
    [['--output', 'x', '--label', 'release=-x'], /a label such as release=prometheus/],
    [['--output', 'x', '--label', 'Example.com/release=x'], /a label such as release=prometheus/],
    [
      ['--output', 'x', '--slo', 'slo.yaml'],
      /--slo goes with --format kubernetes; "binnacle monitoring slo slo.yaml --output <folder>" writes files/,
    ],
  ])('%j is refused', async (args, message) => {
    const { exitCode, err, written } = await run(...args);
    expect([exitCode, written]).toEqual([2, {}]);
    expect(err).toMatch(message);
  });
});
