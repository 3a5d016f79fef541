import { type AttributeValue, type Context, ROOT_CONTEXT, SeverityNumber, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { categoryOf } from '../../core/errors/category.ts';
import { fingerprintOf, placeOf } from '../../core/errors/fingerprint.ts';
import type { Settings } from '../../core/settings/index.ts';
import { VERSION } from '../../core/version.ts';
import { exceptionAttributes } from '../errors/note-error.ts';
import { createLazyRedactor } from '../lazy-redactor.ts';
import type { LoadChunk } from '../load-chunk.ts';
import { createLoggerProvider } from '../logs.ts';
import { createMeterProvider } from '../metrics.ts';
import { BLOCKED_TYPE, type Blockage, errorStackOf, messageOf, type Whereabouts } from './blockage.ts';

/** What the main thread gives along, as data. */
export interface ReporterOptions {
  readonly resource: Readonly<Record<string, AttributeValue>>;
  readonly logs: Settings | undefined;
  readonly metrics: Settings | undefined;
}

/** Tells of a blockage while it lasts, which the main thread cannot. */
export interface BlockageReporter {
  /** A record with the first call, and each time how long it has lasted. */
  tell(blockage: Blockage): void;
  /** The event loop turns again. */
  over(): void;
}

const contextOf = ({ traceId, spanId, traceFlags = 0 }: Whereabouts): Context =>
  traceId === undefined || spanId === undefined
    ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags });

export const createBlockageReporter = (options: ReporterOptions, load: LoadChunk): BlockageReporter => {
  const resource = resourceFromAttributes(options.resource);
  const redactorOf = (settings: Settings) => createLazyRedactor(settings, load, () => {});
  const { logs, metrics } = options;
  const loggerProvider = logs && createLoggerProvider(logs, resource, redactorOf(logs), load);
  const meterProvider = metrics && createMeterProvider(metrics, resource, redactorOf(metrics), load);
  let current: number | undefined;
  let hasRecord = false;
  meterProvider
    ?.getMeter('binnacle', VERSION)
    .createObservableGauge('binnacle.event_loop.blocked', {
      unit: 's',
      description: 'For how long the event loop has been blocked, while it is',
    })
    .addCallback((result) => {
      if (current !== undefined) result.observe(current);
    });
  const flush = (): void => {
    void Promise.allSettled([loggerProvider?.forceFlush(), meterProvider?.forceFlush()]);
  };
  return {
    tell: (blockage) => {
      current = blockage.durationMillis / 1_000;
      if (!hasRecord) {
        hasRecord = true;
        const message = messageOf(blockage);
        const fault = { type: BLOCKED_TYPE, message, stack: errorStackOf(blockage) };
        const place = placeOf(fault);
        const { route, method } = blockage;
        loggerProvider?.getLogger('binnacle', VERSION).emit({
          eventName: 'exception',
          severityNumber: SeverityNumber.ERROR,
          severityText: 'ERROR',
          body: message,
          attributes: {
            ...exceptionAttributes(fault),
            'binnacle.error.fingerprint': fingerprintOf(fault),
            'error.type': BLOCKED_TYPE,
            'binnacle.error.category': categoryOf(fault),
            ...(place !== undefined && { 'binnacle.error.place': place }),
            ...(route !== undefined && { 'http.route': route }),
            ...(method !== undefined && { 'http.request.method': method }),
            'binnacle.event_loop.blocked.duration': current,
            'binnacle.event_loop.blocked.is_over': false,
          },
          context: contextOf(blockage),
        });
      }
      flush();
    },
    over: () => {
      current = 0;
      hasRecord = false;
      flush();
    },
  };
};
