import { TableCellDisplayMode, TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { DashboardLinkBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Vector } from '../promql/vector.ts';
import { type Limits, type PlacedPanel, steps } from './panels.ts';
import { asRows } from './queries.ts';
import { DATASOURCE } from './variables.ts';

/** Pixels of a column of numbers: as many as its heading needs. */
const LEAST_WIDTH = 120;
const MARGINS = 24;
const CHARACTER_WIDTH = 8;

export interface Column {
  readonly title: string;
  readonly unit: string;
  readonly decimals: number;
  readonly vector: Vector;
  /** From here on a value is worrying, and from there on bad: as of a panel. */
  readonly limits?: Limits;
}

/** The value that a row has for a label, in the address of a link. */
const fieldOf = (label: string): string => `\${__data.fields["${label}"]}`;

/** The address of another dashboard, at what a row is about and at the same time. */
export const dashboardPath = (id: string, variables: Readonly<Record<string, string>>): string => {
  const values = Object.entries(variables).map(([name, label]) => `var-${name}=${fieldOf(label)}`);
  return `/d/${id}?${[...values, '\u0024{__url_time_range}'].join('&')}`;
};

export interface TableText {
  readonly title: string;
  readonly description: string;
  /** What a click on a row opens: see `dashboardPath`. */
  readonly link?: { readonly title: string; readonly url: string };
}

/** A row for each series; the first column of numbers sorts them. */
export const table =
  (
    { title, description, link }: TableText,
    labels: Readonly<Record<string, string>>,
    columns: readonly Column[],
  ): PlacedPanel =>
  (place, id) => {
    const refId = (index: number): string => String.fromCharCode(65 + index);
    const names = columns.map((column, index) => [`Value #${refId(index)}`, column.title] as const);
    const panel = new PanelBuilder()
      .id(id)
      .title(title)
      .description(description)
      .datasource(DATASOURCE)
      .gridPos(place)
      .filterable(true)
      .targets(columns.map((column, index) => asRows(refId(index), column.vector)))
      .withTransformation({ id: 'merge', options: {} })
      .withTransformation({
        id: 'organize',
        options: {
          excludeByName: { Time: true },
          renameByName: { ...labels, ...Object.fromEntries(names) },
          indexByName: Object.fromEntries(
            [...Object.keys(labels), ...names.map(([name]) => name)].map((name, index) => [name, index]),
          ),
        },
      })
      .sortBy([new TableSortByFieldStateBuilder().displayName(columns[0]?.title ?? '').desc(true)]);
    if (link) panel.dataLinks([new DashboardLinkBuilder(link.title).url(link.url)]);
    for (const { title: name, unit, decimals, limits } of columns) {
      panel.overrideByName(name, [
        { id: 'unit', value: unit },
        { id: 'decimals', value: decimals },
        { id: 'custom.width', value: Math.max(LEAST_WIDTH, MARGINS + name.length * CHARACTER_WIDTH) },
        {
          id: 'custom.cellOptions',
          value: { type: limits ? TableCellDisplayMode.ColorText : TableCellDisplayMode.Auto },
        },
        ...(limits
          ? [{ id: 'thresholds', value: { mode: ThresholdsMode.Absolute, steps: steps(limits) } }]
          : []),
      ]);
    }
    return panel;
  };
