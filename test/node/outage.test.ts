import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { waitFor } from '../integration/wait-for.ts';
import { createFileCollector, type FileCollector } from './file-collector.ts';
import { startOtlpReceiver } from './otlp-receiver.ts';
import { type Fixture, startFixture } from './run-fixture.ts';

const TIMEOUT_MILLIS = 60_000;

let buffer: string;
const closers: (() => unknown)[] = [];
beforeEach(() => {
  buffer = join(mkdtempSync(join(tmpdir(), 'binnacle-buffer-')), 'b');
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(join(buffer, '..'), { recursive: true, force: true });
});

const ENV = { OTEL_METRICS_EXPORTER: 'none', OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_EXPORTER_OTLP_PROTOCOL: '' };

const startLoad = (endpoint: string, env: Readonly<Record<string, string>> = {}): Fixture =>
  startFixture('load.cjs', { endpoint, env: { ...ENV, ...env } });

const idsIn = (stdout: string): string[] => [...stdout.matchAll(/^span (\w+)$/gm)].map(([, id = '']) => id);

const missing = (made: readonly string[], arrived: ReadonlyMap<string, number>): string[] =>
  made.filter((id) => !arrived.has(id));

/** Batches in the folders of all processes. */
const stored = (): string[] => {
  try {
    return readdirSync(buffer)
      .flatMap((folder) => readdirSync(join(buffer, folder)))
      .filter((name) => name.endsWith('.otlp'));
  } catch {
    return [];
  }
};
const waitForStored = (count: number) =>
  waitFor(
    'batches on disk',
    () => stored().length,
    (n) => n >= count,
  );

const spansIn = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + Number(name.split('-')[5]), 0);

const binary = await requireServer('otelcol');
(binary === undefined ? describe.skip : describe)('with the real Collector', () => {
  let collector: FileCollector;
  beforeEach(async () => {
    collector = await createFileCollector(binary ?? '');
    closers.push(() => collector.remove());
    await collector.start();
  });
  const arrived = async (count: number) =>
    waitFor(
      'spans in the Collector',
      async () => (await collector.spans()).size,
      (n) => n >= count,
    );

  /** The Collector writes its file a moment after it has answered. */
  const allArrived = (made: readonly string[]) =>
    waitFor(
      'no span is missing',
      async () => missing(made, await collector.spans()),
      ({ length }) => length === 0,
      10_000,
    );

  test(
    'it goes away under load and comes back: nothing is missing',
    async () => {
      const program = startLoad(collector.url, { BINNACLE_BUFFER_DIR: buffer });
      await arrived(100);
      await collector.stop();
      await waitForStored(10);
      const before = (await collector.spans()).size;
      await collector.start();
      await arrived(before + 1);
      await waitFor(
        'an empty buffer',
        () => stored().length,
        (n) => n === 0,
      );
      const { stdout, code, messages } = await program.stop();
      const made = idsIn(stdout);
      expect(code).toBe(0);
      expect(made.length).toBeGreaterThan(before);
      await allArrived(made);
      expect(messages).toEqual([
        expect.stringContaining('telemetry cannot be sent to'),
        expect.stringMatching(/telemetry arrives at \S+ again, after an outage since \S+; lost: nothing$/),
      ]);
    },
    TIMEOUT_MILLIS,
  );

  test(
    'without a buffer, memory carries it over',
    async () => {
      const program = startLoad(collector.url);
      await arrived(100);
      await collector.stop();
      await program.line('binnacle:');
      await collector.start();
      await program.line('binnacle: telemetry arrives');
      const { stdout } = await program.stop();
      await allArrived(idsIn(stdout));
    },
    TIMEOUT_MILLIS,
  );

  test.each([{}, { BINNACLE_BUFFER_FIRST: 'true' }])(
    'kill -9 while it is away: what was on disk arrives by the next process, %j',
    async (env) => {
      const all = { BINNACLE_BUFFER_DIR: buffer, ...env };
      const program = startLoad(collector.url, all);
      await arrived(100);
      await collector.stop();
      await waitForStored(10);
      const { signal, stdout } = await program.kill('SIGKILL');
      expect(signal).toBe('SIGKILL');
      const kept = spansIn(stored());
      const before = await collector.spans();
      expect(kept).toBeGreaterThan(0);
      await collector.start();
      // The next process has nothing of its own to send.
      const next = startFixture('handler.cjs', { endpoint: collector.url, env: { ...ENV, ...all } });
      await waitFor(
        'an empty buffer',
        () => stored().length,
        (n) => n === 0,
      );
      await next.kill('SIGTERM');
      const fresh = async () => {
        const now = await collector.spans();
        return idsIn(stdout).filter((id) => now.has(id) && !before.has(id));
      };
      await waitFor('what was on disk', fresh, ({ length }) => length >= kept);
      const after = await collector.spans();
      // Only what waited in memory to be gathered into a batch is gone.
      expect(missing(idsIn(stdout), after).length).toBeLessThan(512);
    },
    TIMEOUT_MILLIS,
  );

  test(
    'the end of a process while it is away: the next one sends the rest',
    async () => {
      await collector.stop();
      const program = startLoad(collector.url, {
        BINNACLE_BUFFER_DIR: buffer,
        BINNACLE_SHUTDOWN_TIMEOUT: '500',
      });
      await waitForStored(2);
      const { stdout, messages } = await program.stop();
      expect(messages).toEqual([expect.stringContaining('cannot be sent')]);
      expect(spansIn(stored())).toBe(idsIn(stdout).length);
      await collector.start();
      const env = { ...ENV, BINNACLE_BUFFER_DIR: buffer };
      const next = startFixture('handler.cjs', { endpoint: collector.url, env });
      await waitFor(
        'an empty buffer',
        () => stored().length,
        (n) => n === 0,
      );
      await next.kill('SIGTERM');
      await allArrived(idsIn(stdout));
    },
    TIMEOUT_MILLIS,
  );
});

