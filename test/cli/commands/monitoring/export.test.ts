import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { createProcessIo } from '../../../../src/cli/process-io.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { alerts, dashboards, recordings } from '../../../../src/monitoring/index.ts';
import { requireServer } from '../../../backends/find-server.ts';
import { run as runCommand } from '../../../backends/run.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';

const ROOT = { directory: '/nowhere', version: '1.2.3' };

const ROUTING = `
teams: { payments: { page: chat } }
receivers: { chat: { slack: { urlFile: /etc/alertmanager/secrets/chat/url } } }
`;

const run = async (...args: string[]): Promise<TestIo> => {
  const io = createTestIo({ files: { 'routing.yaml': ROUTING, 'bad.yaml': 'teams: {}\n' } });
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
        'https://grafana.example/d/service-overview?var-service={{ $labels.job | urlQueryEscape }}',
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
    expect(objects.length).toBe(recordings.length + alerts.length + 1);
    for (const { apiVersion, kind, metadata, spec } of objects) {
      expect([apiVersion, kind]).toEqual(['monitoring.coreos.com/v1', 'PrometheusRule']);
      expect(metadata.namespace).toBe('observability');
      expect(metadata.labels.release).toBe('prometheus');
      expect(metadata.name).toMatch(/^[a-z0-9-]{1,63}$/);
      expect(spec.groups[0].rules.length).toBeGreaterThan(0);
    }
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
  test('has its whole configuration, and no AlertmanagerConfig is there', async () => {
    const { written } = await run('--output', 'k8s', '--format', 'kubernetes', '--routing', 'routing.yaml');
    const { kind, metadata, stringData } = parse(written['k8s/alertmanager-config.yaml'] ?? '');
    expect([kind, metadata.name, metadata.namespace]).toEqual([
      'Secret',
      'binnacle-alertmanager',
      'monitoring',
    ]);
    expect(parse(stringData['alertmanager.yaml']).route.receiver).toBe('chat');
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
  ])('%j is refused', async (args, message) => {
    const { exitCode, err, written } = await run(...args);
    expect([exitCode, written]).toEqual([2, {}]);
    expect(err).toMatch(message);
  });
});
