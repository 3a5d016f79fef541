import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestCase } from '../../../../collector/case/case.ts';
import { checkExpectation, expectsAbsence } from '../../../../collector/case/check/check.ts';
import type { Failure } from '../../../../collector/case/check/failure.ts';
import type { Ids } from '../../../../collector/case/input/ids.ts';
import { type Received, readReceived } from '../../../../collector/case/output/received.ts';
import type { Components } from '../../../../collector/case/rewrite/components.ts';
import { CannotRun } from '../../../../collector/case/rewrite/plan.ts';
import { renderRun } from '../../../../collector/case/rewrite/render.ts';
import type { Wait } from '../../../../collector/case/rewrite/stages.ts';
import type { CollectorSchema } from '../../../../collector/schema/schema.ts';
import type { Io } from '../../../io.ts';
import { type CaptureServer, startCapture } from './capture.ts';
import { type LoadedCase, loadCase } from './load-case.ts';
import { freePorts } from './ports.ts';
import { send } from './send.ts';
import { type RunningCollector, StartFailed, startCollector } from './start-collector.ts';
import { untilSettled } from './until-settled.ts';

export interface RunContext {
  readonly collector: string;
  readonly components: Components;
  readonly schema: CollectorSchema;
  readonly timeoutMillis: number;
  /** The temporary folder stays. */
  readonly keep: boolean;
  /** Waits of the configurations stay as they are. */
  readonly keepsTiming: boolean;
  /** Somebody wants everything to stop. */
  readonly stopped: AbortSignal;
}

export interface Outcome {
  readonly testCase: TestCase;
  readonly status: 'passed' | 'failed' | 'error';
  readonly failures: readonly Failure[];
  /** Why it could not run. */
  readonly error?: string;
  readonly durationMillis: number;
  readonly received: readonly Received[];
  readonly ids?: Ids;
  /** Times of the configuration that are shorter in this case. */
  readonly shortened: readonly Wait[];
  /** What the Collector printed; of use where something is wrong. */
  readonly log: string;
  /** Where the configuration is that ran. */
  readonly folder?: string;
}

/** Somebody may take a port between its choice and its use. */
const START_ATTEMPTS = 3;

const receivedOf = ({ plan, ids, baseNanos }: LoadedCase, capture: CaptureServer): readonly Received[] =>
  plan.captures.map(({ output }, index) =>
    readReceived({ output, requests: capture.requestsOf(index) }, { ...ids, baseNanos }),
  );

const start = async (
  testCase: TestCase,
  loaded: LoadedCase,
  capture: CaptureServer,
  folder: string,
  signal: AbortSignal,
  context: RunContext,
  io: Io,
): Promise<{ readonly running: RunningCollector; readonly ports: readonly number[] }> => {
  const file = join(folder, 'collector.yaml');
  const gates =
    testCase.featureGates.length > 0 ? [`--feature-gates=${testCase.featureGates.join(',')}`] : [];
  for (let attempt = 1; ; attempt++) {
    const ports = await freePorts(loaded.plan.taps.length);
    const { components, schema } = context;
    const surroundings = {
      ports,
      captureUrl: capture.url,
      folder: join(folder, 'storage'),
      components,
      schema,
    };
    writeFileSync(file, renderRun(loaded.root, loaded.plan, surroundings));
    try {
      const args = ['--config', file, ...gates];
      const { collector } = context;
      return {
        running: await startCollector({ collector, args, env: loaded.env, ports, signal }, io),
        ports,
      };
    } catch (error) {
      const isTaken = error instanceof StartFailed && /address already in use/.test(error.log);
      if (!isTaken || attempt === START_ATTEMPTS) throw error;
    }
  }
};

const feed = async (
  { deliveries, plan }: LoadedCase,
  ports: readonly number[],
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const refusals: string[] = [];
  for (const { request, headers, taps } of deliveries)
    for (const tap of taps) {
      const refusal = await send(ports[tap] ?? 0, request, headers, signal);
      if (refusal !== undefined) refusals.push(`${request.signal} into ${plan.taps[tap]?.name}: ${refusal}`);
    }
  return refusals;
};

const refusalFailures = ({ place, expect }: TestCase, refusals: readonly string[]): readonly Failure[] => {
  const isExpected = expect?.refused ?? false;
  if (isExpected === refusals.length > 0) return [];
  const message = isExpected
    ? 'refused: the Collector took all of the input'
    : `the Collector did not take the input: ${refusals.join('; ')}`;
  return [{ place, message, differences: [], mayComeTrue: false }];
};

const NO_EXPECTATION = 'has no expect; --update writes one from what is received';

/** Runs a case in a Collector of its own. */
export const runCase = async (testCase: TestCase, context: RunContext, io: Io): Promise<Outcome> => {
  const since = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-case-'));
  const timeout = AbortSignal.timeout(context.timeoutMillis);
  const signal = AbortSignal.any([timeout, context.stopped]);
  let running: RunningCollector | undefined;
  let capture: CaptureServer | undefined;
  const outcome = (fields: Partial<Outcome> & Pick<Outcome, 'status'>): Outcome => ({
    testCase,
    failures: [],
    received: [],
    shortened: [],
    log: running?.log() ?? '',
    ...(context.keep && { folder }),
    ...fields,
    durationMillis: performance.now() - since,
  });
  try {
    const loaded = loadCase(testCase, context, io);
    const { ids, plan } = loaded;
    const shortened = plan.waits.filter((wait) => wait.afterMillis !== wait.beforeMillis);
    capture = await startCapture();
    const started = await start(testCase, loaded, capture, folder, signal, context, io);
    running = started.running;
    const refusals = await feed(loaded, started.ports, signal);
    const { expect, timing } = testCase;
    const reckoned = plan.waits.reduce((sum, wait) => sum + wait.settleMillis, 0);
    const ownCapture = capture;
    const check = (): readonly Failure[] =>
      expect ? checkExpectation(expect, receivedOf(loaded, ownCapture), ids) : [];
    await untilSettled({
      settleMillis: timing.settleMillis ?? reckoned,
      isFinal: expect === undefined || expectsAbsence(expect),
      mayComeTrue: () => check().some((failure) => failure.mayComeTrue),
      onChange: capture.onRequest,
      ended: running.ended,
      signal,
    });
    // What it says while it ends is about that.
    const log = running.log();
    await running.stop();
    if (signal.aborted) throw new StartFailed('it was still at work', running.log());
    const received = receivedOf(loaded, capture);
    const failures = [
      ...refusalFailures(testCase, refusals),
      ...(expect ? checkExpectation(expect, received, ids) : []),
    ];
    const error = expect === undefined ? { error: NO_EXPECTATION } : {};
    const status = expect === undefined || failures.length > 0 ? 'failed' : 'passed';
    return outcome({ status, failures, received, ids, shortened, log, ...error });
  } catch (error) {
    if (context.stopped.aborted) return outcome({ status: 'error', error: 'was interrupted' });
    if (timeout.aborted)
      return outcome({ status: 'failed', error: `took longer than ${context.timeoutMillis / 1_000} s` });
    if (error instanceof StartFailed)
      return outcome({
        status: 'failed',
        error: `the Collector did not start: ${error.message}`,
        log: error.log,
      });
    if (error instanceof CannotRun || error instanceof Error)
      return outcome({ status: 'error', error: error.message });
    throw error;
  } finally {
    running?.kill();
    await running?.ended;
    await capture?.stop();
    if (!context.keep) rmSync(folder, { recursive: true, force: true });
  }
};
