import { AsyncLocalStorage } from 'node:async_hooks';
import {
  createNoopLogger,
  createNoopMeter,
  diag,
  type LoggerProvider,
  type MeterProvider,
} from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { Settings } from '../core/settings/index.ts';
import { createLazyLoggerProvider } from '../sdk/lazy-logger-provider.ts';
import { createLazyMeterProvider } from '../sdk/lazy-meter-provider.ts';
import { createLazyProvider, type EndingProvider, type LazyProvider } from '../sdk/lazy-provider.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import { reasonOf } from './diagnostics.ts';
import { type LoadChunk, quietly } from './load-chunk.ts';
import type { StartExtras } from './start-extras.ts';
import { startLater } from './start-later.ts';

/** What a signal is made of. */
export interface SignalContext {
  readonly settings: Settings;
  readonly resource: Resource;
  readonly redactor: GetRedactor;
  readonly load: LoadChunk;
  readonly extras: StartExtras | undefined;
}

/**
 * Whether a signal has to be there at once: where files say what it is or what an earlier process left is to be sent,
 * where others ask for it, and where the time of a start is not that of a request.
 */
const isNeededAtOnce = ({ settings, extras }: SignalContext, exporters: readonly string[]): boolean =>
  extras !== undefined ||
  settings.bufferDir !== undefined ||
  (settings.preload ?? settings.serverlessPlatform !== undefined) ||
  exporters.includes('prometheus');

/** When the program has started it is made as well, so that no request waits for it. */
const later = <T extends EndingProvider>(
  signal: string,
  create: () => T | undefined,
  none: T,
): LazyProvider<T> => {
  // Its timers are of no request, though one may be the first to measure.
  const asAtStart = AsyncLocalStorage.snapshot();
  const lazy = createLazyProvider((): T => {
    try {
      return asAtStart(create) ?? none;
    } catch (error) {
      diag.error(`there are no ${signal}: ${reasonOf(error)}`);
      return none;
    }
  });
  startLater(() => {
    lazy.made();
  });
  return lazy;
};

const nothing = async (): Promise<void> => {};
const isAsked = (exporters: readonly string[]): boolean => exporters.some((name) => name !== 'none');

/** Undefined where nobody wants metrics. */
export const createLaterMetrics = (context: SignalContext): (MeterProvider & EndingProvider) | undefined => {
  const { settings, load } = context;
  const create = (): (MeterProvider & EndingProvider) | undefined =>
    quietly(() =>
      load<typeof import('./guarded-metrics.ts')>('./guarded-metrics.js'),
    ).createGuardedMeterProvider(context);
  if (isNeededAtOnce(context, settings.metricsExporter)) return create();
  const none = { getMeter: createNoopMeter, forceFlush: nothing, shutdown: nothing };
  return isAsked(settings.metricsExporter)
    ? createLazyMeterProvider(later('metrics', create, none))
    : undefined;
};

/** Undefined where nobody wants log records. */
export const createLaterLogs = (context: SignalContext): (LoggerProvider & EndingProvider) | undefined => {
  const { settings, load } = context;
  const create = (): (LoggerProvider & EndingProvider) | undefined =>
    quietly(() => load<typeof import('./guarded-logs.ts')>('./guarded-logs.js')).createGuardedLoggerProvider(
      context,
    );
  if (isNeededAtOnce(context, settings.logsExporter)) return create();
  const none = { getLogger: createNoopLogger, forceFlush: nothing, shutdown: nothing };
  return isAsked(settings.logsExporter)
    ? createLazyLoggerProvider(later('log records', create, none))
    : undefined;
};
