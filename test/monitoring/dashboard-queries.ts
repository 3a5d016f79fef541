import type { Dashboard as GrafanaDashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { NOT_RAW } from '../../src/monitoring/grafana/variables.ts';
import { type Dashboard, dashboardModel, dashboards } from '../../src/monitoring/index.ts';

/** The dashboard as Grafana's types see it. */
export const modelOf = ({ build }: Dashboard): GrafanaDashboard => build() as GrafanaDashboard;

export const panelsOf = (dashboard: Dashboard): Panel[] =>
  (modelOf(dashboard).panels ?? []).filter((panel): panel is Panel => panel.type !== 'row');

/** The queries of a panel, all of which have an expression. */
export const targetsOf = ({ targets = [] }: Panel): Dataquery[] => targets as Dataquery[];

/** Those that ask Prometheus, and not Loki. */
export const prometheusTargetsOf = (panel: Panel): Dataquery[] =>
  targetsOf(panel).filter(({ datasource }) => datasource?.type === 'prometheus');

export const asksPrometheus = (dashboard: Dashboard): boolean =>
  panelsOf(dashboard).some((panel) => prometheusTargetsOf(panel).length > 0);

export interface PanelQuery {
  readonly panel: string;
  readonly promql: string;
}

/** Any variable of the dashboards, but those that Grafana itself brings. */
const VARIABLE = /\$[a-z]\w*/g;

/** The queries that mark moments in every chart. */
export const annotationsOf = (dashboard: Dashboard): { readonly name: string; readonly expr: string }[] =>
  (modelOf(dashboard).annotations?.list ?? []).flatMap(({ name, expr }) => (expr ? [{ name, expr }] : []));

/** Whether a dashboard looks different with many services. */
export const readsRecorded = (dashboard: Dashboard): boolean =>
  panelsOf(dashboard).some((panel) => targetsOf(panel).some(({ expr }) => expr.includes('$recorded')));

/** What has no recorded series beside it: few services show it, many do not. */
const isOnlyRaw = (expr: string): boolean => expr.includes('$recorded') && !/\b[a-z]+:[a-z]/.test(expr);

/**
 * The queries of a dashboard as Grafana sends them with every variable at “All”.
 *
 * @param many whether there are more services than it asks for what they have sent
 */
export const queriesOf = (dashboard: Dashboard, range: string, { many = false } = {}): PanelQuery[] =>
  panelsOf(dashboard).flatMap((panel) =>
    prometheusTargetsOf(panel)
      .filter(({ expr }) => !(many && isOnlyRaw(expr)))
      .map(({ expr }) => ({
        panel: panel.title ?? '',
        promql: expr
          .replaceAll(/\$__range|\$__rate_interval/g, range)
          .replaceAll('$recorded', many ? NOT_RAW : '')
          .replaceAll(VARIABLE, '.*'),
      })),
  );

/** The queries of a dashboard that ask Loki, for everything. */
export const logQueriesOf = (dashboard: Dashboard): readonly string[] =>
  panelsOf(dashboard)
    .flatMap(targetsOf)
    .filter(({ datasource }) => datasource?.type === 'loki')
    .map(({ expr }) =>
      expr
        .replaceAll('$__auto', '5m')
        .replaceAll('$search', '')
        .replaceAll('$log_service', '.+')
        .replaceAll(VARIABLE, '.*'),
    );

/**
 * What a server says of queries that it cannot read, of all dashboards as `export` writes them for any server.
 *
 * @param ask sends a query
 */
export const refusedQueries = async (
  ask: (promql: string) => Promise<Response>,
): Promise<readonly string[]> => {
  const refused: string[] = [];
  for (const dashboard of dashboards) {
    const build = () => dashboardModel(dashboard, 'estimated');
    for (const many of [false, true])
      for (const { panel, promql } of queriesOf({ ...dashboard, build }, '5m', { many })) {
        const answer = await ask(promql);
        const text = await answer.text();
        if (!answer.ok) refused.push(`${dashboard.id}, ${panel}: ${text}`);
      }
  }
  return refused;
};
