import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

describe('a folder that was written before', () => {
  const withId = (id: string, text = SLOS): string => text.replace('id: orders', `id: ${id}`);
  const [first = '', ...others] = SLOS.split('  - ');
  const two = (a: string, b: string): string =>
    [first, ...others, ...others]
      .join('  - ')
      .replace('id: orders', `id: ${a}`)
      .replace('id: orders', `id: ${b}`);

  const runIn = async (files: Readonly<Record<string, string>>, ...args: string[]): Promise<TestIo> => {
    const io = createTestIo({ files });
    await runProgram(['monitoring', 'slo', ...args], io, ROOT);
    return io;
  };
  /** What is there after a run on these files. */
  const filesAfter = async (files: Readonly<Record<string, string>>, ...args: string[]) => ({
    ...files,
    ...(await runIn(files, ...args, '--output', 'there')).written,
  });

  test('files say what they were written from, seen from their folder', async () => {
    const { written } = await runIn({ 'team/slo.yaml': SLOS }, 'team/slo.yaml', '--output', 'out/there');
    for (const file of ['rules', 'tests'])
      expect(written[`out/there/${file}/slo-orders.yaml`]).toMatch(
        /^# Written by `binnacle monitoring slo` from \.\.\/\.\.\/team\/slo\.yaml\.\n/,
      );
  });

  test('loses the files of an objective that was removed, and no others', async () => {
    const before = {
      ...(await filesAfter(
        await filesAfter({ 'a.yaml': two('orders', 'mail'), 'b.yaml': withId('search') }, 'a.yaml'),
        'b.yaml',
      )),
      'there/rules/slo-own.yaml': '# Written by hand.\ngroups: []\n',
      'there/rules/disk-full.yaml':
        '# Written by `npm run generate` from src/monitoring/alerts.\n\ngroups: []\n',
      'a.yaml': withId('mail'),
    };
    const { exitCode, out, err, removed, written } = await runIn(before, 'a.yaml', '--output', 'there');
    const gone = ['there/rules/slo-orders.yaml', 'there/tests/slo-orders.yaml'];
    expect([exitCode, removed]).toEqual([0, gone]);
    expect(Object.keys(written)).toContain('there/rules/slo-mail.yaml');
    expect(out).toContain(`${gone.map((file) => `${file} removed\n`).join('')}5 files in there\n`);
    expect(err).not.toContain('slo-search');
  });

  test('loses the last one where the list is empty', async () => {
    const before = { ...(await filesAfter({ 'slo.yaml': SLOS }, 'slo.yaml')), 'slo.yaml': 'slos: []\n' };
    const { exitCode, removed } = await runIn(before, 'slo.yaml', '--output', 'there', '--json');
    expect([exitCode, removed]).toEqual([0, ['there/rules/slo-orders.yaml', 'there/tests/slo-orders.yaml']]);
  });

  test('an id that another file has there is a fault with both places, and nothing is written', async () => {
    const before = await filesAfter({ 'a.yaml': two('mail', 'orders'), 'b.yaml': SLOS }, 'a.yaml');
    const { exitCode, out, written } = await runIn(before, 'b.yaml', '--output', 'there');
    expect([exitCode, written]).toEqual([1, {}]);
    expect(out).toBe(
      'b.yaml:2:9: "orders" is the id of another objective, at a.yaml:8:9, from which there/rules/slo-orders.yaml was ' +
        'written; expected an id of its own, or another folder\n1 fault, nothing is written\n',
    );
    const { out: json } = await runIn(before, 'b.yaml', '--output', 'there', '--json');
    expect(JSON.parse(json)).toMatchObject({ ok: false, faults: [{ line: 2, column: 9 }], files: [] });
  });

  test.each([
    ['is not there any more', { 'b.yaml': SLOS }, []],
    ['has given it away', { 'a.yaml': withId('mail'), 'b.yaml': SLOS }, []],
    ['cannot be used now', { 'a.yaml': 'slos: [', 'b.yaml': SLOS }, ['a.yaml:1:1']],
    ['has another fault now', { 'a.yaml': SLOS.replace('owner', 'onwer'), 'b.yaml': SLOS }, ['a.yaml:2:9']],
  ])('where that file %s', async (_, files, places) => {
    const { 'a.yaml': _gone, ...written } = await filesAfter({ 'a.yaml': SLOS }, 'a.yaml');
    const { exitCode, out } = await runIn({ ...written, ...files }, 'b.yaml', '--output', 'there');
    expect([exitCode, out.match(/a\.yaml:\d+:\d+/g) ?? []]).toEqual([places.length, places]);
  });

  test('files are named whose file of objectives is gone', async () => {
    const { 'a.yaml': _, ...written } = await filesAfter(
      { 'a.yaml': SLOS, 'b.yaml': withId('mail') },
      'a.yaml',
    );
    const { err, removed } = await runIn(written, 'b.yaml', '--output', 'there');
    expect(removed).toEqual([]);
    expect(err).toMatch(
      /^there\/rules\/slo-orders\.yaml: the file that it was written from is not there any more; remove it where nobody wants its alerts$/m,
    );
  });

  test('standard input removes nothing: nobody knows what it was before', async () => {
    const before = { ...(await filesAfter({ '-': two('orders', 'mail') }, '-')), '-': SLOS };
    const { exitCode, removed } = await runIn(before, '-', '--output', 'there');
    expect([exitCode, removed]).toEqual([0, []]);
  });

  test('--check compares and changes nothing', async () => {
    const files = await filesAfter({ 'slo.yaml': two('orders', 'mail') }, 'slo.yaml');
    const clean = await runIn(files, 'slo.yaml', '--output', 'there', '--check');
    expect([clean.exitCode, clean.out]).toEqual([
      0,
      expect.stringMatching(/\n7 files in there: up to date\n$/),
    ]);
    const { 'there/tests/slo-orders.yaml': _, ...rest } = files;
    const changed = { ...rest, 'there/runbooks/slo-budget-burn.md': 'other', 'slo.yaml': SLOS };
    const { exitCode, out, written, removed } = await runIn(
      changed,
      'slo.yaml',
      '--output',
      'there',
      '--check',
    );
    expect([exitCode, written, removed]).toEqual([1, {}, []]);
    expect(out.split('\n').slice(1)).toEqual([
      'there/tests/slo-orders.yaml: missing',
      'there/runbooks/slo-budget-burn.md: different',
      'there/rules/slo-mail.yaml: left over',
      'there/tests/slo-mail.yaml: left over',
      '',
    ]);
    const { out: json } = await runIn(changed, 'slo.yaml', '--output', 'there', '--check', '--json');
    expect(JSON.parse(json)).toMatchObject({
      ok: false,
      files: [],
      outdated: [{ reason: 'missing' }, {}, {}, {}],
    });
  });
});

test.each([
  [['slo.yaml'], /expected --output <folder>, which writes, --check, which only looks, or both/],
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

  test('has nothing left to test of an objective that was removed', async () => {
    const file = join(directory, 'own.yaml');
    const output = join(directory, 'own');
    const io = { ...createProcessIo(), stdout: () => {}, stderr: () => {} };
    for (const id of ['orders', 'mail']) {
      await writeFile(file, SLOS.replace('id: orders', `id: ${id}`));
      await runProgram(['monitoring', 'slo', file, '--output', output], io, ROOT);
    }
    expect(io.exitCode).toBe(0);
    expect([await readdir(join(output, 'rules')), await readdir(join(output, 'tests'))]).toEqual([
      ['slo-mail.yaml'],
      ['slo-mail.yaml'],
    ]);
    const checked = await runCommand(promtool ?? '', ['check', 'rules', join(output, 'rules/slo-mail.yaml')]);
    expect(checked).toContain('SUCCESS');
  });

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
