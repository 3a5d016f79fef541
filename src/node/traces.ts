import { TraceFlags } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  ConsoleSpanExporter,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Redactor } from '../core/redaction/index.ts';
import { chooseSampler, chooseTail } from '../core/sampling/choose-sampler.ts';
import type { Settings } from '../core/settings/index.ts';
import { withRandomTraceFlag } from '../sdk/random-trace-flag.ts';
import { createRedactingSpanExporter, redactSpan } from '../sdk/redacting-span-exporter.ts';
import { createBatcher } from './batcher.ts';
import { openSpansProcessor } from './exit/open-spans.ts';
import { addUnsentSource, beforeLastSpans, inBatches } from './exit/unsent.ts';
import { createLazyOtlpExporter, laneOf } from './exporters/lazy-otlp-exporter.ts';
import { LIVE_DELAY_MILLIS } from './live.ts';
import type { LoadChunk } from './load-chunk.ts';
import { startSampling } from './sampling/start-sampling.ts';
import type { StartExtras } from './start-extras.ts';

/** Default of `OTEL_BSP_SCHEDULE_DELAY`: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const SCHEDULE_DELAY_MILLIS = 5_000;

interface NamedExporter {
  readonly name: 'otlp' | 'console';
  readonly exporter: SpanExporter;
}

const exportersOf = (settings: Settings, load: LoadChunk): readonly NamedExporter[] =>
  settings.tracesExporter.flatMap((name): readonly NamedExporter[] => {
    if (name === 'otlp') return [{ name, exporter: createLazyOtlpExporter('traces', settings, load) }];
    return name === 'console' ? [{ name, exporter: new ConsoleSpanExporter() }] : [];
  });

const createBatchSpanProcessor = (
  { name, exporter }: NamedExporter,
  settings: Settings,
  redactor: Redactor,
): SpanProcessor => {
  const maxExportBatchSize = Math.min(settings.bspMaxExportBatchSize, settings.bspMaxQueueSize);
  const batcher = createBatcher<ReadableSpan>(createRedactingSpanExporter(exporter, redactor), {
    noun: 'spans',
    signal: 'traces',
    scheduleDelayMillis:
      settings.bspScheduleDelayMillis ?? (settings.live ? LIVE_DELAY_MILLIS : SCHEDULE_DELAY_MILLIS),
    exportTimeoutMillis: settings.bspExportTimeoutMillis,
    maxQueueSize: settings.bspMaxQueueSize,
    maxExportBatchSize,
  });
  const { add, hold, isEmpty, takeUnsent, forceFlush, shutdown } = batcher;
  addUnsentSource<'traces'>({
    signal: 'traces',
    lane: laneOf(exporter),
    settings,
    isEmpty,
    hold,
    take: () =>
      inBatches(
        takeUnsent().map((span) => redactSpan(span, redactor)),
        maxExportBatchSize,
      ),
    ...(name === 'console' && { write: (spans) => exporter.export(spans, () => {}) }),
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

/** Its tracers say of the trace ids made here that they are random. */
class RandomFlagTracerProvider extends TracerProvider {
  override getTracer(
    ...args: Parameters<TracerProvider['getTracer']>
  ): ReturnType<TracerProvider['getTracer']> {
    return withRandomTraceFlag(super.getTracer(...args));
  }
}

/** Undefined where nobody wants spans. */
export const createTracerProvider = (
  settings: Settings,
  resource: Resource,
  redactor: Redactor,
  load: LoadChunk,
  extras?: StartExtras,
): TracerProvider | undefined => {
  const exporting = (extras?.traces ?? [{}]).flatMap((own) => {
    const ownSettings = { ...settings, ...own };
    return exportersOf(ownSettings, load).map((exporter) =>
      createBatchSpanProcessor(exporter, ownSettings, redactor),
    );
  });
  if (exporting.length === 0) return undefined;
  const samplerContext = { serviceName: String(resource.attributes['service.name']), load };
  const { sampler, processors, decideAll } = startSampling(
    extras?.chooseSampler(settings) ?? chooseSampler(settings),
    chooseTail(settings),
    settings,
    samplerContext,
    extras?.createSampler(settings, samplerContext),
  );
  if (decideAll) beforeLastSpans(decideAll);
  const spanProcessors = [openSpansProcessor, ...processors(exporting)];
  const provider = new RandomFlagTracerProvider({
    resource,
    sampler,
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
  // The SDK's own has a timer of thirty seconds, which holds the program while an export hangs.
  provider.forceFlush = async () => {
    await Promise.all(spanProcessors.map((processor) => processor.forceFlush()));
  };
  return provider;
};
