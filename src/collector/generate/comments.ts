import type { SamplingPreset } from '../../core/sampling/preset.ts';
import type { Comment } from './render.ts';

const WRITTEN = 'Written by `npm run generate` from src/collector and src/core.';

export const COLLECTOR_HEADER = [
  WRITTEN,
  'Binnacle’s Collector: OTLP in, redaction, span metrics, sampling; Jaeger, Prometheus and a log file out.',
  'Start it with a sampling preset: --config=collector.yaml --config=sampling/production.yaml;',
  'alone, it keeps every trace. A later file replaces lists and merges maps of an earlier one.',
];

export const COLLECTOR_COMMENTS: readonly Comment[] = [
  [['extensions', 'health_check', 'path'], 'The path that `promtool check healthy --url=…` asks.'],
  [['extensions', 'file_storage'], 'Queues on disk: what waits for a backend survives a restart.'],
  [['receivers', 'otlp'], 'On one machine nobody else reaches the receivers; containers set 0.0.0.0.'],
  [
    ['processors', 'memory_limiter'],
    'Refuses data near the limit, and the SDK tries again; first, so that nothing is worked on in vain.',
  ],
  [
    ['processors', 'transform/redaction'],
    'The SDK redacts before it sends; this is for every other sender, and for what an SDK missed.',
    'The rules are those of src/core/redaction, without their check digits.',
  ],
  [
    ['processors', 'transform/redaction', 'error_mode'],
    'binnacle-disable-next-line error-mode-propagate -- what cannot be redacted is not sent on',
  ],
  [
    ['processors', 'redaction'],
    'Nested maps and lists, and keys whose values are secrets whatever they look like.',
    'Out of reach of both processors: attributes of span links and of exemplars, trace state, names of scopes, names of',
    'attributes, descriptions of metrics, and sensitive keys inside a map that is an attribute.',
  ],
  [
    ['processors', 'redaction', 'allowed_values'],
    'Already cleaned; these rules would find their own marker and take what they had kept.',
  ],
  [['connectors', 'span_metrics'], 'From every span that arrives, before the Collector samples.'],
  [
    ['exporters', 'otlp_http/prometheus', 'sending_queue', 'num_consumers'],
    'One, so that samples arrive in order.',
  ],
  [
    ['exporters', 'file/logs', 'rotation'],
    'The file that is being written to is never removed for its age, only those that are full.',
  ],
  [
    ['service', 'telemetry', 'metrics', 'readers'],
    'The Collector’s own metrics. Jaeger would take the same port: it is set to 8887.',
  ],
  [['service', 'pipelines', 'traces/sampled'], 'A sampling preset replaces the processors.'],
];

export const samplingHeader = ({ id, summary }: SamplingPreset): string[] => [
  WRITTEN,
  `The Collector’s part of BINNACLE_SAMPLING=${id}: ${summary}.`,
];

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
