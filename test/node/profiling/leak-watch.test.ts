import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { type Ended, startFixture } from '../run-fixture.ts';
import { filesOf } from './read-folder.ts';

const SECONDS = '14';

interface Watched {
  readonly receiver: OtlpReceiver;
  readonly ended: Ended;
}

const folder = mkdtempSync(join(tmpdir(), 'binnacle-leak-'));

const watch = async (kind: 'leak' | 'cache', engine: 'datadog' | 'inspector'): Promise<Watched> => {
  const receiver = await startOtlpReceiver();
  const fixture = startFixture('leaking.mjs', {
    endpoint: receiver.url,
    args: [kind, SECONDS],
    env: {
      BINNACLE_PROFILING: 'true',
      BINNACLE_PROFILING_KINDS: 'leaks',
      BINNACLE_PROFILING_HEAP_INTERVAL: '16384',
      BINNACLE_PROFILING_ENGINE: engine,
      BINNACLE_PROFILING_DIR: join(folder, engine, kind),
      BINNACLE_LEAK_WINDOW: '8000',
      BINNACLE_LEAK_LEAST_BYTES: '2000000',
    },
  });
  if (kind === 'leak') await fixture.line('binnacle: memory grows');
  return { receiver, ended: await fixture.stop() };
};

const leaksOf = ({ receiver }: Watched) =>
  receiver.logRecords().filter(({ eventName }) => eventName === 'binnacle.memory.leak');

const metricsOf = ({ receiver }: Watched) => new Set(receiver.metricPoints().map(({ metric }) => metric));

describe.each(['datadog', 'inspector'] as const)('memory of a program, by %s', (engine) => {
  let leak: Watched;
  let cache: Watched;
  beforeAll(async () => {
    [leak, cache] = await Promise.all([watch('leak', engine), watch('cache', engine)]);
  }, 60_000);
  afterAll(() => {
    leak?.receiver.close();
    cache?.receiver.close();
    rmSync(join(folder, engine), { recursive: true, force: true });
  });

  test('that leaks is told once, with how fast it grows and how sure that is', () => {
    expect(leak.ended).toMatchObject({ code: 0, messages: [expect.stringContaining('memory grows')] });
    expect(leaksOf(leak)).toHaveLength(1);
    const attributes: Readonly<Record<string, unknown>> = leaksOf(leak)[0]?.attributes ?? {};
    const [low, high] = ['low', 'high'].map((end) => Number(attributes[`binnacle.memory.growth.${end}`]));
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(Number(attributes['binnacle.memory.growth']));
    expect([...metricsOf(leak)]).toEqual(
      expect.arrayContaining(['binnacle.memory.leaks', 'binnacle.memory.leak.growth']),
    );
  });

  test('is told with the place that allocates what stays, and not one whose objects are collected', () => {
    const sites = leaksOf(leak)[0]?.attributes['binnacle.memory.sites'] as readonly string[] | undefined;
    expect(sites?.join('\n')).toMatch(/rememberSession|leaking\.mjs/);
    expect(sites?.join('\n')).not.toContain('answerRequest');
    expect(filesOf(join(folder, engine, 'leak'), 'heap')).toHaveLength(1);
  });

  test('that is a cache, growing and bounded, is not told', () => {
    expect(cache.ended).toMatchObject({ code: 0, messages: [] });
    expect(leaksOf(cache)).toEqual([]);
    expect(metricsOf(cache)).not.toContain('binnacle.memory.leaks');
  });
});
