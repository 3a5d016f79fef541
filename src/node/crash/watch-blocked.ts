import { url as inspectorUrl } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  type Attributes,
  context as contextApi,
  diag,
  metrics,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { Settings } from '../../core/settings/index.ts';
import { VERSION } from '../../core/version.ts';
import { type ErrorSettings, noteError } from '../errors/note-error.ts';
import { untraced } from '../exporters/untraced.ts';
import type { RequestState } from '../http/request-state.ts';
import type { StartExtras } from '../start-extras.ts';
import {
  BEAT,
  BLOCKED_TYPE,
  type Blockage,
  errorStackOf,
  IS_DEBUGGED,
  messageOf,
  PLACES,
  type WatchData,
  WHEREABOUTS,
  type Whereabouts,
} from './blockage.ts';
import type { ReporterOptions } from './report-blocked.ts';

/** Beats within the threshold: one that comes late is no more than a quarter of it. */
const BEATS = 4;
const LEAST_BEAT_MILLIS = 10;
const MOST_BEAT_MILLIS = 500;

/** What lasts so many times the threshold may never end, and is told of while it lasts. */
const TELL_AFTER = 10;
const MOST_TELL_AFTER_MILLIS = 10_000;

/** In seconds. */
const BOUNDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Called by the inspector, in the middle of what holds the event loop up. */
const whereabouts = (): string => {
  const active = contextApi.active();
  const metadata = getRPCMetadata(active);
  const request = metadata?.type === RPCType.HTTP ? (metadata as Partial<RequestState>) : undefined;
  const where: Whereabouts = {
    ...(request?.route && { route: request.route }),
    ...(request?.method && { method: request.method }),
    ...trace.getSpanContext(active),
  };
  const { route, method, traceId, spanId, traceFlags } = where;
  return JSON.stringify({ route, method, traceId, spanId, traceFlags });
};

/** Only what can be sent from another thread, and needs nothing that this one owns. */
const forThread = (settings: Settings, signal: 'logs' | 'metrics', own = {}): Settings | undefined => {
  const all: Settings = { ...settings, ...own };
  if (!all[`${signal}Exporter`].includes('otlp')) return undefined;
  return { ...all, [`${signal}Exporter`]: ['otlp'], bufferDir: undefined };
};

const tell = (
  blockage: Blockage,
  errorSettings: ErrorSettings,
  count: (seconds: number, by: Attributes) => void,
) => {
  const { durationMillis, isTold, route, method, traceId, spanId, traceFlags = 0 } = blockage;
  const seconds = Math.max(0, durationMillis) / 1_000;
  const endpoint: Attributes = {
    ...(route !== undefined && { 'http.route': route }),
    ...(method !== undefined && { 'http.request.method': method }),
  };
  count(seconds, endpoint);
  const context =
    traceId === undefined || spanId === undefined
      ? ROOT_CONTEXT
      : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags });
  noteError(
    { name: BLOCKED_TYPE, message: messageOf(blockage), stack: errorStackOf(blockage) },
    {
      ...errorSettings,
      isHandled: true,
      context,
      endpoint,
      details: {
        'binnacle.event_loop.blocked.duration': seconds,
        'binnacle.event_loop.blocked.is_over': true,
        ...(isTold && { 'binnacle.event_loop.blocked.was_told': true }),
      },
    },
  );
};

/** Watches from another thread whether the event loop of this one turns. */
export const watchBlocked = (
  settings: Settings,
  resource: Resource,
  errorSettings: ErrorSettings,
  extras: StartExtras | undefined,
  stateFile: number | undefined,
): void => {
  const { blockedThresholdMillis: thresholdMillis = 0 } = settings;
  const beatMillis = Math.max(
    LEAST_BEAT_MILLIS,
    Math.min(MOST_BEAT_MILLIS, Math.floor(thresholdMillis / BEATS)),
  );
  const shared = new SharedArrayBuffer(PLACES * BigInt64Array.BYTES_PER_ELEMENT);
  const places = new BigInt64Array(shared);
  const reporter: ReporterOptions = {
    resource: Object.fromEntries(
      Object.entries(resource.attributes).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
    logs: forThread(settings, 'logs', extras?.logs[0]),
    metrics: forThread(settings, 'metrics', extras?.metrics[0]?.settings),
  };
  const workerData: WatchData = {
    shared,
    thresholdMillis,
    beatMillis,
    tellAfterMillis: Math.min(MOST_TELL_AFTER_MILLIS, TELL_AFTER * thresholdMillis),
    stateFile,
    chunksFile: fileURLToPath(new URL('../start.js', import.meta.url)),
    reporter,
  };
  const duration = metrics
    .getMeter('binnacle', VERSION)
    .createHistogram('binnacle.event_loop.blocked.duration', {
      unit: 's',
      description: 'How long the event loop was blocked, each time that it was for longer than the threshold',
      advice: { explicitBucketBoundaries: BOUNDS },
    });
  Object.defineProperty(globalThis, Symbol.for(WHEREABOUTS), { value: whereabouts, configurable: true });
  const beat = (): void => {
    Atomics.store(places, IS_DEBUGGED, inspectorUrl() === undefined ? 0n : 1n);
    Atomics.store(places, BEAT, process.hrtime.bigint());
  };
  untraced(() => {
    // It loads neither the application's `--import` nor its environment, and nobody waits for its output.
    const worker = new Worker(new URL('./watch-thread.js', import.meta.url), {
      workerData,
      name: 'binnacle-watch',
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
      env: {},
      stdout: true,
      stderr: true,
    });
    const timer = setInterval(beat, beatMillis).unref();
    worker.on('message', (blockage: Blockage) =>
      untraced(() => tell(blockage, errorSettings, (seconds, by) => duration.record(seconds, by))),
    );
    worker.on('error', (error) => diag.warn(`the event loop is watched no more: ${error.message}`));
    worker.on('exit', () => clearInterval(timer));
    worker.unref();
  });
};
