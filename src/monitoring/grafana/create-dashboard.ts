import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  TextBoxVariableBuilder,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard } from '../dashboard.ts';
import type { Vector } from '../promql/vector.ts';
import { layOut, type Row } from './layout.ts';
import { DATASOURCE, datasourceVariable, type VariableBuilder } from './variables.ts';

const TAG = 'binnacle';

/** Half a second is for services with BINNACLE_LIVE; Grafana’s own `min_refresh_interval` has to allow it. */
const REFRESH_INTERVALS = ['500ms', '1s', '5s', '10s', '30s', '1m', '5m', '15m'];

export interface DashboardText extends Omit<Dashboard, 'build'> {
  /** Of a dashboard that asks Prometheus for nothing. */
  readonly asksOnly?: 'loki';
  readonly variables: () => readonly VariableBuilder[];
  /** A text that somebody types in. */
  readonly search?: { readonly name: string; readonly title: string; readonly value?: string };
  readonly rows: readonly Row[];
  /** Moments to be marked in every chart: where the query has a series. */
  readonly marks?: { readonly name: string; readonly title: string; readonly vector: Vector };
  readonly from?: string;
  readonly refresh?: string;
}

/** A dashboard with what all of them have: a zone of the viewer, live refresh, links to the others. */
export const createDashboard = (text: DashboardText): Dashboard => {
  const { id, audience, title, description, about } = text;
  const build = (): object => {
    const builder = new DashboardBuilder(title)
      .uid(id)
      .description(description)
      .tags([TAG, audience])
      .timezone('browser')
      .readonly()
      .time({ from: text.from ?? 'now-15m', to: 'now' })
      .refresh(text.refresh ?? '10s')
      .timepicker(new TimePickerBuilder().refreshIntervals(REFRESH_INTERVALS))
      .tooltip(DashboardCursorSync.Crosshair)
      .link(
        new DashboardLinkBuilder('Dashboards')
          .type(DashboardLinkType.Dashboards)
          .tags([TAG])
          .asDropdown(true)
          .includeVars(true)
          .keepTime(true),
      );
    if (text.asksOnly === undefined) builder.withVariable(datasourceVariable());
    for (const variable of text.variables()) builder.withVariable(variable);
    if (text.search)
      builder.withVariable(
        new TextBoxVariableBuilder(text.search.name)
          .label(text.search.title)
          .defaultValue(text.search.value ?? ''),
      );
    if (text.marks) {
      const { name, title: mark, vector } = text.marks;
      builder.annotation(
        new AnnotationQueryBuilder()
          .name(name)
          .datasource(DATASOURCE)
          .enable(true)
          .iconColor('blue')
          .expr(vector.promql)
          .titleFormat(mark),
      );
    }
    for (const panel of layOut(text.rows)) builder.withPanel(panel);
    return builder.build();
  };
  return { id, audience, title, description, about, build };
};
