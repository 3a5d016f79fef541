import { TraceFlags } from '@opentelemetry/api';
import { OTLPExporterBase } from '@opentelemetry/otlp-exporter-base';
import type { Resource } from '@opentelemetry/resources';
import {
  ConsoleSpanExporter,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { Redactor } from '../core/redaction/index.ts';
import { chooseSampler } from '../core/sampling/choose-sampler.ts';
import type { Settings } from '../core/settings/index.ts';
import { createConsistentSampler } from '../sdk/consistent-sampler.ts';
import { createRedactingSpanExporter } from '../sdk/redacting-span-exporter.ts';
import {
  createTracerProvider as createProvider,
  type RecordingTracerProvider,
} from '../sdk/tracing/tracer-provider.ts';
import { createBatcher } from './batcher.ts';
import { clock } from './clock.ts';
import { createDelegate } from './exporters/create-delegate.ts';
import { LIVE_DELAY_MILLIS } from './live.ts';
import type { LoadChunk } from './load-chunk.ts';
import { randomIds } from './random-ids.ts';

/** Default of `OTEL_BSP_SCHEDULE_DELAY`: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const SCHEDULE_DELAY_MILLIS = 5_000;

const createSampler = (settings: Settings): Sampler => {
  const { rootRatio, parentBased } = chooseSampler(settings);
  const root = createConsistentSampler(rootRatio);
  return parentBased ? new ParentBasedSampler({ root }) : root;
};

const exportersOf = (settings: Settings, load: LoadChunk): readonly SpanExporter[] =>
  settings.tracesExporter.flatMap((name): readonly SpanExporter[] => {
    if (name === 'otlp') return [new OTLPExporterBase(createDelegate('traces', settings, load))];
    return name === 'console' ? [new ConsoleSpanExporter()] : [];
  });

const createBatchSpanProcessor = (exporter: SpanExporter, settings: Settings): SpanProcessor => {
  const { add, forceFlush, shutdown } = createBatcher(exporter, {
    noun: 'spans',
    scheduleDelayMillis:
      settings.bspScheduleDelayMillis ?? (settings.live ? LIVE_DELAY_MILLIS : SCHEDULE_DELAY_MILLIS),
    exportTimeoutMillis: settings.bspExportTimeoutMillis,
    maxQueueSize: settings.bspMaxQueueSize,
    maxExportBatchSize: Math.min(settings.bspMaxExportBatchSize, settings.bspMaxQueueSize),
  });
  return {
    onStart: () => {},
    onEnd: (span) => {
      if (span.spanContext().traceFlags & TraceFlags.SAMPLED) add(span);
    },
    forceFlush,
    shutdown,
  };
};

/** Undefined where nobody wants spans. */
export const createTracerProvider = (
  settings: Settings,
  resource: Resource,
  redactor: Redactor,
  load: LoadChunk,
): RecordingTracerProvider | undefined => {
  const exporters = exportersOf(settings, load);
  if (exporters.length === 0) return undefined;
  return createProvider({
    resource,
    clock,
    ids: randomIds,
    sampler: createSampler(settings),
    spanLimits: {
      attributeCountLimit: settings.spanAttributeCountLimit ?? settings.attributeCountLimit,
      attributeValueLengthLimit: settings.spanAttributeValueLengthLimit ?? settings.attributeValueLengthLimit,
      eventCountLimit: settings.spanEventCountLimit,
      linkCountLimit: settings.spanLinkCountLimit,
      attributePerEventCountLimit: settings.eventAttributeCountLimit,
      attributePerLinkCountLimit: settings.linkAttributeCountLimit,
    },
    spanProcessors: exporters.map((exporter) =>
      createBatchSpanProcessor(createRedactingSpanExporter(exporter, redactor), settings),
    ),
  });
};
