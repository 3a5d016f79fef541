import type { LoggerProvider } from '@opentelemetry/sdk-logs';
import { guardLoggerProvider } from '../sdk/guarded-providers.ts';
import type { SignalContext } from './later-signals.ts';
import { createLoggerProvider } from './logs.ts';
import { onFault } from './on-fault.ts';

// A chunk of its own, loaded with the first log record or when the program has started.

/** Undefined where nobody wants log records. */
export const createGuardedLoggerProvider = (context: SignalContext): LoggerProvider | undefined => {
  const { settings, resource, redactor, load, extras } = context;
  const provider = createLoggerProvider(settings, resource, redactor, load, extras);
  return provider && guardLoggerProvider(provider, onFault);
};
