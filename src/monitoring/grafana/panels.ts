import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { DATASOURCE } from './variables.ts';

/** A panel's place on the grid of 24 columns. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PanelText {
  readonly title: string;
  readonly description: string;
  /** https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
  readonly unit: string;
  /** From here on it is worrying, and from there on bad. */
  readonly limits?: readonly [worrying: number, bad: number];
}

const thresholds = (limits: PanelText['limits']): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([
      { value: null, color: limits ? 'green' : 'text' },
      ...(limits ? [{ value: limits[0], color: 'orange' }] : []),
      ...(limits ? [{ value: limits[1], color: 'red' }] : []),
    ]);

/** One number. */
export const stat = ({ title, description, unit, limits }: PanelText, place: Place): StatBuilder =>
  new StatBuilder()
    .title(title)
    .description(description)
    .datasource(DATASOURCE)
    .gridPos(place)
    .unit(unit)
    .noValue('–')
    .thresholds(thresholds(limits))
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false));

/** Lines over time. */
export const timeseries = (
  { title, description, unit, limits }: PanelText,
  place: Place,
): TimeseriesBuilder => {
  const panel = new TimeseriesBuilder()
    .title(title)
    .description(description)
    .datasource(DATASOURCE)
    .gridPos(place)
    .unit(unit)
    .min(0)
    .lineWidth(2)
    .fillOpacity(5)
    .spanNulls(120_000)
    .thresholds(thresholds(limits))
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (!limits) return panel;
  return panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
};
