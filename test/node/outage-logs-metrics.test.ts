import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { waitFor } from '../integration/wait-for.ts';
import { createFileCollector, type FileCollector } from './file-collector.ts';
import type { MetricPoint } from './otlp-json.ts';
import { type Fixture, startFixture } from './run-fixture.ts';

// Log records and metrics in an outage; outage.test.ts does it with spans.

const TIMEOUT_MILLIS = 60_000;

const ENV = {
  OTEL_TRACES_EXPORTER: 'none',
  OTEL_BLRP_SCHEDULE_DELAY: '50',
  OTEL_METRIC_EXPORT_INTERVAL: '100',
  OTEL_EXPORTER_OTLP_PROTOCOL: '',
};

let buffer: string;
beforeEach(() => {
  buffer = join(mkdtempSync(join(tmpdir(), 'binnacle-buffer-')), 'b');
});
afterEach(() => rmSync(join(buffer, '..'), { recursive: true, force: true }));

const start = (file: string, endpoint: string, env: Readonly<Record<string, string>>): Fixture =>
  startFixture(file, { endpoint, env: { ...ENV, BINNACLE_BUFFER_DIR: buffer, ...env } });

/** The numbers of items in the batches on disk of one signal. */
const stored = (signal: 'logs' | 'metrics'): readonly number[] => {
  try {
    return readdirSync(buffer)
      .flatMap((folder) => readdirSync(join(buffer, folder)))
      .map((name) => name.split('-'))
      .filter((parts) => parts.at(-1)?.endsWith('.otlp') && parts[2] === signal)
      .map((parts) => Number(parts[5]));
  } catch {
    return [];
  }
};
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const waitForStored = (batches: number) =>
  waitFor(
    'batches of both signals on disk',
    () => [stored('logs').length, stored('metrics').length],
    (counts) => counts.every((count) => count >= batches),
  );
const waitForEmpty = () =>
  waitFor(
    'an empty buffer',
    () => stored('logs').length + stored('metrics').length,
    (count) => count === 0,
  );

const recordsIn = (stdout: string): readonly string[] => stdout.match(/^record \d+$/gm) ?? [];

const binary = await requireServer('otelcol');
(binary === undefined ? describe.skip : describe)('with the real Collector', () => {
  let collector: FileCollector;
  beforeEach(async () => {
    collector = await createFileCollector(binary ?? '');
    await collector.start();
  });
  afterEach(() => collector.remove());

  const bodies = async (): Promise<ReadonlySet<unknown>> =>
    new Set((await collector.logRecords()).map(({ body }) => body));
  /** What was counted, by the moment of its collection: what arrived twice counts once. */
  const counted = async (): Promise<ReadonlyMap<string, number>> =>
    new Map(
      (await collector.metricPoints())
        .filter(({ metric }: MetricPoint) => metric === 'load.records')
        .map(({ at, value }) => [at, value ?? Number.NaN]),
    );
  const waitForBodies = (count: number) =>
    waitFor(
      'log records in the Collector',
      async () => (await bodies()).size,
      (size) => size >= count,
    );

  test.each([
    ['cumulative', (values: readonly number[]) => Math.max(...values)],
    ['delta', sum],
  ] as const)(
    'it goes away under load and comes back: no log record is missing, and %s counts are exact',
    async (temporality, totalOf) => {
      const program = start('load-all.cjs', collector.url, {
        OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: temporality,
      });
      await waitForBodies(100);
      await collector.stop();
      const wentAway = BigInt(Date.now()) * 1_000_000n;
      await waitForStored(5);
      const cameBack = BigInt(Date.now()) * 1_000_000n;
      const before = (await bodies()).size;
      await collector.start();
      await waitForBodies(before + 1);
      await waitForEmpty();
      const { stdout, code, messages } = await program.stop();
      expect(code).toBe(0);
      const made = recordsIn(stdout);
      expect(made.length).toBeGreaterThan(before);
      // The Collector writes its files a moment after it has answered.
      const missing = async () => {
        const arrived = await bodies();
        return made.filter((record) => !arrived.has(record));
      };
      await waitFor('no log record is missing', missing, ({ length }) => length === 0, 10_000);
      await waitFor(
        'the count of all',
        async () => totalOf([...(await counted()).values()]),
        (total) => total === made.length,
        10_000,
      );
      // The course of the outage is there too, and not its end alone.
      const within = [...(await counted()).keys()].filter(
        (at) => BigInt(at) > wentAway && BigInt(at) < cameBack,
      );
      expect(within.length).toBeGreaterThanOrEqual(4);
      expect(messages).toEqual([
        expect.stringContaining('telemetry cannot be sent to'),
        expect.stringMatching(/telemetry arrives at \S+ again, after an outage since \S+; lost: nothing$/),
      ]);
    },
    TIMEOUT_MILLIS,
  );

  test.each([{}, { BINNACLE_BUFFER_FIRST: 'true' }])(
    'kill -9 while it is away: what was on disk arrives by the next process, %j',
    async (env) => {
      const program = start('load-all.cjs', collector.url, env);
      await waitForBodies(100);
      await collector.stop();
      await waitForStored(5);
      const { signal, stdout } = await program.kill('SIGKILL');
      expect(signal).toBe('SIGKILL');
      const kept = { records: sum(stored('logs')), collections: stored('metrics').length };
      const before = { bodies: await bodies(), counted: await counted() };
      await collector.start();
      // The next process has no log record of its own to send.
      const next = start('handler.cjs', collector.url, env);
      await waitForEmpty();
      await next.kill('SIGTERM');
      const made = recordsIn(stdout);
      const fresh = async () => {
        const arrived = await bodies();
        const collections = await counted();
        return {
          records: made.filter((each) => arrived.has(each) && !before.bodies.has(each)).length,
          collections: [...collections.keys()].filter((at) => !before.counted.has(at)).length,
        };
      };
      await waitFor(
        'what was on disk',
        fresh,
        ({ records, collections }) => records >= kept.records && collections >= kept.collections,
        10_000,
      );
      const arrived = await bodies();
      // Only what waited in memory to be gathered into a batch is gone.
      expect(made.filter((each) => !arrived.has(each)).length).toBeLessThan(512);
    },
    TIMEOUT_MILLIS,
  );
});
