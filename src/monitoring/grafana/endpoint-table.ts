import { TableCellDisplayMode, TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Vector } from '../queries.ts';
import type { Place } from './panels.ts';
import { asRows } from './queries.ts';
import { DATASOURCE } from './variables.ts';

export interface Column {
  readonly title: string;
  readonly unit: string;
  readonly decimals: number;
  readonly vector: Vector;
}

/** A row for each endpoint; the first column of numbers sorts them. */
export const endpointTable = (
  { title, description }: { readonly title: string; readonly description: string },
  labels: Readonly<Record<string, string>>,
  columns: readonly Column[],
  place: Place,
): PanelBuilder => {
  const refId = (index: number): string => String.fromCharCode(65 + index);
  const names = columns.map((column, index) => [`Value #${refId(index)}`, column.title] as const);
  const panel = new PanelBuilder()
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
  for (const { title: name, unit, decimals } of columns) {
    panel.overrideByName(name, [
      { id: 'unit', value: unit },
      { id: 'decimals', value: decimals },
      { id: 'custom.width', value: 120 },
      { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.Auto } },
    ]);
  }
  return panel;
};