test(
  'a Collector that takes nothing for long: memory is bounded, and what was dropped is counted in one line',
  async () => {
    const receiver = await startOtlpReceiver({ status: 503 });
    closers.push(() => receiver.close());
    const program = startLoad(receiver.url, {
      BINNACLE_QUEUE_MAX_BYTES: '65536',
      BINNACLE_SHUTDOWN_TIMEOUT: '100',
    });
    await waitFor(
      'more spans than there is room for',
      async () => receiver.requests.length,
      (n) => n >= 4,
    );
    const { stdout, messages, code } = await program.stop();
    expect(code).toBe(0);
    const [, spans = '0'] = /was lost: (\d+) spans \(buffer_full\)/.exec(messages.at(-1) ?? '') ?? [];
    const [, rest = '0'] = /(\d+) spans \((?:unavailable|shutdown)\)/.exec(messages.at(-1) ?? '') ?? [];
    expect(Number(spans)).toBeGreaterThan(0);
    expect(Number(spans) + Number(rest)).toBe(idsIn(stdout).length);
    expect(messages).toHaveLength(2);
  },
  TIMEOUT_MILLIS,
);

test(
  'what was lost and delivered is a metric, by reason',
  async () => {
    const receiver = await startOtlpReceiver({
      partialSuccess: { rejectedSpans: 2, errorMessage: 'too old,\nsays jo@example.com' },
    });
    closers.push(() => receiver.close());
    const program = startLoad(receiver.url, {
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_METRIC_EXPORT_INTERVAL: '50',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    });
    const values = () =>
      new Map(
        receiver
          .metricPoints()
          .filter(({ metric }) => /^otel\.sdk\.\w+\.span\./.test(metric))
          .map(({ metric, attributes, value }) => [
            `${metric} ${attributes['error.type'] ?? 'ok'}`,
            Number(value),
          ]),
      );
    await waitFor('counts', values, (counts) => (counts.get('otel.sdk.exporter.span.exported ok') ?? 0) > 0);
    const { messages, code } = await program.stop();
    expect(code).toBe(0);
    expect([...values().keys()].sort()).toEqual([
      'otel.sdk.exporter.span.exported ok',
      'otel.sdk.exporter.span.exported rejected',
      'otel.sdk.processor.span.processed ok',
    ]);
    expect(messages[0]).toMatch(/has rejected 2 of \d+ items: too old, says \[REDACTED:email\]$/);
  },
  TIMEOUT_MILLIS,
);

test(
  'process.exit in the middle of an export: the batch is on disk',
  async () => {
    const receiver = await startOtlpReceiver({ hangs: true });
    closers.push(() => receiver.close());
    const program = startFixture('exit-in-outage.cjs', {
      endpoint: receiver.url,
      env: {
        ...ENV,
        BINNACLE_BUFFER_DIR: buffer,
        OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4',
        BINNACLE_SHUTDOWN_TIMEOUT: '500',
      },
    });
    await waitFor(
      'an export under way',
      () => receiver.requests.length,
      (n) => n === 1,
    );
    const { code } = await program.stop();
    expect(code).toBe(5);
    expect(spansIn(stored())).toBe(4);
  },
  TIMEOUT_MILLIS,
);

/** A disk of 256 KB. */
const mountTinyDisk = (folder: string): void => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=0700', 'tmpfs', folder], { stdio: 'pipe' });
};

const canMount = ((): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-disk-'));
  try {
    mountTinyDisk(folder);
    execFileSync('umount', ['-l', folder]);
    return true;
  } catch {
    process.stderr.write('skipped: a full disk cannot be made here, mount needs root\n');
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

(canMount ? test : test.skip)(
  'a full disk is one warning, and the service goes on with memory',
  async () => {
    mkdirSync(buffer, { mode: 0o700 });
    mountTinyDisk(buffer);
    closers.push(() => execFileSync('umount', ['-l', buffer]));
    const program = startLoad('http://127.0.0.1:1', {
      BINNACLE_BUFFER_DIR: buffer,
      BINNACLE_SHUTDOWN_TIMEOUT: '100',
    });
    await program.line('binnacle: BINNACLE_BUFFER_DIR:');
    const { code, messages } = await program.stop();
    expect(code).toBe(0);
    expect(messages).toEqual([
      expect.stringContaining('cannot be sent'),
      expect.stringMatching(/ENOSPC: no space left on device; what cannot be sent waits in memory$/),
      expect.stringMatching(/telemetry was lost: \d+ spans \(shutdown\)$/),
    ]);
  },
  TIMEOUT_MILLIS,
);
