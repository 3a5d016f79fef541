import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { METRICS } from '../catalogue/index.ts';
import { count } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import type { Matchers, Vector } from '../promql/vector.ts';

/** The data source that every panel of a dashboard asks. */
export const DATASOURCE = { type: 'prometheus', uid: '$datasource' };

const RESOURCE_FILTER = {
  deployment_environment_name: { pattern: '$environment' },
  job: { pattern: '$service' },
  instance: { pattern: '$instance' },
} as const;

/** Which labels of an alert about a service, or about one process of it, these variables stand for. */
export const ABOUT_PROCESS = {
  environment: 'deployment_environment_name',
  service: 'job',
  instance: 'instance',
} as const;

/** What the dashboard's variables select, as matchers of any metric of a service. */
export const SELECTED: Matchers<keyof typeof RESOURCE_FILTER> = RESOURCE_FILTER;

export type VariableBuilder = Builder<VariableModel>;

/** More services than this are asked for what rules have recorded: raw histograms would keep everybody waiting. */
const FEW_SERVICES = 10;

/** What a service is called that there is not, when there are too many to be asked for what they have sent. */
export const NOT_RAW = 'only-recorded/';

/** What the variables select of few services, and nothing of many. */
export const RAW: Matchers<keyof typeof RESOURCE_FILTER> = {
  ...RESOURCE_FILTER,
  job: { pattern: '$recorded$service' },
};

/** A variable whose values are those of a label, all of them at first. */
export const labelVariable = (name: string, title: string, of: string, from: Vector): QueryVariableBuilder =>
  oneOf(name, title, of, from)
    .multi(true)
    .includeAll(true)
    // A service may have no environment: everything, not just what has the label.
    .allValue('.*')
    .current({ selected: true, text: ['All'], value: ['$__all'] });

/** The same, where what has no such label is not meant: all values are named in queries. */
export const namedVariable = (name: string, title: string, of: string, from: Vector): QueryVariableBuilder =>
  oneOf(name, title, of, from)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, text: ['All'], value: ['$__all'] });

/** A variable with one of the values of a label: the first one at first. */
const oneOf = (name: string, title: string, of: string, from: Vector): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(title)
    .datasource(DATASOURCE)
    .query({ qryType: 1, query: `label_values(${from.promql},${of})`, refId: `variable-${name}` })
    .definition(`label_values(${from.promql},${of})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);

const EVERYWHERE = METRICS.processUptime;
const { deployment_environment_name, job } = RESOURCE_FILTER;

export const datasourceVariable = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type('prometheus')
    .current({ selected: true, text: 'Prometheus', value: 'prometheus' });

/** Empty where few services are selected: then their raw metrics are asked, exactly and up to this moment. */
const recordedVariable = (): VariableBuilder => {
  const jobs = count(count(series(EVERYWHERE, SELECTED), ['job']));
  const query = `query_result(label_replace(${above(jobs, FEW_SERVICES).promql}, "raw", "${NOT_RAW}", "", ""))`;
  const builder = new QueryVariableBuilder('recorded')
    .datasource(DATASOURCE)
    .query({ qryType: 3, query, refId: 'variable-recorded' })
    .definition(query)
    .regex('/raw="([^"]+)"/')
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .hide(VariableHide.HideVariable)
    .current({ selected: true, text: '', value: '' });
  // Links between dashboards would take its value along, to where other services are selected.
  return { build: () => ({ ...builder.build(), skipUrlSync: true }) };
};

/** The variables of dashboards that read recorded series where many services are selected: see `RAW`. */
export const fleetVariables = (): VariableBuilder[] => [...serviceVariables(), recordedVariable()];

/** Of alerts, which are about machines and parts of the stack too: those instances that alerts had in the shown range. */
export const alertVariables = (): QueryVariableBuilder[] => [
  ...serviceVariables().slice(0, 2),
  labelVariable('instance', 'Instance', 'instance', series(METRICS.alerts, OF_SERVICE)),
];

/** Environment and service, of any series that has their labels and is not of single instances. */
export const OF_SERVICE = {
  deployment_environment_name: RESOURCE_FILTER.deployment_environment_name,
  job: RESOURCE_FILTER.job,
} as const;

/** Environment, service and instance, by a metric that every one of them has. */
export const serviceVariables = ({ oneService = false } = {}): QueryVariableBuilder[] => [
  labelVariable('environment', 'Environment', 'deployment_environment_name', series(EVERYWHERE)),
  oneService
    ? oneOf('service', 'Service', 'job', series(EVERYWHERE, { deployment_environment_name }))
    : labelVariable('service', 'Service', 'job', series(EVERYWHERE, { deployment_environment_name })),
  labelVariable('instance', 'Instance', 'instance', series(EVERYWHERE, { deployment_environment_name, job })),
];
