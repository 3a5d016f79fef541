import type { MeterProvider } from '@opentelemetry/sdk-metrics';
import { guardMeterProvider } from '../sdk/guarded-providers.ts';
import { createMeasurementRedactor } from '../sdk/redaction/measurements.ts';
import type { SignalContext } from './later-signals.ts';
import { createMeterProvider } from './metrics.ts';
import { onFault } from './on-fault.ts';
import { countOverflow } from './self-metrics.ts';

// A chunk of its own, loaded when there is something to measure: the SDK's part for metrics is a third of all that a
// start would read.

/** Undefined where nobody wants metrics. */
export const createGuardedMeterProvider = (context: SignalContext): MeterProvider | undefined => {
  const { settings, resource, redactor, load, extras } = context;
  const provider = createMeterProvider(settings, resource, redactor, load, extras);
  return (
    provider && guardMeterProvider(provider, onFault, createMeasurementRedactor(redactor), countOverflow)
  );
};
