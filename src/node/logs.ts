import type { Resource } from '@opentelemetry/resources';
import {
  ConsoleLogRecordExporter,
  LoggerProvider,
  type LogRecordExporter,
  type LogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import type { Redactor } from '../core/redaction/index.ts';
import type { Settings } from '../core/settings/index.ts';
import { createRedactingLogExporter } from '../sdk/redacting-log-exporter.ts';
import { createBatcher } from './batcher.ts';
import { createLazyOtlpExporter } from './exporters/lazy-otlp-exporter.ts';
import { LIVE_DELAY_MILLIS } from './live.ts';
import type { LoadChunk } from './load-chunk.ts';
import type { StartExtras } from './start-extras.ts';

/** Default of `OTEL_BLRP_SCHEDULE_DELAY`: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const SCHEDULE_DELAY_MILLIS = 1_000;

const exportersOf = (settings: Settings, load: LoadChunk): readonly LogRecordExporter[] =>
  settings.logsExporter.flatMap((name): readonly LogRecordExporter[] => {
    if (name === 'otlp') return [createLazyOtlpExporter('logs', settings, load)];
    return name === 'console' ? [new ConsoleLogRecordExporter()] : [];
  });

const createBatchLogProcessor = (exporter: LogRecordExporter, settings: Settings): LogRecordProcessor => {
  const { add, forceFlush, shutdown } = createBatcher(exporter, {
    noun: 'log records',
    scheduleDelayMillis:
      settings.blrpScheduleDelayMillis ?? (settings.live ? LIVE_DELAY_MILLIS : SCHEDULE_DELAY_MILLIS),
    exportTimeoutMillis: settings.blrpExportTimeoutMillis,
    maxQueueSize: settings.blrpMaxQueueSize,
    maxExportBatchSize: Math.min(settings.blrpMaxExportBatchSize, settings.blrpMaxQueueSize),
  });
  return { onEmit: add, forceFlush, shutdown };
};

/** Undefined where nobody wants log records. */
export const createLoggerProvider = (
  settings: Settings,
  resource: Resource,
  redactor: Redactor,
  load: LoadChunk,
  extras?: StartExtras,
): LoggerProvider | undefined => {
  const processors = (extras?.logs ?? [{}]).flatMap((own) => {
    const ownSettings = { ...settings, ...own };
    return exportersOf(ownSettings, load).map((exporter) =>
      createBatchLogProcessor(createRedactingLogExporter(exporter, redactor), ownSettings),
    );
  });
  if (processors.length === 0) return undefined;
  return new LoggerProvider({
    resource,
    logRecordLimits: {
      attributeCountLimit: settings.logRecordAttributeCountLimit ?? settings.attributeCountLimit,
      attributeValueLengthLimit:
        settings.logRecordAttributeValueLengthLimit ?? settings.attributeValueLengthLimit,
    },
    processors,
    ...(extras?.loggerConfigurator && { loggerConfigurator: extras.loggerConfigurator }),
  });
};
