import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitFor } from '../integration/wait-for.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, type Fixture, startFixture } from './run-fixture.ts';

const TIMEOUT_MILLIS = 30_000;

const ITEMS = 100;
/** Of one turn: a batch that is on its way and a full queue. */
const BATCH = 4;
const QUEUE = 10;
const KEPT = BATCH + QUEUE;
const DROPPED = ITEMS - KEPT;

const ENV = {
  OTEL_BSP_MAX_QUEUE_SIZE: String(QUEUE),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: String(BATCH),
  OTEL_BLRP_MAX_QUEUE_SIZE: String(QUEUE),
  OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: String(BATCH),
  OTEL_METRIC_EXPORT_INTERVAL: '50',
  // Of which all is spent on what hangs.
  BINNACLE_SHUTDOWN_TIMEOUT: '2500',
};

let receiver: OtlpReceiver;
beforeEach(async () => {
  // It hangs for what is dropped, and takes the metrics that tell of it.
  receiver = await startOtlpReceiver({ hangs: ['/v1/traces', '/v1/logs'] });
});
afterEach(() => receiver.close());

const burst = (...args: readonly string[]): Fixture =>
  startFixture('burst.cjs', { endpoint: receiver.url, args: [String(ITEMS), ...args], env: ENV });

/** The last value by what was counted and, where it was dropped, why. */
const processed = (): Readonly<Record<string, number>> =>
  Object.fromEntries(
    receiver
      .metricPoints()
      .filter(({ metric }) => metric.startsWith('otel.sdk.processor.'))
      .map(({ metric, attributes, value }) => [
        `${metric} ${attributes['error.type'] ?? 'ok'}`,
        Number(value),
      ]),
  );

/** The one line about losses, as amounts by what and why. */
const told = ({ messages }: Ended): Readonly<Record<string, number>> => {
  const [line = '', ...more] = messages.filter((each) => each.includes('was lost:'));
  expect(more).toEqual([]);
  return Object.fromEntries(
    [...line.matchAll(/(\d+) ([\w ]+ \(\w+\))/g)].map(([, amount, what = '']) => [what, Number(amount)]),
  );
};

describe('more in one turn than the queue holds, and a Collector that hangs', () => {
  test(
    'what is dropped is a metric by signal and reason, and one line',
    async () => {
      const program = burst();
      await program.line('ready');
      await waitFor('both counts', processed, (counts) => Object.keys(counts).length === 4);
      const ended = await program.stop();
      expect(ended.code).toBe(0);
      expect(processed()).toEqual({
        'otel.sdk.processor.span.processed ok': KEPT,
        'otel.sdk.processor.span.processed queue_full': DROPPED,
        'otel.sdk.processor.log.processed ok': KEPT,
        'otel.sdk.processor.log.processed queue_full': DROPPED,
      });
      expect(told(ended)).toMatchObject({
        'spans (queue_full)': DROPPED,
        'log records (queue_full)': DROPPED,
        // The rest was given to a Collector that had not answered by the end.
        'spans (shutdown)': KEPT,
        'log records (shutdown)': KEPT,
      });
      // Of a hundred and more drops there is one line for each signal when they begin, and the one above.
      expect(ended.messages.filter((line) => line.includes('are dropped'))).toEqual([
        `binnacle: spans are dropped, because ${QUEUE} wait to be sent already`,
        `binnacle: log records are dropped, because ${QUEUE} wait to be sent already`,
      ]);
    },
    TIMEOUT_MILLIS,
  );

  test(
    'a process that exits in the same turn tells too',
    async () => {
      const ended = await burst('exits').ended();
      expect(ended.code).toBe(0);
      expect(told(ended)).toMatchObject({
        'spans (queue_full)': DROPPED,
        'log records (queue_full)': DROPPED,
        'spans (shutdown)': KEPT,
        'log records (shutdown)': KEPT,
      });
      expect(processed()).toMatchObject({
        'otel.sdk.processor.span.processed queue_full': DROPPED,
        'otel.sdk.processor.log.processed queue_full': DROPPED,
      });
    },
    TIMEOUT_MILLIS,
  );
});
