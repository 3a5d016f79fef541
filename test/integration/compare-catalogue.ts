import { METRICS, type Metric, type Origin } from '../../src/monitoring/index.ts';
import { metricOf, storedNames } from '../monitoring/metric-names.ts';
import { prometheusApi } from './ask-servers.ts';
import type { RealStack } from './real-stack.ts';

/** What Prometheus itself adds to each target, and what rules record: their names have colons. */
const OF_PROMETHEUS = /^(?:up|scrape_.*|target_info|promhttp_.*|ALERTS.*|.*:.*)$/;

/** Labels that say who has measured and not what, and no query needs. */
const LABELS_LEFT_OUT = [
  '__name__',
  'le',
  'otel_scope_name',
  'collector_instance_id',
  'server_address',
  'server_port',
  'url_path',
];

type Labels = Readonly<Record<string, string>>;

/** Differences between the catalogue and what Prometheus has, one line each. */
export const compareCatalogue = async (
  stack: RealStack,
  origins: Readonly<Record<string, readonly Origin[]>>,
): Promise<string[]> => {
  const differences = new Set<string>();
  for (const [jobs, allowed] of Object.entries(origins)) {
    const match = new URLSearchParams({ 'match[]': `{job=~"${jobs}"}` });
    const series = await prometheusApi<Labels[]>(stack, `series?${match}`);
    const seen = new Set(series.map(({ __name__ = '' }) => __name__));
    for (const labels of series) {
      const { __name__: name = '' } = labels;
      if (OF_PROMETHEUS.test(name)) continue;
      const metric = metricOf.get(name);
      if (!metric || !allowed.includes(metric.origin)) {
        differences.add(`${name} of ${jobs} is not in the catalogue`);
        continue;
      }
      const known: readonly string[] = [...metric.labels, ...LABELS_LEFT_OUT];
      for (const label of Object.keys(labels))
        if (!known.includes(label)) differences.add(`${name}: the catalogue lacks the label ${label}`);
    }
    for (const metric of Object.values<Metric>(METRICS)) {
      if (metric.when !== undefined || !allowed.includes(metric.origin)) continue;
      for (const name of storedNames(metric))
        if (!seen.has(name)) differences.add(`${name} of ${jobs} is in the catalogue only`);
    }
  }
  return [...differences].sort();
};
