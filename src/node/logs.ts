import type { Resource } from '@opentelemetry/resources';
import {
  ConsoleLogRecordExporter,
  LoggerProvider,
  type LogRecordExporter,
  type LogRecordProcessor,
  type ReadableLogRecord,
} from '@opentelemetry/sdk-logs';
import type { Settings } from '../core/settings/index.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import { lengthBeforeRedaction } from '../sdk/redaction/limit-length.ts';
import {
  createLogRecordRedactor,
  createRedactingLogExporter,
  type LogRecordRedactor,
} from '../sdk/redaction/log-record.ts';
import { createBatcher } from './batcher.ts';
import { carryingLogs } from './business/carrying-processors.ts';
import { addUnsentSource, inBatches } from './exit/unsent.ts';
import { createLazyOtlpExporter, laneOf } from './exporters/lazy-otlp-exporter.ts';
import { LIVE_DELAY_MILLIS } from './live.ts';
import type { LoadChunk } from './load-chunk.ts';
import type { StartExtras } from './start-extras.ts';

/** Default of `OTEL_BLRP_SCHEDULE_DELAY`: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const SCHEDULE_DELAY_MILLIS = 1_000;

interface NamedExporter {
  readonly name: 'otlp' | 'console';
  readonly exporter: LogRecordExporter;
}

const exportersOf = (settings: Settings, load: LoadChunk): readonly NamedExporter[] =>
  settings.logsExporter.flatMap((name): readonly NamedExporter[] => {
    if (name === 'otlp') return [{ name, exporter: createLazyOtlpExporter('logs', settings, load) }];
    return name === 'console' ? [{ name, exporter: new ConsoleLogRecordExporter() }] : [];
  });

const createBatchLogProcessor = (
  { name, exporter }: NamedExporter,
  settings: Settings,
  redact: LogRecordRedactor,
): LogRecordProcessor => {
  const maxExportBatchSize = Math.min(settings.blrpMaxExportBatchSize, settings.blrpMaxQueueSize);
  const batcher = createBatcher<ReadableLogRecord>(createRedactingLogExporter(exporter, redact), {
    noun: 'log records',
    signal: 'logs',
    scheduleDelayMillis:
      settings.blrpScheduleDelayMillis ?? (settings.live ? LIVE_DELAY_MILLIS : SCHEDULE_DELAY_MILLIS),
    exportTimeoutMillis: settings.blrpExportTimeoutMillis,
    maxQueueSize: settings.blrpMaxQueueSize,
    maxExportBatchSize,
  });
  const { add, hold, isEmpty, takeUnsent, forceFlush, shutdown } = batcher;
  addUnsentSource<'logs'>({
    signal: 'logs',
    lane: laneOf(exporter),
    settings,
    isEmpty,
    hold,
    take: () => inBatches(takeUnsent().map(redact), maxExportBatchSize),
    ...(name === 'console' && { write: (records) => exporter.export(records, () => {}) }),
  });
  return { onEmit: add, forceFlush, shutdown };
};

/** Undefined where nobody wants log records. */
export const createLoggerProvider = (
  settings: Settings,
  resource: Resource,
  redactor: GetRedactor,
  load: LoadChunk,
  extras?: StartExtras,
): LoggerProvider | undefined => {
  const maxLength = settings.logRecordAttributeValueLengthLimit ?? settings.attributeValueLengthLimit;
  const redact = createLogRecordRedactor(redactor, maxLength);
  const processors = (extras?.logs ?? [{}]).flatMap((own) => {
    const ownSettings = { ...settings, ...own };
    return exportersOf(ownSettings, load).map((exporter) =>
      createBatchLogProcessor(exporter, ownSettings, redact),
    );
  });
  if (processors.length === 0) return undefined;
  const provider = new LoggerProvider({
    resource,
    logRecordLimits: {
      attributeCountLimit: settings.logRecordAttributeCountLimit ?? settings.attributeCountLimit,
      attributeValueLengthLimit: lengthBeforeRedaction(maxLength),
    },
    processors: [
      ...(settings.businessTransactionsEnabled ? [carryingLogs] : []),
      ...(settings.correlationHeader === undefined
        ? []
        : [load<typeof import('./correlation/correlate.ts')>('./correlation/correlate.js').correlatingLogs]),
      ...processors,
    ],
    ...(extras?.loggerConfigurator && { loggerConfigurator: extras.loggerConfigurator }),
  });
  // The SDK's own has a timer of thirty seconds, which holds the program while an export hangs.
  provider.forceFlush = async () => {
    await Promise.all(processors.map((processor) => processor.forceFlush()));
  };
  return provider;
};
