import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BlackHole, startBlackHole } from './black-hole.ts';
import { startGrpcReceiver } from './grpc-receiver.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, startFixture } from './run-fixture.ts';

/** Of the setting, in milliseconds. */
const TIMEOUT_MILLIS = 500;

/** Above any time that a busy machine needs, below any other limit that could be at work. */
const MARGIN_MILLIS = 4_000;

let hanging: OtlpReceiver;
let hangingGrpc: Awaited<ReturnType<typeof startGrpcReceiver>>;
let hole: BlackHole;
const endpoints = { refused: 'http://127.0.0.1:1', hanging: '', 'black-holed': '' };

beforeAll(async () => {
  hanging = await startOtlpReceiver({ hangs: true });
  hangingGrpc = await startGrpcReceiver(true);
  hole = await startBlackHole();
  endpoints.hanging = hanging.url;
  endpoints['black-holed'] = hole.url;
});
afterAll(async () => {
  hole.close();
  hangingGrpc.close();
  await hanging.close();
});

/** One that hangs has to speak the protocol. */
const endpointFor = (state: keyof typeof endpoints, protocol: string): string =>
  state === 'hanging' && protocol === 'grpc' ? `http://127.0.0.1:${hangingGrpc.port}` : endpoints[state];

interface Case {
  readonly end: string;
  readonly signal?: NodeJS.Signals;
  /** Exit code, or the signal that ended the process. */
  readonly ends: number | NodeJS.Signals;
}

const CASES: readonly Case[] = [
  { end: 'normal', ends: 0 },
  { end: 'process.exit', ends: 4 },
  { end: 'process.exit in beforeExit', ends: 6 },
  { end: 'process.exit in open spans', ends: 4 },
  { end: 'uncaught exception', ends: 1 },
  { end: 'unhandled rejection', ends: 1 },
  { end: 'signal', signal: 'SIGTERM', ends: 'SIGTERM' },
  { end: 'signal in open spans', signal: 'SIGINT', ends: 'SIGINT' },
  { end: 'own signal listener', signal: 'SIGTERM', ends: 0 },
  { end: 'worker process.exit', ends: 0 },
  { end: 'process.exit beside a worker', ends: 4 },
];

const run = async (
  { end, signal }: Case,
  endpoint: string,
  given: Readonly<Record<string, string>> = {},
): Promise<{ readonly ended: Ended; readonly millis: number }> => {
  const started = performance.now();
  const env = { BINNACLE_SHUTDOWN_TIMEOUT: undefined, ...given };
  const program = startFixture('exits.cjs', { endpoint, args: [end], env });
  if (!signal) return { ended: await program.ended(), millis: performance.now() - started };
  await program.line('ready');
  const ended = await program.kill(signal);
  return { ended, millis: ended.endedAfterMillis };
};

describe.each(['refused', 'hanging', 'black-holed'] as const)('a Collector that is %s', (state) => {
  test.each(CASES)(
    'delays $end by no more than the default, and changes nothing else',
    async (example) => {
      // Two ends, one of the thread and one of the process, may each take their time.
      const limit = TIMEOUT_MILLIS * (example.end.includes('worker') ? 2 : 1) + MARGIN_MILLIS;
      const { ended, millis } = await run(example, endpoints[state]);
      expect(ended.signal ?? ended.code).toBe(example.ends);
      expect(millis).toBeLessThan(limit);
      expect(ended.messages.length).toBeGreaterThan(0);
      for (const line of ended.messages)
        expect(line).toMatch(/^binnacle: telemetry (?:cannot be sent to|was lost:) /);
    },
    30_000,
  );

  test.each(['grpc', 'http/protobuf'])(
    'by %s delays no end either',
    async (protocol) => {
      for (const example of CASES.slice(0, 2)) {
        const { ended, millis } = await run(example, endpointFor(state, protocol), {
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        });
        expect(ended.signal ?? ended.code).toBe(example.ends);
        expect(millis).toBeLessThan(TIMEOUT_MILLIS + MARGIN_MILLIS);
      }
    },
    30_000,
  );
});

test.each(CASES.filter(({ end }) => ['normal', 'process.exit', 'signal'].includes(end)))(
  'a longer time is used where the Collector hangs: $end',
  async (example) => {
    const env = { BINNACLE_SHUTDOWN_TIMEOUT: '2500' };
    const { ended, millis } = await run(example, endpoints.hanging, env);
    expect(ended.signal ?? ended.code).toBe(example.ends);
    // Two seconds are only spent by who was allowed to.
    expect(millis).toBeGreaterThan(2_000);
  },
  30_000,
);

const SHORT_INTERVALS = {
  OTEL_BSP_SCHEDULE_DELAY: '50',
  OTEL_BLRP_SCHEDULE_DELAY: '50',
  OTEL_METRIC_EXPORT_INTERVAL: '50',
};

describe.each(['hanging', 'black-holed', 'refused'] as const)('exports that are under way, %s', (state) => {
  test.each(['http/protobuf', 'http/json', 'grpc'])(
    'do not keep a program that ends by itself, %s',
    async (protocol) => {
      const { ended, millis } = await run(
        { end: 'normal after exports', ends: 0 },
        endpointFor(state, protocol),
        {
          ...SHORT_INTERVALS,
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        },
      );
      expect(ended.signal ?? ended.code).toBe(0);
      // Below the 10 s that an export may take.
      expect(millis).toBeLessThan(400 + TIMEOUT_MILLIS + MARGIN_MILLIS);
    },
    30_000,
  );
});

test("the application's own last work is not cut off where the Collector hangs", async () => {
  const env = { BINNACLE_SHUTDOWN_TIMEOUT: '0' };
  const ended = await startFixture('own-end.cjs', { endpoint: endpoints.hanging, env }).ended();
  expect(ended).toMatchObject({ code: 3, signal: null, stdout: 'closed database\n' });
}, 30_000);
