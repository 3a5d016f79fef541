import type { Logger, LoggerProvider, Meter, MeterProvider } from '@opentelemetry/api';
import { guardGiven, guardMethods, type OnFault } from './guard.ts';

/** Those whose instruments the application calls; the others are asked when metrics are collected. */
const FACTORIES = {
  createCounter: 'add',
  createUpDownCounter: 'add',
  createHistogram: 'record',
  createGauge: 'record',
} as const;
type Factory = keyof typeof FACTORIES;
type Instrument = Record<'add' | 'record', () => void>;

const guardMeter = (meter: Meter, onFault: OnFault): void => {
  for (const factory of Object.keys(FACTORIES) as Factory[]) {
    guardGiven(meter, factory, (instrument: Instrument) => {
      guardMethods(instrument, [FACTORIES[factory]], onFault);
    });
  }
};

/** Makes the instruments of a provider safe to call with anything. */
export const guardMeterProvider = <T extends MeterProvider>(provider: T, onFault: OnFault): T =>
  guardGiven(provider, 'getMeter', (meter: Meter) => guardMeter(meter, onFault));

/** Makes the loggers of a provider safe to call with anything. */
export const guardLoggerProvider = <T extends LoggerProvider>(provider: T, onFault: OnFault): T =>
  guardGiven(provider, 'getLogger', (logger: Logger) => {
    guardMethods(logger, ['emit'], onFault);
  });
