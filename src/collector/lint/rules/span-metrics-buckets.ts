import { componentsOf, effective, placeOf } from '../context.ts';
import { secondsOf } from '../duration.ts';
import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';

/** Thresholds of latency SLOs lie here, in seconds. */
const FROM = 0.1;
const TO = 5;

/** Largest factor between two boundaries in that range; the default buckets keep to it. */
const LARGEST_FACTOR = 2.5;

/** The first gap in which an SLO cannot be measured. */
const gapIn = (boundaries: readonly number[]): readonly [number, number] | undefined => {
  const sorted = [0, ...boundaries.toSorted((one, other) => one - other), Number.POSITIVE_INFINITY];
  for (const [index, low] of sorted.entries()) {
    const high = sorted[index + 1];
    if (high !== undefined && high > FROM && low < TO && high > low * LARGEST_FACTOR) return [low, high];
  }
  return undefined;
};

export const rule: LintRule = {
  id: 'span-metrics-buckets',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'buckets of span_metrics let an SLO be measured',
  why: 'How many requests were faster than a threshold is known only at a boundary; between two of them it is guessed. Most thresholds lie between 100 ms and 5 s, and boundaries there should be at most 2.5 times apart.',
  good: `connectors:
  span_metrics:
    aggregation_cardinality_limit: 2000
    metrics_expiration: 5m
    histogram: { explicit: { buckets: [10ms, 50ms, 100ms, 250ms, 500ms, 1s, 2500ms, 5s] } }
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }`,
  bad: `connectors:
  span_metrics:
    aggregation_cardinality_limit: 2000
    metrics_expiration: 5m
    histogram:
      explicit:
        buckets: [1ms, 10ms, 100ms, 1s, 10s] # here
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }
`,
  *check(context) {
    const key = ['histogram', 'explicit', 'buckets'];
    for (const connector of componentsOf(context, 'connectors', 'span_metrics')) {
      const buckets = effective(connector, key);
      if (!Array.isArray(buckets) || buckets.length === 0) continue;
      const gap = gapIn(buckets.flatMap((each) => secondsOf(each) ?? []));
      if (gap)
        yield {
          place: placeOf(connector, key),
          path: [...connector.path, ...key],
          message: `nothing between ${gap[0]} s and ${gap[1] === Number.POSITIVE_INFINITY ? 'infinity' : `${gap[1]} s`} can be told apart; put boundaries at the thresholds of your SLOs`,
        };
    }
  },
};
