import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { METRICS } from '../catalogue/index.ts';
import { type Matchers, series, type Vector } from '../queries.ts';

/** The data source that every panel of a dashboard asks. */
export const DATASOURCE = { type: 'prometheus', uid: '$datasource' };

const RESOURCE_FILTER = {
  deployment_environment_name: { pattern: '$environment' },
  job: { pattern: '$service' },
  instance: { pattern: '$instance' },
} as const;

/** What the dashboard's variables select, as matchers of any metric of a service. */
export const SELECTED: Matchers<keyof typeof RESOURCE_FILTER> = RESOURCE_FILTER;

/** A variable whose values are those of a label, all of them at first. */
export const labelVariable = (name: string, title: string, of: string, from: Vector): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(title)
    .datasource(DATASOURCE)
    .query({ qryType: 1, query: `label_values(${from.promql},${of})`, refId: `variable-${name}` })
    .definition(`label_values(${from.promql},${of})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    // A service may have no environment: everything, not just what has the label.
    .allValue('.*')
    .current({ selected: true, text: ['All'], value: ['$__all'] });

const EVERYWHERE = METRICS.processUptime;
const { deployment_environment_name, job } = RESOURCE_FILTER;

export const datasourceVariable = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type('prometheus')
    .current({ selected: true, text: 'Prometheus', value: 'prometheus' });

/** Environment, service and instance, by a metric that every one of them has. */
export const serviceVariables = (): QueryVariableBuilder[] => [
  labelVariable('environment', 'Environment', 'deployment_environment_name', series(EVERYWHERE)),
  labelVariable('service', 'Service', 'job', series(EVERYWHERE, { deployment_environment_name })),
  labelVariable('instance', 'Instance', 'instance', series(EVERYWHERE, { deployment_environment_name, job })),
];
