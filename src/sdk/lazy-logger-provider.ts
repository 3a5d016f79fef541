import { createNoopLogger, type Logger, type LoggerProvider } from '@opentelemetry/api';
import type { EndingProvider, LazyProvider } from './lazy-provider.ts';

/** Stands for a provider of loggers until the first log record. */
export const createLazyLoggerProvider = (
  lazy: LazyProvider<LoggerProvider & EndingProvider>,
): LoggerProvider & EndingProvider => ({
  getLogger: (...scope) => {
    // A provider that has ended gives none without a warning, so each is taken while it may be.
    let logger: Logger | undefined;
    lazy.whenMade((provider) => {
      logger = provider.getLogger(...scope);
    });
    const made = (): Logger => {
      lazy.made();
      return logger ?? createNoopLogger();
    };
    return logger ?? { emit: (record) => made().emit(record), enabled: (options) => made().enabled(options) };
  },
  forceFlush: lazy.forceFlush,
  shutdown: lazy.shutdown,
});
