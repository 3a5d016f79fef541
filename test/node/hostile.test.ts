import { expect, test } from '@jest/globals';
import { startOtlpReceiver } from './otlp-receiver.ts';
import { runFixture } from './run-fixture.ts';

interface Outcome {
  readonly spans: number;
  readonly calls: number;
  readonly faults: Readonly<Record<string, string>>;
}

const CASES = [1, 2, 3].flatMap((seed) =>
  (['http/json', 'http/protobuf'] as const).map((protocol) => ({ seed, protocol })),
);

/**
 * It sends tens of MB within a moment and then ends. By default that is more than may wait, and than a busy machine sends
 * in the time that a request may take; then it is dropped, counted and told, which is not what this is about.
 */
const ROOM_FOR_ALL = {
  BINNACLE_QUEUE_MAX_BYTES: String(256 * 1024 * 1024),
  OTEL_EXPORTER_OTLP_TIMEOUT: '20000',
};

test.each(CASES)(
  'nothing that the application passes to the API is thrown back at it, and the rest arrives: $protocol, seed $seed',
  async ({ seed, protocol }) => {
    const receiver = await startOtlpReceiver();
    try {
      const { code, signal, stdout, messages } = await runFixture('hostile.mjs', {
        endpoint: receiver.url,
        args: [String(seed)],
        env: { OTEL_EXPORTER_OTLP_PROTOCOL: protocol, ...ROOM_FOR_ALL },
      });
      expect({ code, signal }).toEqual({ code: 0, signal: null });
      expect(messages.filter((line) => /was lost|are dropped|cannot be sent/.test(line))).toEqual([]);
      const outcome = JSON.parse(stdout) as Outcome;
      expect(outcome.faults).toEqual({});
      expect(outcome).toMatchObject({ spans: 60, calls: 17 });
      const paths = new Set(receiver.requests.map(({ path }) => path));
      expect([...paths].sort()).toEqual(['/v1/logs', '/v1/metrics', '/v1/traces']);
      if (protocol !== 'http/json') return;
      const spans = receiver.spans().filter(({ scope }) => scope === 'hostile');
      // A span that is ended as not sampled, or that was given no readable name, is still one.
      expect(spans).toHaveLength(outcome.spans);
      expect(receiver.metricPoints().some(({ metric }) => metric === 'hostile.counter')).toBe(true);
      expect(receiver.logRecords().length).toBeGreaterThan(0);
    } finally {
      await receiver.close();
    }
  },
  30_000,
);
