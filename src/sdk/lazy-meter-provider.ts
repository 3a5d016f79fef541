import {
  type Attributes,
  type Context,
  createNoopMeter,
  diag,
  type Meter,
  type MeterProvider,
  type MetricOptions,
} from '@opentelemetry/api';
import { INSTRUMENT, type LazyInstrument } from './lazy-instrument.ts';
import type { EndingProvider, LazyProvider } from './lazy-provider.ts';

/** What an instrument measures with. */
type Method = 'add' | 'record';
type Measuring<M extends Method> = Record<
  M,
  (value: number, attributes?: Attributes, context?: Context) => void
>;

/** What makes an instrument, and what it measures with. */
const FACTORIES = {
  createCounter: 'add',
  createUpDownCounter: 'add',
  createHistogram: 'record',
  createGauge: 'record',
} as const;

const createLazyInstrument = <M extends Method, T extends Measuring<M>>(
  method: M,
  create: () => T,
  none: T,
): T => {
  let instrument: T | undefined;
  const made = (): T => {
    try {
      instrument ??= create();
    } catch (error) {
      // Not where the application measures; it has asked for the instrument somewhere else.
      diag.error('an instrument cannot be made, and measures nothing', error as Error);
      instrument = none;
    }
    return instrument;
  };
  const measure: Measuring<M>[M] = (value, attributes, context) => made()[method](value, attributes, context);
  const standIn: LazyInstrument<T> = { [INSTRUMENT]: made };
  return Object.assign(standIn, { [method]: measure }) as unknown as T;
};

/** Stands for a meter, which is there with the first measurement or the first thing that is asked for measurements. */
const createLazyMeter = (current: () => Meter | undefined, made: () => Meter): Meter => {
  const lazy =
    <F extends keyof typeof FACTORIES>(factory: F) =>
    (name: string, options?: MetricOptions): ReturnType<Meter[F]> => {
      type Made = ReturnType<Meter[F]> & Measuring<Method>;
      const create = (from: Meter, by = options) => from[factory](name, by) as Made;
      const meter = current();
      if (meter) return create(meter);
      // The application may use the record for another one.
      const given = options && { ...options };
      return createLazyInstrument(FACTORIES[factory], () => create(made(), given), create(createNoopMeter()));
    };
  return {
    createCounter: lazy('createCounter'),
    createUpDownCounter: lazy('createUpDownCounter'),
    createHistogram: lazy('createHistogram'),
    createGauge: lazy('createGauge'),
    createObservableCounter: (name, options) => made().createObservableCounter(name, options),
    createObservableUpDownCounter: (name, options) => made().createObservableUpDownCounter(name, options),
    createObservableGauge: (name, options) => made().createObservableGauge(name, options),
    addBatchObservableCallback: (callback, observables) =>
      made().addBatchObservableCallback(callback, observables),
    removeBatchObservableCallback: (callback, observables) =>
      made().removeBatchObservableCallback(callback, observables),
  };
};

/** Stands for a provider of meters until there is something to measure. */
export const createLazyMeterProvider = (
  lazy: LazyProvider<MeterProvider & EndingProvider>,
): MeterProvider & EndingProvider => ({
  getMeter: (...scope) => {
    // A provider that has ended gives none without a warning, so each is taken while it may be.
    let meter: Meter | undefined;
    lazy.whenMade((provider) => {
      meter = provider.getMeter(...scope);
    });
    const made = (): Meter => {
      lazy.made();
      return meter ?? createNoopMeter();
    };
    return meter ?? createLazyMeter(() => meter, made);
  },
  forceFlush: lazy.forceFlush,
  shutdown: lazy.shutdown,
});
