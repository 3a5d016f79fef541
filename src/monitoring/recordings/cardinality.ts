import { top } from '../promql/aggregate.ts';
import { anySeries } from '../promql/select.ts';
import type { Matchers, Vector } from '../promql/vector.ts';
import { type Recording, record } from '../recording.ts';

const MOST = 20;

const most = <const Label extends string>(label: Label, matchers: Matchers<string>): Vector<Label> =>
  top(MOST, { promql: `count by (${label}) (${anySeries(label, matchers)})`, labels: [label] });

/** Metrics with the most series, of those that are selected. A count has no name: that of the metric moves to another label. */
export const mostByMetric = (matchers: Matchers<string> = {}): Vector<'metric'> => ({
  promql: `label_replace(${most('__name__', matchers).promql}, "metric", "$1", "__name__", "(.+)")`,
  labels: ['metric'],
});

/** Services and targets with the most series, of those that are selected. */
export const mostByJob = (matchers: Matchers<string> = {}): Vector<'job'> => most('job', matchers);

export const seriesByMetric = record(
  'prometheus:series:count_by_metric',
  { unit: '{series}', description: 'Series of each of the twenty metrics that have the most.' },
  mostByMetric(),
);

export const seriesByJob = record(
  'prometheus:series:count_by_job',
  { unit: '{series}', description: 'Series of each of the twenty services and targets that have the most.' },
  mostByJob(),
);

/** Where series come from: to count them, Prometheus has to look at every one. */
export const recording: Recording = { id: 'cardinality', rules: [seriesByMetric, seriesByJob] };
