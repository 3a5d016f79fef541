import { LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import {
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/loki';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PlacedPanel } from './panels.ts';

/** Of grafana/provisioning/datasources. */
const LOKI = { type: 'loki', uid: 'loki' };

const MOST_LINES = 500;

interface LogText {
  readonly title: string;
  readonly description: string;
}

/** A variable whose values are those of a label of Loki's streams, all of them at first, and what has no such label. */
export const streamVariable = (name: string, title: string, label: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(title)
    .datasource(LOKI)
    // 1: values of a label. https://github.com/grafana/grafana/blob/main/public/app/plugins/datasource/loki/types.ts
    .query({ label, refId: `variable-${name}`, stream: '', type: 1 })
    .definition(`label_values(${label})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ selected: true, text: ['All'], value: ['$__all'] });

/** Loki wants one matcher that is not empty, and gives every stream the label of this one. */
export const serviceVariable = (): QueryVariableBuilder =>
  streamVariable('log_service', 'Service', 'service_name').allValue('.+');

/** Records as they are, the newest first. */
export const records =
  ({ title, description }: LogText, logql: string): PlacedPanel =>
  (place, id) =>
    new LogsBuilder()
      .id(id)
      .title(title)
      .description(description)
      .datasource(LOKI)
      .gridPos(place)
      .showTime(true)
      .wrapLogMessage(true)
      .enableLogDetails(true)
      .sortOrder(LogsSortOrder.Descending)
      .withTarget(
        new DataqueryBuilder()
          .refId('A')
          .datasource(LOKI)
          .expr(logql)
          .queryType('range')
          .maxLines(MOST_LINES),
      );

/** How many records there are over time, by a label. */
export const recordCounts =
  ({ title, description }: LogText, logql: string, legend: string): PlacedPanel =>
  (place, id) =>
    new TimeseriesBuilder()
      .id(id)
      .title(title)
      .description(description)
      .datasource(LOKI)
      .gridPos(place)
      .unit('short')
      .min(0)
      .lineWidth(2)
      .fillOpacity(20)
      .withTarget(
        new DataqueryBuilder()
          .refId('A')
          .datasource(LOKI)
          .expr(logql)
          .queryType('range')
          .legendFormat(legend),
      );
