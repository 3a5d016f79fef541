import { TraceFlags } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  ConsoleSpanExporter,
  type SpanExporter,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Redactor } from '../core/redaction/index.ts';
import { chooseSampler, chooseTail } from '../core/sampling/choose-sampler.ts';
import type { Settings } from '../core/settings/index.ts';
import { withRandomTraceFlag } from '../sdk/random-trace-flag.ts';
import { createRedactingSpanExporter } from '../sdk/redacting-span-exporter.ts';
import { createBatcher } from './batcher.ts';
import { createLazyOtlpExporter } from './exporters/lazy-otlp-exporter.ts';
import { LIVE_DELAY_MILLIS } from './live.ts';
import type { LoadChunk } from './load-chunk.ts';
import { startSampling } from './sampling/start-sampling.ts';
import type { StartExtras } from './start-extras.ts';

/** Default of `OTEL_BSP_SCHEDULE_DELAY`: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const SCHEDULE_DELAY_MILLIS = 5_000;

const exportersOf = (settings: Settings, load: LoadChunk): readonly SpanExporter[] =>
  settings.tracesExporter.flatMap((name): readonly SpanExporter[] => {
    if (name === 'otlp') return [createLazyOtlpExporter('traces', settings, load)];
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
      createBatchSpanProcessor(createRedactingSpanExporter(exporter, redactor), ownSettings),
    );
  });
  if (exporting.length === 0) return undefined;
  const samplerContext = { serviceName: String(resource.attributes['service.name']), load };
  const { sampler, processors } = startSampling(
    extras?.chooseSampler(settings) ?? chooseSampler(settings),
    chooseTail(settings),
    settings,
    samplerContext,
    extras?.createSampler(settings, samplerContext),
  );
  return new RandomFlagTracerProvider({
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
    spanProcessors: processors(exporting),
  });
};
