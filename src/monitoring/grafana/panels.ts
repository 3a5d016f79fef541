import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
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
import {
  type Panel,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Vector } from '../promql/vector.ts';
import type { Place } from './layout.ts';
import { atTheEnd, overTime } from './queries.ts';
import { DATASOURCE } from './variables.ts';

/** A panel that still has to be given its place and its number. */
export type PlacedPanel = (place: Place, id: number) => Builder<Panel>;

/** Worrying from the first on, bad from the second; where that is smaller, small values are bad. */
export type Limits = readonly [worrying: number, bad: number];

export interface PanelText {
  readonly title: string;
  readonly description: string;
  /** https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts */
  readonly unit: string;
  readonly limits?: Limits;
  readonly decimals?: number;
}

export const steps = (limits: PanelText['limits']): { value: number | null; color: string }[] => {
  if (!limits) return [{ value: null, color: 'text' }];
  const [worrying, bad] = limits;
  return bad < worrying
    ? [
        { value: null, color: 'red' },
        { value: bad, color: 'orange' },
        { value: worrying, color: 'green' },
      ]
    : [
        { value: null, color: 'green' },
        { value: worrying, color: 'orange' },
        { value: bad, color: 'red' },
      ];
};

const thresholds = (limits: PanelText['limits']): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps(limits));

/** One number, of the whole range of the dashboard. */
export const stat =
  ({ title, description, unit, limits, decimals }: PanelText, vector: Vector): PlacedPanel =>
  (place, id) => {
    const panel = new StatBuilder()
      .id(id)
      .title(title)
      .description(description)
      .datasource(DATASOURCE)
      .gridPos(place)
      .unit(unit)
      .noValue('–')
      .thresholds(thresholds(limits))
      .graphMode(BigValueGraphMode.None)
      .colorMode(BigValueColorMode.Value)
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
      .withTarget(atTheEnd('A', vector));
    return decimals === undefined ? panel : panel.decimals(decimals);
  };

/** Lines of one query: one for each series. */
export interface Lines {
  readonly vector: Vector;
  /** A template with `{{label}}`. */
  readonly legend: string;
  /** Dots that lead to traces. */
  readonly exemplar?: boolean;
}

export interface LinesText extends PanelText {
  /** The highest value there can be. */
  readonly max?: number;
  /** Of what may be less than nothing, such as what is left: the axis goes as low as the lines. */
  readonly belowZero?: boolean;
  /** The legends of two lines with what is between them filled. */
  readonly band?: readonly [upper: string, lower: string];
}

/** Lines over time. */
export const lines =
  (
    { title, description, unit, limits, max, belowZero, band }: LinesText,
    ...all: readonly Lines[]
  ): PlacedPanel =>
  (place, id) => {
    const panel = new TimeseriesBuilder()
      .id(id)
      .title(title)
      .description(description)
      .datasource(DATASOURCE)
      .gridPos(place)
      .unit(unit)
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
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
      .targets(
        all.map(({ vector, legend, exemplar }, index) => {
          const query = overTime(String.fromCharCode(65 + index), vector, legend);
          return exemplar ? query.exemplar(true) : query;
        }),
      );
    if (!belowZero) panel.min(0);
    if (band)
      panel.overrideByName(band[0], [
        { id: 'custom.fillBelowTo', value: band[1] },
        { id: 'custom.lineWidth', value: 1 },
      ]);
    if (max !== undefined) panel.max(max);
    if (!limits) return panel;
    return panel.thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed),
    );
  };
