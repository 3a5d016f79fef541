import {
  DataqueryBuilder,
  PromQueryFormat,
  QueryEditorMode,
} from '@grafana/grafana-foundation-sdk/prometheus';
import type { Vector } from '../promql/vector.ts';
import { DATASOURCE } from './variables.ts';

const query = (refId: string, { promql }: Vector): DataqueryBuilder =>
  new DataqueryBuilder().refId(refId).datasource(DATASOURCE).expr(promql).editorMode(QueryEditorMode.Code);

/** A line for each series. `legend` is a template with `{{label}}`. */
export const overTime = (refId: string, vector: Vector, legend: string): DataqueryBuilder =>
  query(refId, vector).range().legendFormat(legend);

/** One value for the whole range of the dashboard. */
export const atTheEnd = (refId: string, vector: Vector): DataqueryBuilder => query(refId, vector).instant();

/** A row for each series. */
export const asRows = (refId: string, vector: Vector): DataqueryBuilder =>
  atTheEnd(refId, vector).format(PromQueryFormat.Table);

/** The range that the dashboard shows, and a step of a line over time. */
export const RANGE = '$__range';
export const STEP = '$__rate_interval';
