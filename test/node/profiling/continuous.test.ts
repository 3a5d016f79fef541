import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupByLabel, hotFunctions, totalOf } from '../../../src/core/profiling/hot-functions.ts';
import { LABELS, type Profile } from '../../../src/core/profiling/profile.ts';
import { missingGo } from '../../backends/go.ts';
import { startOtlpReceiver } from '../otlp-receiver.ts';
import { runFixture } from '../run-fixture.ts';
import { filesOf, parsePprof, readFirst } from './read-folder.ts';

const noGo = await missingGo();

const folder = mkdtempSync(join(tmpdir(), 'binnacle-profiles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUIET = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' };

interface How {
  /** Without one it is what the default takes. */
  readonly engine?: 'inspector' | 'datadog';
  readonly nodeOptions?: readonly string[];
  readonly messages?: readonly unknown[];
}

/** Runs the fixture with one engine; the answer is the folder of its profiles and the ids of its traces. */
const profileWith = async (name: string, { engine, nodeOptions = [], messages = [] }: How) => {
  const receiver = await startOtlpReceiver();
  try {
    const own = join(folder, name);
    const ended = await runFixture('profiled.mjs', {
      endpoint: receiver.url,
      env: {
        APM_PROFILING_ENABLED: 'true',
        ...(engine && { BINNACLE_PROFILING_ENGINE: engine }),
        BINNACLE_PROFILING_SAMPLE_INTERVAL: '2',
        BINNACLE_PROFILING_HEAP_INTERVAL: '65536',
        BINNACLE_PROFILING_DIR: own,
      },
      nodeOptions: [...nodeOptions, '--import', 'binnacle/register'],
    });
    expect(ended).toMatchObject({ code: 0, messages });
    return { own, traceIds: new Set(receiver.spans().map(({ traceId }) => traceId)) };
  } finally {
    receiver.close();
  }
};

const totalOfFunction = (profile: Profile, name: string): number =>
  hotFunctions(profile, 1).find((each) => each.name === name)?.total ?? 0;

/** Uses the package as another agent does. */
const OTHER_AGENT = join(import.meta.dirname, '../fixtures/other-profiler.cjs');

const ENGINES: readonly (How & { readonly name: string; readonly hasLabels: boolean })[] = [
  { name: 'inspector', engine: 'inspector', hasLabels: false },
  { name: 'datadog', engine: 'datadog', hasLabels: true },
  { name: 'the default, where the package is installed', hasLabels: true },
  {
    name: 'the default, where the package has no build that can be loaded',
    nodeOptions: ['--no-addons'],
    hasLabels: false,
  },
  {
    name: 'the default, where another agent profiles by the package',
    nodeOptions: ['--require', OTHER_AGENT],
    messages: [expect.stringContaining('@datadog/pprof does not start')],
    hasLabels: false,
  },
];

describe.each(ENGINES)('profiles by $name', ({ name, hasLabels, ...how }) => {
  let profiled: Awaited<ReturnType<typeof profileWith>>;
  beforeAll(async () => {
    profiled = await profileWith(name, how);
  }, 60_000);

  test('tell the functions that cost most, and what they call', () => {
    const cpu = readFirst(profiled.own, 'cpu');
    expect(totalOfFunction(cpu, 'burn')).toBeGreaterThan(300e6);
    const [report, basket] = ['computeReport', 'readBasket'].map((name) => totalOfFunction(cpu, name));
    // 60 and 15 ms of work each time; a machine that is busy takes of both.
    expect(report ?? 0).toBeGreaterThan(basket ?? Number.POSITIVE_INFINITY);
    expect(totalOf(cpu, 1)).toBeLessThan(cpu.durationMillis * 1.3e6);
  });

  test('tell where memory was allocated', () => {
    const heap = readFirst(profiled.own, 'heap');
    expect(heap.types.at(-1)).toEqual({ type: 'inuse_space', unit: 'bytes' });
    expect(totalOf(heap, 1)).toBeGreaterThan(0);
  });

  test('have paths from where the program runs, and no home of anybody', () => {
    const cpu = readFirst(profiled.own, 'cpu');
    const files = new Set(cpu.samples.flatMap(({ stack }) => stack.map(({ file }) => file)));
    expect(files).toContain('test/node/fixtures/profiled.mjs');
    expect([...files].filter((file) => file.includes(homedir()) || file.startsWith('file:'))).toEqual([]);
  });

  (noGo ? test.skip : test)('are read by go tool pprof', () => {
    const [file = ''] = filesOf(profiled.own, 'cpu');
    const output = execFileSync('go', ['tool', 'pprof', '-top', '-nodecount=20', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(output).toMatch(/^Type: cpu$/m);
    expect(output).toMatch(/s .*% +burn$/m);
  });

  if (!hasLabels) {
    test('know nothing of their route and trace', () => {
      const { samples } = readFirst(profiled.own, 'cpu');
      expect(samples.flatMap(({ labels }) => Object.keys(labels))).toEqual([]);
    });
    return;
  }

  test('know their route and their trace, after an await too', () => {
    const cpu = readFirst(profiled.own, 'cpu');
    const byRoute = groupByLabel(cpu, LABELS.route, 1).map(({ value, samples }) => ({
      value,
      functions: hotFunctions({ samples }, 1).map(({ name }) => name),
    }));
    expect(byRoute.map(({ value }) => value)).toEqual(['/reports/:id', '/baskets/:id', undefined]);
    expect(byRoute[0]?.functions).toContain('computeReport');
    expect(byRoute[0]?.functions).not.toContain('readBasket');
    expect(byRoute[1]?.functions).toContain('readBasket');
    const traces = cpu.samples.flatMap(({ labels }) => labels[LABELS.traceId] ?? []);
    expect(traces.length).toBeGreaterThan(20);
    for (const trace of traces) expect(profiled.traceIds).toContain(trace);
  });
});

test('a worker thread has profiles of its own', async () => {
  const own = join(folder, 'thread');
  const { code, messages } = await runFixture('profiled-thread.mjs', {
    env: { ...QUIET, BINNACLE_PROFILING: 'true', BINNACLE_PROFILING_DIR: own },
  });
  expect({ code, messages }).toEqual({ code: 0, messages: [] });
  const file = filesOf(own, 'cpu').find((name) => /-\d+-\d+\.pb\.gz$/.test(name));
  if (file === undefined) throw new Error(`no profile of a thread: ${filesOf(own, 'cpu').join(', ')}`);
  const functions = hotFunctions(parsePprof(readFileSync(file)), 1);
  expect(functions.map(({ name }) => name)).toContain('workInThread');
}, 30_000);

test('a process that may not use the inspector goes on, and a line says so', async () => {
  const { code, messages } = await runFixture('off.cjs', {
    nodeOptions: ['--permission', '--allow-fs-read=*', '--import', 'binnacle/register'],
    env: { ...QUIET, BINNACLE_PROFILING: 'true', BINNACLE_PROFILING_ENGINE: 'inspector' },
  });
  expect({ code, messages }).toEqual({
    code: 0,
    messages: [expect.stringContaining('profiling did not start')],
  });
}, 30_000);

test('a program goes on where another agent has stopped the profiler', async () => {
  const { code, stdout } = await runFixture('stopped-profiler.cjs', {
    env: { ...QUIET, BINNACLE_PROFILING: 'true', BINNACLE_PROFILING_EXPORTER: 'none' },
  });
  expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: 'worked' });
}, 30_000);

test('without profiling nothing of it is loaded', async () => {
  const off = await runFixture('chunks.cjs', { env: { OTEL_LOG_LEVEL: 'none' } });
  expect(JSON.parse(off.stdout)).toEqual({ loaded: 0, inspector: false });
  const on = await runFixture('chunks.cjs', {
    env: { OTEL_LOG_LEVEL: 'none', BINNACLE_PROFILING: 'true', BINNACLE_PROFILING_EXPORTER: 'none' },
  });
  expect(JSON.parse(on.stdout)).toEqual({ loaded: 1, inspector: true });
}, 30_000);
