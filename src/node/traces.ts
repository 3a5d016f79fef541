import { diag, TraceFlags } from '@opentelemetry/api';
import { OTLPExporterBase } from '@opentelemetry/otlp-exporter-base';
import type { Resource } from '@opentelemetry/resources';
import {
  ConsoleSpanExporter,
  ParentBasedSampler,
  type ReadableSpan,
  type Sampler,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { Redactor } from '../core/redaction/index.ts';
import { chooseSampler } from '../core/sampling/choose-sampler.ts';
import type { Settings } from '../core/settings/index.ts';
import { createConsistentSampler } from '../sdk/consistent-sampler.ts';
import { createSpanEncoder, type EncodedSpan } from '../sdk/otlp/encode-span.ts';
import { createRedactingSpanExporter, redactSpan } from '../sdk/redacting-span-exporter.ts';
import {
  createTracerProvider as createProvider,
  type RecordingTracerProvider,
} from '../sdk/tracing/tracer-provider.ts';
import { type BatchedExporter, createBatcher } from './batcher.ts';
import { clock } from './clock.ts';
import { createDelegate } from './exporters/create-delegate.ts';
import { otlpTargetOf } from './exporters/otlp-target.ts';
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

type Prepare<T> = (span: ReadableSpan) => T;

/** Spans are redacted and encoded one by one as they end: nothing of them is kept, and no batch holds the program up. */
const createEncoder = (redactor: Redactor): Prepare<EncodedSpan> => {
  const encode = createSpanEncoder();
  return (span) => encode(redactSpan(span, redactor));
};

const createBatchSpanProcessor = <T>(
  exporter: BatchedExporter<T>,
  prepare: Prepare<T>,
  settings: Settings,
): SpanProcessor => {
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
      if (!(span.spanContext().traceFlags & TraceFlags.SAMPLED)) return;
      try {
        add(prepare(span));
      } catch (error) {
        diag.error(`a span cannot be encoded: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    forceFlush,
    shutdown,
  };
};

const processorsOf = (settings: Settings, redactor: Redactor, load: LoadChunk): readonly SpanProcessor[] => {
  const whole = (exporter: SpanExporter): SpanProcessor =>
    createBatchSpanProcessor(createRedactingSpanExporter(exporter, redactor), (span) => span, settings);
  return settings.tracesExporter.flatMap((name): readonly SpanProcessor[] => {
    if (name === 'console') return [whole(new ConsoleSpanExporter())];
    if (name !== 'otlp') return [];
    const exporter = new OTLPExporterBase(createDelegate('traces', settings, load));
    if (otlpTargetOf('traces', settings).protocol === 'http/json') return [whole(exporter)];
    return [createBatchSpanProcessor<EncodedSpan>(exporter, createEncoder(redactor), settings)];
  });
};

/** Undefined where nobody wants spans. */
export const createTracerProvider = (
  settings: Settings,
  resource: Resource,
  redactor: Redactor,
  load: LoadChunk,
): RecordingTracerProvider | undefined => {
  const spanProcessors = processorsOf(settings, redactor, load);
  if (spanProcessors.length === 0) return undefined;
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
    spanProcessors,
  });
};
