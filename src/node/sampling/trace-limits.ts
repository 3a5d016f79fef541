import type { Settings } from '../../core/settings/index.ts';
import { createTraceLimits, type TraceLimits } from '../../sdk/trace-limits.ts';
import { countDropped } from './dropped-spans.ts';

/** Loaded where `APM_MAX_SPANS_PER_TRACE` or `APM_TRACE_TIMEOUT` is set. */
export const startTraceLimits = ({
  maxSpansPerTrace = Number.POSITIVE_INFINITY,
  traceTimeoutMillis = Number.POSITIVE_INFINITY,
}: Settings): TraceLimits => {
  const why = {
    'too many': `a trace has more than ${maxSpansPerTrace} here (APM_MAX_SPANS_PER_TRACE)`,
    'too old': `a trace is older than ${traceTimeoutMillis} ms (APM_TRACE_TIMEOUT)`,
  } as const;
  return createTraceLimits({
    maxSpans: maxSpansPerTrace,
    maxAgeMillis: traceTimeoutMillis,
    now: () => performance.now(),
    onDropped: (reason) => countDropped(reason, 1, why[reason]),
  });
};
