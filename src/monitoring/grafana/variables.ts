import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { METRICS } from '../catalogue/index.ts';
import { countOf, type Matchers, type Vector } from '../queries.ts';

const duration = METRICS.httpServerRequestDuration;

/** The data source that every panel of a dashboard asks. */
export const DATASOURCE = { type: 'prometheus', uid: '$datasource' };

const RESOURCE_FILTER = {
  deployment_environment_name: { pattern: '$environment' },
  job: { pattern: '$service' },
  instance: { pattern: '$instance' },
} as const;

/** What the dashboard's variables select, as matchers of any metric of a service. */
export const SELECTED: Matchers<keyof typeof RESOURCE_FILTER> = RESOURCE_FILTER;

const valuesOf = (name: string, label: string, of: string, from: Vector): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
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

const { deployment_environment_name, job } = RESOURCE_FILTER;

export const datasourceVariable = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type('prometheus')
    .current({ selected: true, text: 'Prometheus', value: 'prometheus' });

export const serviceVariables = (): QueryVariableBuilder[] => [
  valuesOf('environment', 'Environment', 'deployment_environment_name', countOf(duration)),
  valuesOf('service', 'Service', 'job', countOf(duration, { deployment_environment_name })),
  valuesOf('instance', 'Instance', 'instance', countOf(duration, { deployment_environment_name, job })),
];
