import type { TailChoice } from '../../core/sampling/sampler-choice.ts';
import type { Settings } from '../../core/settings/index.ts';
import type { Sources } from '../../sdk/consistent-sampler.ts';
import { createTailSampling, type TailSampling } from '../../sdk/tail/tail-sampling.ts';
import { countDropped } from './dropped-spans.ts';

/** Longest wait for the end of a trace where `APM_TRACE_TIMEOUT` does not say. */
const TIMEOUT_MILLIS = 30_000;

/** Traces that never end are looked for this often within their time. */
const SWEEPS = 4;

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
  setInterval(tail.sweep, Math.max(1, traceTimeoutMillis / SWEEPS)).unref();
  return tail;
};
