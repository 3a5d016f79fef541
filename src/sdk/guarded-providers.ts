import type {
  Attributes,
  BatchObservableCallback,
  BatchObservableResult,
  Context,
  Logger,
  LoggerProvider,
  LogRecord,
  Meter,
  MeterProvider,
  Observable,
  ObservableCallback,
} from '@opentelemetry/api';
import { CLEAN_ATTRIBUTES, type CleanAttributes, type Cleaning } from './clean-attributes.ts';
import { guardGiven, guardMethods, type OnFault } from './guard.ts';
import { INSTRUMENT_FACTORIES, type InstrumentFactory } from './instrument-factories.ts';
import { plainRecord, plainValue } from './plain.ts';
import { limitSeries, type OnOverflow } from './series-limit.ts';

type Measure = (value: number, attributes?: Attributes, context?: Context) => void;
type Instrument = Record<'add' | 'record', Measure> & Cleaning;

/** Those that are asked when metrics are collected. */
const OBSERVED = [
  'createObservableCounter',
  'createObservableUpDownCounter',
  'createObservableGauge',
] as const;

/** The SDK takes any attributes of a measurement, and a batch with one that cannot be written out is lost. */
const withCleanAttributes = (
  instrument: Instrument,
  method: 'add' | 'record',
  clean: CleanAttributes,
): void => {
  const measure = instrument[method];
  const measuring: Measure = (value, attributes, context) =>
    measure.call(instrument, value, attributes && clean(attributes), context);
  Object.defineProperty(instrument, method, { value: measuring, writable: true, configurable: true });
  Object.defineProperty(instrument, CLEAN_ATTRIBUTES, { value: clean });
};

/** Makes another function of each callback, always the same one: it is what the SDK knows the callback by. */
const createWrapped = <T extends (...args: never[]) => unknown>(
  wrap: (callback: T) => T,
): ((callback: T) => T) => {
  const wrapped = new WeakMap<T, T>();
  return (callback) => {
    if (typeof callback !== 'function') return callback;
    const known = wrapped.get(callback) ?? wrap(callback);
    wrapped.set(callback, known);
    return known;
  };
};

const withCleanObservations = (
  observable: Observable,
  wrapped: (each: ObservableCallback) => ObservableCallback,
) => {
  const add = observable.addCallback.bind(observable);
  const remove = observable.removeCallback.bind(observable);
  Object.assign(observable, {
    addCallback: (callback: ObservableCallback) => add(wrapped(callback)),
    removeCallback: (callback: ObservableCallback) => remove(wrapped(callback)),
  });
};

const withCleanBatches = (meter: Meter, clean: CleanAttributes): void => {
  const wrapped = createWrapped<BatchObservableCallback>((callback) => (result) => {
    const cleaning: BatchObservableResult = {
      observe: (observable, value, attributes) =>
        result.observe(observable, value, attributes && clean(attributes)),
    };
    return callback(cleaning);
  });
  const add = meter.addBatchObservableCallback.bind(meter);
  const remove = meter.removeBatchObservableCallback.bind(meter);
  Object.assign(meter, {
    addBatchObservableCallback: (callback: BatchObservableCallback, observables: Observable[]) =>
      add(wrapped(callback), observables),
    removeBatchObservableCallback: (callback: BatchObservableCallback, observables: Observable[]) =>
      remove(wrapped(callback), observables),
  });
};

const guardMeter = (
  meter: Meter,
  onFault: OnFault,
  clean: CleanAttributes,
  onOverflow: OnOverflow | undefined,
): void => {
  const limit = (instrument: object): void => {
    if (onOverflow) limitSeries(instrument, onOverflow);
  };
  for (const factory of Object.keys(INSTRUMENT_FACTORIES) as InstrumentFactory[]) {
    guardGiven(meter, factory, (instrument: Instrument) => {
      limit(instrument);
      withCleanAttributes(instrument, INSTRUMENT_FACTORIES[factory], clean);
      guardMethods(instrument, [INSTRUMENT_FACTORIES[factory]], onFault);
    });
  }
  const wrapped = createWrapped<ObservableCallback>(
    (callback) => (result) =>
      callback({ observe: (value, attributes) => result.observe(value, attributes && clean(attributes)) }),
  );
  for (const factory of OBSERVED)
    guardGiven(meter, factory, (observable: Observable) => {
      limit(observable);
      withCleanObservations(observable, wrapped);
    });
  withCleanBatches(meter, clean);
};

/**
 * Makes the instruments of a provider safe to call with anything.
 *
 * @param clean what may be measured with
 * @param onOverflow keeps instruments within their limits of series, and is told of what is beyond
 */
export const guardMeterProvider = <T extends MeterProvider>(
  provider: T,
  onFault: OnFault,
  clean: CleanAttributes = plainRecord as CleanAttributes,
  onOverflow?: OnOverflow,
): T => guardGiven(provider, 'getMeter', (meter: Meter) => guardMeter(meter, onFault, clean, onOverflow));

const isTime = (value: unknown): boolean =>
  (typeof value === 'number' && Number.isFinite(value) && value >= 0) ||
  (value instanceof Date && !Number.isNaN(value.getTime())) ||
  (Array.isArray(value) &&
    value.length === 2 &&
    value.every((part) => Number.isSafeInteger(part) && part >= 0));

/** 1 to 24: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const isSeverity = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 24;

const isText = (value: unknown): boolean => typeof value === 'string';

/** Parts of a record that are left out where they are not what they should be. */
const PARTS = {
  timestamp: isTime,
  observedTimestamp: isTime,
  severityNumber: isSeverity,
  severityText: isText,
  eventName: isText,
} as const;

/** The record with what can be written out. A copy, because the record belongs to the application. */
const plainLogRecord = (record: LogRecord): LogRecord => {
  // Part by part: of a text or a list that was given for a record, each letter or item would become a part.
  const { context, exception, timestamp, observedTimestamp, severityNumber, severityText, eventName } =
    record;
  const copy: Record<string, unknown> = {
    timestamp,
    observedTimestamp,
    severityNumber,
    severityText,
    eventName,
    body: plainValue(record.body),
    attributes: plainRecord(record.attributes),
    ...(context !== undefined && { context }),
    ...(exception !== undefined && { exception }),
  };
  for (const [part, isGood] of Object.entries(PARTS)) if (!isGood(copy[part])) delete copy[part];
  if (copy.attributes === undefined) delete copy.attributes;
  return copy as LogRecord;
};

const withPlainRecords = (logger: Logger): void => {
  const emit = logger.emit.bind(logger);
  const emitting: Logger['emit'] = (record) => emit(plainLogRecord(record));
  Object.defineProperty(logger, 'emit', { value: emitting, writable: true, configurable: true });
};

/** Makes the loggers of a provider safe to call with anything. */
export const guardLoggerProvider = <T extends LoggerProvider>(provider: T, onFault: OnFault): T =>
  guardGiven(provider, 'getLogger', (logger: Logger) => {
    withPlainRecords(logger);
    guardMethods(logger, ['emit'], onFault);
  });
