import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createProcessIo } from '../../../../src/cli/process-io.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { requireServer } from '../../../backends/find-server.ts';
import { run as runCommand } from '../../../backends/run.ts';
import { shipped } from '../../../integration/stack-files.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';

const ROOT = { directory: '/nowhere', version: '1.2.3' };

const SLOS = `slos:
  - id: orders
    service: shop/orders
    owner: payments
    objective: 99.9
    window: 30d
    indicator: { availability: {} }
`;

const run = async (text: string, ...args: string[]): Promise<TestIo> => {
  const io = createTestIo({ files: { 'slo.yaml': text, '-': text } });
  await runProgram(['monitoring', 'slo', ...args], io, ROOT);
  return io;
};

const WRITTEN = [
  'there/rules/slo-orders.yaml',
  'there/tests/slo-orders.yaml',
  'there/runbooks/slo-budget-burn.md',
  'there/runbooks/slo-data-absent.md',
  'there/dashboards/services/slo.json',
];

test('writes rules, tests, runbooks and the dashboard, and says how long metrics have to be kept', async () => {
  const { written, exitCode, out, err } = await run(SLOS, 'slo.yaml', '--output', 'there');
  expect([exitCode, Object.keys(written)]).toEqual([0, WRITTEN]);
  expect(out).toBe('orders  99.9% in 30d  availability of shop/orders, payments\n5 files in there\n');
  expect(err).toMatch(
    /^Prometheus has to keep metrics for 30 days or more; without METRICS_RETENTION_DAYS it is 15\n$/,
  );
});

test('links to what the command line says', async () => {
  const { written } = await run(
    SLOS,
    'slo.yaml',
    ...[
      '--output',
      'there',
      '--grafana-url',
      'https://grafana.example/',
      '--runbook-url',
      'https://wiki.example',
    ],
  );
  const [, { rules }] = parse(written['there/rules/slo-orders.yaml'] ?? '').groups;
  expect(rules.at(-1).annotations).toMatchObject({
    dashboard_url: 'https://grafana.example/d/slo?var-slo=orders',
    runbook_url: 'https://wiki.example/slo-data-absent.md',
  });
});

test('--check writes nothing', async () => {
  const { written, exitCode, out } = await run(SLOS, '-', '--check');
  expect([exitCode, written, out]).toEqual([
    0,
    {},
    'orders  99.9% in 30d  availability of shop/orders, payments\n',
  ]);
});

test('--json has the objectives and the files', async () => {
  const { out } = await run(SLOS, 'slo.yaml', '--output', 'there', '--json');
  expect(JSON.parse(out)).toMatchObject({
    file: 'slo.yaml',
    ok: true,
    faults: [],
    slos: [{ id: 'orders' }],
    files: WRITTEN,
  });
});

test('--from openslo takes an SLO of OpenSLO', async () => {
  const source = (query: string) => ({ metricSource: { type: 'Prometheus', spec: { query } } });
  const text = JSON.stringify({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'mail', labels: { team: 'letters' } },
    spec: {
      service: 'shop/mail',
      indicator: { spec: { ratioMetric: { bad: source('mail_failed_total'), total: source('mail_total') } } },
      timeWindow: [{ duration: '7d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: 0.99 }],
    },
  });
  const { exitCode, out, written } = await run(text, 'slo.yaml', '--from', 'openslo', '--output', 'there');
  expect([exitCode, out]).toEqual([0, 'mail  99% in 7d  ratio of shop/mail, letters\n5 files in there\n']);
  expect(Object.keys(written)[0]).toBe('there/rules/slo-mail.yaml');
});

describe('a file with faults', () => {
  const text = SLOS.replace('99.9', '90').replace('owner', 'onwer');

  test('is told with every place, and nothing is written', async () => {
    const { exitCode, out, written } = await run(text, 'slo.yaml', '--output', 'there');
    expect([exitCode, written]).toEqual([1, {}]);
    expect(out.split('\n')).toEqual([
      'slo.yaml:2:5: slos[0]: "owner" is missing',
      'slo.yaml:4:5: slos[0]: "onwer" is not known; did you mean "owner"?',
      expect.stringMatching(/^slo\.yaml:5:16: slos\[0\]\.objective: 90 leaves an error budget of 10%/),
      '3 faults, nothing is written',
      '',
    ]);
  });

  test('is told as JSON', async () => {
    const { exitCode, out } = await run(text, 'slo.yaml', '--check', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      faults: [{ line: 2 }, { line: 4 }, { line: 5, column: 16 }],
      files: [],
    });
  });
});

test.each([
  [['slo.yaml'], /expected one of --output <folder>, which writes, and --check/],
  [['slo.yaml', '--check', '--output', 'there'], /expected one of --output <folder>/],
  [['nowhere.yaml', '--check'], /nowhere\.yaml: cannot be read \(ENOENT\)/],
  [['slo.yaml', '--output', '/nowhere/at/all'], /cannot be written \(ENOENT\)/],
  [['slo.yaml', '--check', '--grafana-url', 'grafana'], /a URL such as/],
])('%j is refused', async (args, message) => {
  const { exitCode, err, written } = await run(SLOS, ...args);
  expect([exitCode, written]).toEqual([2, {}]);
  expect(err).toMatch(message);
});

const promtool = await requireServer('promtool');
const withPromtool = promtool ? describe : describe.skip;

withPromtool('promtool', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-slo-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test('accepts and runs what is written for the shipped objectives', async () => {
    const io = { ...createProcessIo(), stdout: () => {} };
    await runProgram(
      ['monitoring', 'slo', shipped('prometheus/slo.yaml'), '--output', directory, '--json'],
      io,
      ROOT,
    );
    const { slos } = parse(await readFile(shipped('prometheus/slo.yaml'), 'utf8'));
    const files = (folder: string): string[] =>
      slos.map(({ id }: { id: string }) => join(directory, folder, `slo-${id}.yaml`));
    expect(await runCommand(promtool ?? '', ['check', 'rules', ...files('rules')])).toContain('SUCCESS');
    expect(await runCommand(promtool ?? '', ['test', 'rules', ...files('tests')])).toContain('SUCCESS');
  }, 60_000);
});
