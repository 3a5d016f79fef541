import { createNoopLogger, type LoggerProvider } from '@opentelemetry/api';
import type { EndingProvider, LazyProvider } from './lazy-provider.ts';

/** Stands for a provider of loggers until the first log record. */
export const createLazyLoggerProvider = (
  lazy: LazyProvider<LoggerProvider & EndingProvider>,
): LoggerProvider & EndingProvider => ({
  getLogger: (...scope) => {
    const { current, made } = lazy.part((provider) => provider.getLogger(...scope), createNoopLogger);
    return (
      current() ?? { emit: (record) => made().emit(record), enabled: (options) => made().enabled(options) }
    );
  },
  forceFlush: lazy.forceFlush,
  shutdown: lazy.shutdown,
});
