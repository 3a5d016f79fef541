import { METRICS } from './catalogue/index.ts';
import { SELECTED } from './grafana/variables.ts';
import { count } from './promql/aggregate.ts';
import { unless } from './promql/condition.ts';
import { offset } from './promql/over-time.ts';
import { series } from './promql/select.ts';

const processes = series(METRICS.processUptime, SELECTED);
const versions = ['job', 'service_version'] as const;

/** Where a version of a service runs that did not run five minutes before. */
export const DEPLOYMENTS = {
  name: 'Deployments',
  title: '{{job}} {{service_version}}',
  vector: unless(count(processes, versions), count(offset(processes, '5m'), versions)),
} as const;
