import { defineMetric } from '../metric.ts';

const SOURCE = 'https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/';

/** What a file of probes says of each, as series: rules/probes-expected.yaml has them. */
export const SLOW_SECONDS = defineMetric({
  name: 'probe:slow:seconds',
  prometheusName: 'probe:slow:seconds',
  type: 'gauge',
  unit: 's',
  labels: ['probe', 'owner'],
  origin: 'Prometheus',
  description: 'What takes a probe longer is too slow.',
  source: SOURCE,
});

export const EVERY_SECONDS = defineMetric({
  name: 'heartbeat:every:seconds',
  prometheusName: 'heartbeat:every:seconds',
  type: 'gauge',
  unit: 's',
  labels: ['heartbeat', 'owner'],
  origin: 'Prometheus',
  description: 'The longest time between two reports of a job, with what may come on top.',
  source: SOURCE,
});
