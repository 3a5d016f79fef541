import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { traced } from '../../../src/node/monitor/traced.ts';
import { run } from '../../backends/run.ts';
import { useFixture } from '../use-fixture.ts';

const ENV = { OTEL_METRIC_EXPORT_INTERVAL: '60000' };
const root = join(import.meta.dirname, '../../..');
const fixtures = join(root, 'test/node/fixtures');

const durations = (used: ReturnType<typeof useFixture>): readonly string[] =>
  used
    .receiver()
    .metricPoints()
    .filter(({ metric }) => metric === 'business.operation.duration')
    .map(({ attributes, count }) =>
      [attributes['business.operation.name'], attributes['error.type'], count]
        .filter((part) => part !== undefined)
        .join(' '),
    )
    .sort();

describe('functions that are monitored', () => {
  const used = useFixture('monitor.mjs', { env: ENV });

  test('are spans, with their errors', () => {
    expect(used.span('price').isError).toBe(false);
    expect(used.spans('fetch').map(({ isError }) => isError)).toEqual([false, true]);
    expect(used.spans('fetch')[0]?.attributes).toEqual({ kind: 'x' });
    expect(used.spans('fetch')[1]?.events.map(({ name }) => name)).toEqual(['exception']);
  });

  test('that are generators are one span from the first step to the last', () => {
    // Run through, stopped, broken off, thrown into; the one that nobody asked has none.
    expect(used.spans('count').map(({ isError }) => isError)).toEqual([false, false, false, true]);
    const { spanId } = used.span('root');
    expect(new Set(used.spans('count').map(({ parentSpanId }) => parentSpanId))).toEqual(new Set([spanId]));
    expect(used.span('stream').isError).toBe(true);
  });

  test('are measured, exactly', () => {
    expect(durations(used)).toEqual([
      'count 3',
      'count TypeError 1',
      'fetch 1',
      'fetch RangeError 1',
      'price 1',
      'receiver 2',
      'stream SyntaxError 1',
    ]);
  });
});

describe('switched off', () => {
  const used = useFixture('monitor.mjs', { env: { ...ENV, BUSINESS_METRICS_ENABLED: 'false' } });

  test('they are spans and not measured', () => {
    expect(used.span('price').isError).toBe(false);
    expect(durations(used)).toEqual([]);
  });
});

describe('methods that are decorated, compiled by TypeScript', () => {
  let folder: string | undefined;
  afterAll(() => (folder ? rm(folder, { recursive: true, force: true }) : undefined));
  const used = useFixture('traced.js', async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-traced-'));
    await mkdir(join(folder, 'node_modules'));
    await symlink(root, join(folder, 'node_modules/binnacle'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await copyFile(join(fixtures, 'traced.ts'), join(folder, 'traced.ts'));
    await run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      join(folder, 'traced.ts'),
      ...[
        '--ignoreConfig',
        '--rootDir',
        folder,
        '--outDir',
        folder,
        '--target',
        'es2022',
        '--module',
        'nodenext',
        '--skipLibCheck',
      ],
      ...['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')],
    ]);
    const program = relative(fixtures, join(folder, 'traced.js'));
    return { env: ENV, nodeOptions: ['--import', 'binnacle/register', join(fixtures, program), '--'] };
  });

  test('do what they did', () => {
    expect(used.ended().stdout).toBe('thrown RangeError\nresults 60 b:2 2,4 2,4 5 total 1 2\n');
  });

  test('are spans by their class and name, private and static ones too', () => {
    const names = used
      .receiver()
      .spans()
      .map(({ name, isError }) => `${name}${isError ? ' !' : ''}`)
      .sort();
    expect(names).toEqual([
      'Basket.#sum',
      'Basket.each',
      'Basket.fails !',
      'Basket.later',
      'Basket.of',
      'Basket.total',
      'Gift.#sum',
      'Gift.total',
      'load basket',
    ]);
  });
});

test.each([
  ['under experimentalDecorators', ['price', { value: () => 1 }]],
  ['of a class', [{ kind: 'class', name: 'A' }]],
  ['of nothing', []],
])('a decorator %s says what would work', (_what, given) => {
  const decorate = traced() as unknown as (...args: readonly unknown[]) => unknown;
  expect(() => decorate({}, ...given)).toThrow(/is for methods, as a standard decorator.*use monitor\(\)/);
});
