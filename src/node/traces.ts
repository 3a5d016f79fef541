import { diag, TraceFlags } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { ConsoleSpanExporter, type ReadableSpan, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { chooseSampler, chooseTail } from '../core/sampling/choose-sampler.ts';
import type { Settings } from '../core/settings/index.ts';
import { createSpanEncoder, type EncodedSpan } from '../sdk/otlp/encode-span.ts';
import type { GetRedactor } from '../sdk/redaction/get-redactor.ts';
import { lengthBeforeRedaction } from '../sdk/redaction/limit-length.ts';
import { createSpanRedactor, onceForSpan, type SpanRedactor } from '../sdk/redaction/span.ts';
import {
  createTracerProvider as createProvider,
  type RecordingTracerProvider,
} from '../sdk/tracing/tracer-provider.ts';
import { type BatchedExporter, createBatcher } from './batcher.ts';
import { carryingSpans } from './business/carrying-processors.ts';
import { clock } from './clock.ts';
import { reasonOf } from './diagnostics.ts';
import { createErrorWatch } from './errors/error-watch.ts';
import { openSpansProcessor } from './exit/open-spans.ts';
import { addUnsentSource, beforeLastSpans, inBatches } from './exit/unsent.ts';
import { createLazyOtlpExporter } from './exporters/lazy-otlp-exporter.ts';
import { otlpTargetOf } from './exporters/otlp-target.ts';
import { LIVE_DELAY_MILLIS } from './live.ts';
import type { LoadChunk } from './load-chunk.ts';
import { randomIds } from './random-ids.ts';
import type { SamplerContext } from './sampling/create-sampler.ts';
import { startSampling } from './sampling/start-sampling.ts';
import type { StartExtras } from './start-extras.ts';

/** Default of `OTEL_BSP_SCHEDULE_DELAY`: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const SCHEDULE_DELAY_MILLIS = 5_000;

/** What becomes of spans on their way to one exporter. */
interface Route<T extends ReadableSpan | EncodedSpan> {
  readonly exporter: BatchedExporter<T>;
  /** Which of the exporters of the signal it is. */
  readonly lane: number;
  /** Of a span that has ended: what waits in its place, and may leave the process. */
  readonly prepare: (span: ReadableSpan) => T;
  /** Of an exporter that writes at once, such as the console's. */
  readonly write?: (spans: ReadableSpan[]) => void;
}

/** Spans are redacted one by one as they end, and never again. */
const wholeRoute = (exporter: BatchedExporter<ReadableSpan>, lane: number, redact: SpanRedactor) => ({
  exporter,
  lane,
  prepare: redact,
});

/** They are encoded as well: nothing of them is kept, and no batch holds the program up. */
const encodedRoute = (
  exporter: BatchedExporter<EncodedSpan>,
  lane: number,
  redact: SpanRedactor,
): Route<EncodedSpan> => {
  const encode = createSpanEncoder();
  return { exporter, lane, prepare: (span) => encode(redact(span)) };
};

const createBatchSpanProcessor = <T extends ReadableSpan | EncodedSpan>(
  { exporter, lane, prepare, write }: Route<T>,
  settings: Settings,
): SpanProcessor => {
  const maxExportBatchSize = Math.min(settings.bspMaxExportBatchSize, settings.bspMaxQueueSize);
  const { add, hold, isEmpty, takeUnsent, forceFlush, shutdown } = createBatcher(exporter, {
    noun: 'spans',
    signal: 'traces',
    scheduleDelayMillis:
      settings.bspScheduleDelayMillis ?? (settings.live ? LIVE_DELAY_MILLIS : SCHEDULE_DELAY_MILLIS),
    exportTimeoutMillis: settings.bspExportTimeoutMillis,
    maxQueueSize: settings.bspMaxQueueSize,
    maxExportBatchSize,
  });
  addUnsentSource<'traces'>({
    signal: 'traces',
    lane,
    settings,
    isEmpty,
    hold,
    take: () => inBatches<ReadableSpan | EncodedSpan>(takeUnsent(), maxExportBatchSize),
    ...(write && { write: (spans) => write(spans as ReadableSpan[]) }),
  });
  return {
    onStart: () => {},
    onEnd: (span) => {
      if (!(span.spanContext().traceFlags & TraceFlags.SAMPLED)) return;
      try {
        add(prepare(span));
      } catch (error) {
        diag.error(`a span cannot be encoded: ${reasonOf(error)}`);
      }
    },
    forceFlush,
    shutdown,
  };
};

const processorsOf = (settings: Settings, redact: SpanRedactor, load: LoadChunk): readonly SpanProcessor[] =>
  settings.tracesExporter.flatMap((name): readonly SpanProcessor[] => {
    if (name === 'console') {
      const exporter = new ConsoleSpanExporter();
      const write = (spans: ReadableSpan[]) => exporter.export(spans, () => {});
      return [createBatchSpanProcessor({ ...wholeRoute(exporter, 0, redact), write }, settings)];
    }
    if (name !== 'otlp') return [];
    const exporter = createLazyOtlpExporter('traces', settings, load);
    return otlpTargetOf('traces', settings).protocol === 'http/json'
      ? [createBatchSpanProcessor(wholeRoute(exporter, exporter.lane, redact), settings)]
      : [createBatchSpanProcessor(encodedRoute(exporter, exporter.lane, redact), settings)];
  });

/** Undefined where nobody wants spans. */
export const createTracerProvider = (
  settings: Settings,
  resource: Resource,
  redactor: GetRedactor,
  load: LoadChunk,
  extras?: StartExtras,
): RecordingTracerProvider | undefined => {
  const maxLength = settings.spanAttributeValueLengthLimit ?? settings.attributeValueLengthLimit;
  const targets = (extras?.traces ?? [{}]).map((own) => ({ ...settings, ...own }));
  const isShared = targets.flatMap(({ tracesExporter }) => tracesExporter).length > 1;
  const redactOne = createSpanRedactor(redactor, maxLength);
  const redact = isShared ? onceForSpan(redactOne) : redactOne;
  const exporting = targets.flatMap((each) => processorsOf(each, redact, load));
  if (exporting.length === 0) return undefined;
  const samplerContext: SamplerContext = {
    // Few samplers ask, and the resource is redacted when it is first asked.
    get serviceName() {
      return String(resource.attributes['service.name']);
    },
    load,
  };
  const { sampler, processors, decideAll } = startSampling(
    extras?.chooseSampler(settings) ?? chooseSampler(settings),
    chooseTail(settings),
    settings,
    samplerContext,
    extras?.createSampler(settings, samplerContext),
  );
  if (decideAll) beforeLastSpans(decideAll);
  return createProvider({
    resource,
    clock,
    ids: randomIds,
    sampler,
    spanLimits: {
      attributeCountLimit: settings.spanAttributeCountLimit ?? settings.attributeCountLimit,
      attributeValueLengthLimit: lengthBeforeRedaction(maxLength),
      eventCountLimit: settings.spanEventCountLimit,
      linkCountLimit: settings.spanLinkCountLimit,
      attributePerEventCountLimit: settings.eventAttributeCountLimit,
      attributePerLinkCountLimit: settings.linkAttributeCountLimit,
    },
    spanProcessors: [
      openSpansProcessor,
      ...(settings.businessTransactionsEnabled ? [carryingSpans] : []),
      ...(settings.correlationHeader === undefined
        ? []
        : [load<typeof import('./correlation/correlate.ts')>('./correlation/correlate.js').correlatingSpans]),
      ...processors(exporting),
    ],
    onException: createErrorWatch(settings, load),
  });
};
