import { top } from '../promql/aggregate.ts';
import { type Recording, record } from '../recording.ts';

const MOST = 20;

const seriesBy = <const Label extends string>(label: Label) =>
  top(MOST, { promql: `count by (${label}) ({${label}!=""})`, labels: [label] });

export const seriesByMetric = record(
  'prometheus:series:count_by_metric',
  { unit: '{series}', description: 'Series of each of the twenty metrics that have the most.' },
  // A recorded series has a name of its own: that of the counted metric moves to another label.
  {
    promql: `label_replace(${seriesBy('__name__').promql}, "metric", "$1", "__name__", "(.+)")`,
    labels: ['metric'],
  },
);

export const seriesByJob = record(
  'prometheus:series:count_by_job',
  { unit: '{series}', description: 'Series of each of the twenty services and targets that have the most.' },
  seriesBy('job'),
);

/** Where series come from: to count them, Prometheus has to look at every one. */
export const recording: Recording = { id: 'cardinality', rules: [seriesByMetric, seriesByJob] };
