import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { type Ended, startFixture } from '../run-fixture.ts';
import { filesOf } from './read-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'binnacle-leak-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['leak', true],
  ['cache', false],
] as const)('a program with a %s', (kind, isLeak) => {
  let receiver: OtlpReceiver;
  let ended: Ended;
  const own = join(folder, kind);
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    const fixture = startFixture('leaking.mjs', {
      endpoint: receiver.url,
      args: [kind, '8'],
      env: {
        BINNACLE_PROFILING: 'true',
        BINNACLE_PROFILING_KINDS: 'leaks',
        BINNACLE_PROFILING_HEAP_INTERVAL: '16384',
        BINNACLE_PROFILING_DIR: own,
        BINNACLE_LEAK_WINDOW: '6000',
        BINNACLE_LEAK_LEAST_BYTES: '2000000',
        BINNACLE_SHUTDOWN_TIMEOUT: '10000',
      },
    });
    if (isLeak) await fixture.line('binnacle: memory grows');
    ended = await fixture.stop();
  }, 60_000);
  afterAll(() => receiver.close());

  const records = () => receiver.logRecords().filter(({ eventName }) => eventName === 'binnacle.memory.leak');

  test(`is ${isLeak ? 'told, once, with how fast it grows and how sure that is' : 'not told'}`, () => {
    expect(ended.code).toBe(0);
    expect(ended.messages.filter((line) => line.includes('memory grows'))).toHaveLength(isLeak ? 1 : 0);
    expect(records()).toHaveLength(isLeak ? 1 : 0);
    if (!isLeak) return;
    const attributes: Readonly<Record<string, unknown>> = records()[0]?.attributes ?? {};
    const [low, high] = ['low', 'high'].map((end) => Number(attributes[`binnacle.memory.growth.${end}`]));
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(Number(attributes['binnacle.memory.growth']));
  });

  test(`has ${isLeak ? 'a' : 'no'} measurement of it`, () => {
    const names = new Set(receiver.metricPoints().map(({ metric }) => metric));
    expect(names.has('binnacle.memory.leaks')).toBe(isLeak);
    expect(names.has('binnacle.memory.leak.growth')).toBe(isLeak);
  });

  if (!isLeak) return;
  test('tells the place that allocates what stays, and not one whose objects are collected', () => {
    const sites = records()[0]?.attributes['binnacle.memory.sites'] as readonly string[] | undefined;
    expect(sites?.join('\n')).toMatch(/rememberSession|leaking\.mjs/);
    expect(sites?.join('\n')).not.toContain('answerRequest');
    expect(filesOf(own, 'heap')).toHaveLength(1);
  });
});
