import {
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { METRICS } from '../catalogue/index.ts';
import { series } from '../promql/select.ts';
import { DATASOURCE } from './variables.ts';

/** A machine that is down sends nothing about itself, so what was known within this time counts, as for labels of alerts. */
const WINDOW = '1d';

/** Made by Prometheus of what OTLP says of a resource; its labels are all that there is to it. */
const SERVICES = 'target_info';
const CHOSEN = `${SERVICES}{deployment_environment_name=~"$environment",job=~"$service",instance=~"$instance"}`;

const machines = `last_over_time(${series(METRICS.nodeUname).promql}[${WINDOW}])`;
const runsChosen = `label_replace(group by (host_name) (last_over_time(${CHOSEN}[${WINDOW}])), "nodename", "$1", "host_name", "(.+)")`;
const someAreNot = `(count(${SERVICES}) > (count(${CHOSEN}) or vector(0)))`;

/**
 * The machines that the chosen environment, services and instances run on; all of them while everything is chosen, those
 * too that no service runs on. A service runs where its `host.name` says, and node-exporter says what a machine is called.
 */
export const hostsQuery = `(${machines}) and on (nodename) (${runsChosen}) or ((${machines}) unless on () ${someAreNot})`;

export const hostVariable = (): QueryVariableBuilder => {
  const query = `query_result(${hostsQuery})`;
  return (
    new QueryVariableBuilder('host')
      .label('Host')
      .datasource(DATASOURCE)
      .query({ qryType: 3, query, refId: 'variable-host' })
      .definition(query)
      .regex('/[{,]instance="([^"]+)"/')
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.AlphabeticalAsc)
      // All of those that the query gives, by their names: there are others.
      .multi(true)
      .includeAll(true)
      .current({ selected: true, text: ['All'], value: ['$__all'] })
  );
};
