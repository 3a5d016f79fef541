import {
  type Attributes,
  type Context,
  createNoopMeter,
  diag,
  type Meter,
  type MeterProvider,
  type MetricOptions,
} from '@opentelemetry/api';
import { INSTRUMENT_FACTORIES, type InstrumentFactory } from './instrument-factories.ts';
import { INSTRUMENT, type LazyInstrument } from './lazy-instrument.ts';
import type { EndingProvider, LazyProvider } from './lazy-provider.ts';

/** What an instrument measures with. */
type Method = 'add' | 'record';
type Measuring<M extends Method> = Record<
  M,
  (value: number, attributes?: Attributes, context?: Context) => void
>;

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
    <F extends InstrumentFactory>(factory: F) =>
    (name: string, options?: MetricOptions): ReturnType<Meter[F]> => {
      type Made = ReturnType<Meter[F]> & Measuring<Method>;
      const create = (from: Meter, by = options) => from[factory](name, by) as Made;
      const meter = current();
      if (meter) return create(meter);
      // The application may use the record for another one.
      const given = options && { ...options };
      return createLazyInstrument(
        INSTRUMENT_FACTORIES[factory],
        () => create(made(), given),
        create(createNoopMeter()),
      );
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
    const { current, made } = lazy.part((provider) => provider.getMeter(...scope), createNoopMeter);
    return current() ?? createLazyMeter(current, made);
  },
  forceFlush: lazy.forceFlush,
  shutdown: lazy.shutdown,
});
