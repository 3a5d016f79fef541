import type { CollectorSampling, SamplingPreset } from '../../core/sampling/preset.ts';
import type { CollectorConfig } from './config.ts';
import type { Comment } from './render.ts';

/** The pipeline whose processors a sampling preset replaces. */
export const SAMPLED_PIPELINE = 'traces/sampled';

/**
 * How long the Collector waits for the parts of a trace. An SDK sends a span up to 5 seconds after its end
 * (OTEL_BSP_SCHEDULE_DELAY), so the answers of two services can be that far apart, and a slow one more.
 */
const DECISION_WAIT = '10s';

/** New traces in the wait above; 100,000 are 10,000 a second. Beyond that the oldest are dropped undecided. */
const PENDING_TRACES = 100_000;

/** Decisions remembered for spans that come after the wait. An identifier is 16 bytes. */
const REMEMBERED_DECISIONS = 200_000;

/** Ten digits of precision undo what binary fractions do to 0.07 × 100. */
const percent = (ratio: number): number => Number((ratio * 100).toPrecision(10));

/** The `tail_sampling` processor of a preset, by its name; none where every trace is kept. */
export const samplingProcessors = (sampling: CollectorSampling): Readonly<Record<string, object>> => {
  if (sampling.keep === 'all') return {};
  return {
    tail_sampling: {
      decision_wait: DECISION_WAIT,
      num_traces: PENDING_TRACES,
      decision_cache: {
        sampled_cache_size: REMEMBERED_DECISIONS,
        non_sampled_cache_size: REMEMBERED_DECISIONS,
      },
      sample_on_first_match: true,
      drop_pending_traces_on_shutdown: false,
      policies: [
        { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
        {
          name: 'server-errors',
          type: 'numeric_attribute',
          numeric_attribute: { key: 'http.response.status_code', min_value: 500, max_value: 599 },
        },
        { name: 'slow', type: 'latency', latency: { threshold_ms: sampling.slowerThanMillis } },
        {
          name: 'rest',
          type: 'probabilistic',
          probabilistic: { sampling_percentage: percent(sampling.restRatio) },
        },
      ],
    },
  };
};

export const SAMPLING_COMMENTS: readonly Comment[] = [
  [
    ['processors', 'tail_sampling', 'decision_wait'],
    'SDKs send up to 5 s after a span ends: the parts of a trace, from two services in a row, need this long.',
  ],
  [['processors', 'tail_sampling', 'decision_cache'], 'A span that comes after the decision follows it.'],
  [
    ['processors', 'tail_sampling', 'drop_pending_traces_on_shutdown'],
    'Traces that still wait at shutdown are decided, not dropped.',
  ],
];

/** What a preset adds to a configuration in which `traces/sampled` keeps everything. */
export const samplingConfig = ({ collector }: Pick<SamplingPreset, 'collector'>): CollectorConfig => {
  const processors = samplingProcessors(collector);
  const names = Object.keys(processors);
  return {
    ...(names.length > 0 && { processors }),
    service: { pipelines: { [SAMPLED_PIPELINE]: { processors: names } } },
  };
};
