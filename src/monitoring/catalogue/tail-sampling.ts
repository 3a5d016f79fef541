import { scrapedMetrics } from './scraped-metric.ts';

const scraped = scrapedMetrics(
  'Collector',
  'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/tailsamplingprocessor',
);

const WHEN = 'the preset of the Collector waits for whole traces';
const LOST = `${WHEN}, and it has happened`;

const counter = <const Label extends string = never>(
  name: string,
  description: string,
  labels: readonly Label[] = [],
  when = WHEN,
) =>
  scraped(
    `otelcol_processor_tail_sampling_${name}_total`,
    'counter',
    { unit: '1', description, when },
    labels,
  );

/** What the Collector has decided about traces, and what it cost. */
export const TAIL_SAMPLING = {
  tailSamplingTraces: counter('global_count_traces_sampled', 'Traces that were kept and dropped.', [
    'sampled',
    'decision',
  ]),
  tailSamplingPolicyTraces: counter('count_traces_sampled', 'Traces that a policy wanted to keep or drop.', [
    'policy',
    'sampled',
    'decision',
  ]),
  tailSamplingNewTraces: counter('new_trace_id_received', 'Traces of which a first span came.'),
  tailSamplingTracesInMemory: scraped('otelcol_processor_tail_sampling_sampling_traces_on_memory', 'gauge', {
    unit: '1',
    description: 'Traces that wait for a decision.',
    when: WHEN,
  }),
  tailSamplingDecisionLatency: scraped(
    'otelcol_processor_tail_sampling_sampling_decision_timer_latency_milliseconds',
    'histogram',
    { unit: 'ms', description: 'How long the decisions of one second took.', when: WHEN },
  ),
  tailSamplingPolicyErrors: counter('sampling_policy_evaluation_error', 'Policies that failed.'),
  tailSamplingPolicyExecutions: counter('sampling_policy_execution_count', 'How often a policy was asked.', [
    'policy',
  ]),
  tailSamplingPolicyMicros: counter(
    'sampling_policy_execution_time_sum__s',
    'How long a policy took in all, in microseconds.',
    ['policy'],
  ),
  tailSamplingDroppedTooEarly: counter(
    'sampling_trace_dropped_too_early',
    'Traces that had to go before their decision, as `num_traces` is too small.',
    [],
    LOST,
  ),
  tailSamplingTooLarge: counter(
    'traces_dropped_too_large',
    'Traces that were larger than one may be.',
    [],
    LOST,
  ),
  tailSamplingEarlyReleases: counter(
    'early_releases_from_cache_decision',
    'Spans that came after the decision about their trace.',
    ['sampled'],
    LOST,
  ),
  tailSamplingLateSpanAge: scraped(
    'otelcol_processor_tail_sampling_sampling_late_span_age_seconds',
    'histogram',
    { unit: 's', description: 'How late spans came after the decision about their trace.', when: LOST },
  ),
  tailSamplingRemovalAge: scraped(
    'otelcol_processor_tail_sampling_sampling_trace_removal_age_seconds',
    'histogram',
    { unit: 's', description: 'How old traces were when their memory was given back.', when: LOST },
  ),
} as const;
