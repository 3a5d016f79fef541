import type {
  Attributes,
  Context,
  Logger,
  LoggerProvider,
  LogRecord,
  Meter,
  MeterProvider,
} from '@opentelemetry/api';
import { guardGiven, guardMethods, type OnFault } from './guard.ts';
import { plainRecord, plainValue } from './plain.ts';

/** Those whose instruments the application calls; the others are asked when metrics are collected. */
const FACTORIES = {
  createCounter: 'add',
  createUpDownCounter: 'add',
  createHistogram: 'record',
  createGauge: 'record',
} as const;
type Factory = keyof typeof FACTORIES;
type Measure = (value: number, attributes?: Attributes, context?: Context) => void;
type Instrument = Record<'add' | 'record', Measure>;

/** The SDK takes any attributes of a measurement, and a batch with one that cannot be written out is lost. */
const withPlainAttributes = (instrument: Instrument, method: 'add' | 'record'): void => {
  const measure = instrument[method];
  const measuring: Measure = (value, attributes, context) =>
    measure.call(instrument, value, attributes && (plainRecord(attributes) as Attributes), context);
  Object.defineProperty(instrument, method, { value: measuring, writable: true, configurable: true });
};

const guardMeter = (meter: Meter, onFault: OnFault): void => {
  for (const factory of Object.keys(FACTORIES) as Factory[]) {
    guardGiven(meter, factory, (instrument: Instrument) => {
      withPlainAttributes(instrument, FACTORIES[factory]);
      guardMethods(instrument, [FACTORIES[factory]], onFault);
    });
  }
};

/** Makes the instruments of a provider safe to call with anything. */
export const guardMeterProvider = <T extends MeterProvider>(provider: T, onFault: OnFault): T =>
  guardGiven(provider, 'getMeter', (meter: Meter) => guardMeter(meter, onFault));

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
  const copy: Record<string, unknown> = {
    ...record,
    body: plainValue(record.body),
    attributes: plainRecord(record.attributes),
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
