import { context, logs, metrics, propagation, type TextMapPropagator, trace } from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import type { Environment, Settings } from '../core/settings/index.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import { createRedactingPropagator } from '../sdk/redaction/propagator.ts';
import { startBusiness } from './business/business.ts';
import { describeConflict, describeRefusal, watchForAgents } from './conflicts.ts';
import { startCrashes } from './crash/start-crashes.ts';
import { startDiagnostics } from './diagnostics.ts';
import { errorSettingsOf } from './errors/error-watch.ts';
import { startHeartbeat } from './heartbeat.ts';
import { onBundledFile } from './hooks/bundled-file.ts';
import { loadedPackages } from './hooks/loaded-packages.ts';
import { startDatabaseInsight } from './insight/database-insight.ts';
import { createLaterLogs, createLaterMetrics } from './later-signals.ts';
import { createLazyRedactor, loadRedactorLater } from './lazy-redactor.ts';
import { isRunning, type Provider, startLifecycle } from './lifecycle.ts';
import { type LoadChunk, quietly } from './load-chunk.ts';
import { startProfilingIfAsked } from './profiling/asked.ts';
import { loadedEarly, warnOfUntraced } from './report/loaded-early.ts';
import { resolveStart } from './resolve-start.ts';
import { createResource } from './resource.ts';
import { startSelfMetrics } from './self-metrics.ts';
import { startInstrumentations } from './start-instrumentations.ts';
import { ContextManager } from './thrown-in.ts';
import { createTracerProvider } from './traces.ts';

const createPropagator = (
  { propagators: names, correlationHeader }: Settings,
  redactor: GetRedactor,
  load: LoadChunk,
): CompositePropagator | undefined => {
  const propagators = (names.includes('none') ? [] : names).flatMap((name): TextMapPropagator[] => {
    if (name === 'none') return [];
    if (name === 'tracecontext') return [new W3CTraceContextPropagator()];
    if (name === 'baggage') return [new W3CBaggagePropagator()];
    return [load<typeof import('./propagators.ts')>('./propagators.js').MORE_PROPAGATORS[name]];
  });
  if (correlationHeader !== undefined)
    propagators.push(
      load<typeof import('./correlation/correlate.ts')>(
        './correlation/correlate.js',
      ).createCorrelationPropagator(correlationHeader, redactor),
    );
  return propagators.length > 0 ? new CompositePropagator({ propagators }) : undefined;
};

/** Everything that a start needs from outside. */
export interface StartContext {
  readonly env: Environment;
  readonly load: LoadChunk;
  /** Gets whole lines; standard error in a process. */
  readonly write: (line: string) => void;
}

/** Starts traces, metrics and logs in this process, once. */
export const start = ({ env, load: loadHere, write }: StartContext): void => {
  if (isRunning()) return;
  const load: LoadChunk = (path) => quietly(() => loadHere(path));
  const { settings, sources, extras, warnings } = resolveStart(env, load);
  let say = write;
  const warn = (line: string): void => {
    if (settings.logLevel === 'none') return;
    const { redactMessage } = load<typeof import('./redact-message.ts')>('./redact-message.js');
    say(`binnacle: ${redactMessage(line)}\n`);
  };
  for (const line of warnings) warn(line);
  if (settings.sdkDisabled || !settings.apmEnabled) return;
  const redactor = createLazyRedactor(settings, load, warn);
  const resource = createResource(settings, redactor, extras, { env, load, warn });
  const report = settings.doctorFolder
    ? load<typeof import('./report/doctor.ts')>('./report/doctor.js').startReport(
        { settings, sources, warnings, resource },
        write,
      )
    : undefined;
  if (report) say = report.say;
  const loaded = loadedPackages();
  const rival = settings.alongside
    ? undefined
    : describeConflict({ loaded, execArgv: process.execArgv, nodeOptions: env.NODE_OPTIONS });
  // The first registration shows whether the API takes any.
  const registers = () => context.setGlobalContextManager(new ContextManager().enable());
  const obstacle = rival ?? (registers() || settings.alongside ? undefined : describeRefusal());
  if (obstacle !== undefined) {
    report?.notStarted(obstacle);
    warn(obstacle);
    return;
  }
  startDiagnostics(settings.logLevel, say, (line) => redactor().text(line));

  const signals = { settings, resource, redactor, load, extras };
  const meterProvider = createLaterMetrics(signals);
  const tracerProvider = createTracerProvider(settings, resource, redactor, load, extras);
  const loggerProvider = createLaterLogs(signals);

  const propagator = createPropagator(settings, redactor, load);
  if (propagator) propagation.setGlobalPropagator(createRedactingPropagator(propagator, redactor));
  if (meterProvider) metrics.setGlobalMeterProvider(meterProvider);
  if (tracerProvider) trace.setGlobalTracerProvider(tracerProvider);
  if (loggerProvider) logs.setGlobalLoggerProvider(loggerProvider);
  startSelfMetrics();

  onBundledFile((exports, ...file) =>
    load<typeof import('./hooks/bundled.ts')>('./hooks/bundled.js').patchBundled(exports, file),
  );
  startDatabaseInsight(settings, load);
  startBusiness(settings, redactor, load, warn);
  const started = startInstrumentations(settings, load, warn);
  if (!settings.alongside) watchForAgents(warn);
  const early = loadedEarly(started.chosen, loaded);
  warnOfUntraced(started, early, load, warn);
  report?.started(started, early);
  loadRedactorLater(redactor);
  const profiling = startProfilingIfAsked(settings, resource, redactor, load, warn);
  const providers: (Provider | undefined)[] = [tracerProvider, loggerProvider, meterProvider, profiling];
  const errorSettings = errorSettingsOf(settings);
  startLifecycle(
    providers.filter((provider) => provider !== undefined),
    settings.shutdownTimeoutMillis,
    load,
    errorSettings,
  );
  startHeartbeat(settings.heartbeat);
  startCrashes({ settings, resource, extras, errorSettings, nodeOptions: env.NODE_OPTIONS, load });
};
