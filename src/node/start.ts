import { context, diag, logs, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { createRedactor } from '../core/redaction/index.ts';
import type { Environment, Settings } from '../core/settings/index.ts';
import { guardLoggerProvider, guardMeterProvider } from '../sdk/guarded-providers.ts';
import { startDiagnostics } from './diagnostics.ts';
import { isRunning, type Provider, startLifecycle } from './lifecycle.ts';
import type { LoadChunk } from './load-chunk.ts';
import { createLoggerProvider } from './logs.ts';
import { createMeterProvider } from './metrics.ts';
import { resolveStart } from './resolve-start.ts';
import { createResource } from './resource.ts';
import { startInstrumentations } from './start-instrumentations.ts';
import { createTracerProvider } from './traces.ts';

const PROPAGATORS = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
} as const;

const createPropagator = ({ propagators }: Settings): CompositePropagator | undefined =>
  propagators.includes('none')
    ? undefined
    : new CompositePropagator({
        propagators: propagators.filter((name) => name !== 'none').map((name) => PROPAGATORS[name]()),
      });

/** The application's own value was the fault, so what it says may be anything; only its kind is told. */
const onFault = (method: string): void =>
  diag.error(`${method}() was given something that cannot be read, and left it out`);

/** Everything that a start needs from outside. */
export interface StartContext {
  readonly env: Environment;
  readonly load: LoadChunk;
  /** Gets whole lines; standard error in a process. */
  readonly write: (line: string) => void;
}

/** Starts traces, metrics and logs in this process, once. */
export const start = ({ env, load, write }: StartContext): void => {
  if (isRunning()) return;
  const { settings, extras, warnings } = resolveStart(env, load);
  const warn = (line: string): void => {
    if (settings.logLevel !== 'none') write(`binnacle: ${line}\n`);
  };
  for (const line of warnings) warn(line);
  if (settings.sdkDisabled || !settings.apmEnabled) return;
  const redactor = createRedactor();
  startDiagnostics(settings.logLevel, write, redactor.text);

  const resource = createResource(settings, redactor, extras);
  const meterProvider = createMeterProvider(settings, resource, load, extras);
  const tracerProvider = createTracerProvider(settings, resource, redactor, load, extras);
  const loggerProvider = createLoggerProvider(settings, resource, redactor, load, extras);

  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const propagator = createPropagator(settings);
  if (propagator) propagation.setGlobalPropagator(propagator);
  if (meterProvider) metrics.setGlobalMeterProvider(guardMeterProvider(meterProvider, onFault));
  if (tracerProvider) trace.setGlobalTracerProvider(tracerProvider);
  if (loggerProvider) logs.setGlobalLoggerProvider(guardLoggerProvider(loggerProvider, onFault));

  startInstrumentations(settings, load, warn);
  const providers: (Provider | undefined)[] = [tracerProvider, loggerProvider, meterProvider];
  startLifecycle(
    providers.filter((provider) => provider !== undefined),
    settings.shutdownTimeoutMillis,
  );
};
