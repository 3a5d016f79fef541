import type { Part } from './part.ts';

/** Where StatsD is taken unless another place is said: https://github.com/statsd/statsd#usage */
export const STATSD_ENDPOINT = '127.0.0.1:8125';

const RECEIVER = 'statsd';
const RESOURCE = 'resource/statsd';

/** Explicit buckets are given to the histograms of another type than they are configured for: exponential ones need none. */
const asHistogram = (type: string): object => ({ statsd_type: type, observer_type: 'histogram' });

/** What the pipeline of StatsD begins with. */
export const STATSD = { receivers: [RECEIVER], processors: [RESOURCE] } as const;

/** Takes StatsD, with the tags of DogStatsD. UDP knows no TLS and asks nobody who he is: on this machine alone. */
export const statsdPart = (endpoint: string): Part => ({
  config: {
    receivers: {
      [RECEIVER]: {
        endpoint,
        aggregation_interval: '10s',
        is_monotonic_counter: true,
        enable_ip_only_aggregation: true,
        timer_histogram_mapping: ['timing', 'histogram', 'distribution'].map(asHistogram),
      },
    },
    processors: {
      [RESOURCE]: {
        attributes: [
          { key: 'service.name', value: 'statsd', action: 'insert' },
          { key: 'source.address', action: 'delete' },
        ],
      },
    },
  },
  comments: [
    [
      ['receivers', RECEIVER],
      'StatsD of programs on this machine: counters, gauges, sets and timers, the last as exponential histograms of milliseconds.',
    ],
    [
      ['processors', RESOURCE],
      'StatsD does not say which service it comes from; a tag of the metric does, where there is one.',
    ],
  ],
});
