import type { TailChoice } from '../../core/sampling/sampler-choice.ts';
import type { Settings } from '../../core/settings/index.ts';
import type { Sources } from '../../sdk/consistent-sampler.ts';
import { createTailSampling, type TailSampling } from '../../sdk/tail/tail-sampling.ts';
import { countDropped } from './dropped-spans.ts';

/** Longest wait for the end of a trace where `APM_TRACE_TIMEOUT` does not say. */
const TIMEOUT_MILLIS = 30_000;

/** Traces that never end are looked for a few times within their time, and not less often than this. */
const SWEEPS = 4;
const MAX_SWEEP_MILLIS = 10_000;

/** Loaded where tail sampling is chosen. */
export const startTailSampling = (
  sources: Sources,
  { slowerThanMillis }: TailChoice,
  { tailMaxSpans, tailMaxBytes, traceTimeoutMillis = TIMEOUT_MILLIS }: Settings,
): TailSampling => {
  const why = {
    full: `more than ${tailMaxSpans} spans or ${tailMaxBytes} bytes wait for the end of their traces (BINNACLE_TAIL_MAX_SPANS, BINNACLE_TAIL_MAX_BYTES), so the oldest traces are decided early`,
    timeout: `traces that take longer than ${traceTimeoutMillis} ms are decided early (APM_TRACE_TIMEOUT)`,
    late: 'they ended long after their traces',
  } as const;
  const tail = createTailSampling(sources, {
    slowerThanMillis,
    maxSpans: tailMaxSpans,
    maxBytes: tailMaxBytes,
    timeoutMillis: traceTimeoutMillis,
    now: () => performance.now(),
    onDropped: (reason, spans) => countDropped(reason, spans, why[reason]),
  });
  const sweepMillis = Math.min(MAX_SWEEP_MILLIS, Math.max(1, traceTimeoutMillis / SWEEPS));
  setInterval(tail.sweep, sweepMillis).unref();
  return tail;
};
