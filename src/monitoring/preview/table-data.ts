import type { PanelModel } from './model.ts';
import type { Sample } from './prometheus-api.ts';

export interface Column {
  readonly title: string;
  /** Undefined for a column of texts. */
  readonly unit: string | undefined;
  readonly decimals: number | undefined;
}

export interface TableData {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

interface Organize {
  readonly renameByName?: Readonly<Record<string, string>>;
  readonly indexByName?: Readonly<Record<string, number>>;
}

const overrideOf = ({ fieldConfig }: PanelModel, title: string, property: string): unknown =>
  fieldConfig?.overrides
    ?.find(({ matcher }) => matcher.id === 'byName' && matcher.options === title)
    ?.properties.find(({ id }) => id === property)?.value;

/** A row for each set of labels, with a column for each label and each query, as the panel's transformations order them. */
export const tableData = (
  panel: PanelModel,
  answers: readonly { readonly refId: string; readonly result: readonly Sample[] }[],
): TableData => {
  const organize = panel.transformations?.find(({ id }) => id === 'organize')?.options as
    | Organize
    | undefined;
  const place = (name: string): number => organize?.indexByName?.[name] ?? Number.MAX_SAFE_INTEGER;
  const values = answers.map(({ refId }) => `Value #${refId}`);
  const labels = new Set(
    answers.flatMap(({ result }) => result.flatMap(({ metric }) => Object.keys(metric))),
  );
  for (const name of Object.keys(organize?.indexByName ?? {})) if (!values.includes(name)) labels.add(name);
  const names = [...labels, ...values].sort((one, other) => place(one) - place(other));

  const rows = new Map<string, Record<string, string | number>>();
  for (const { refId, result } of answers)
    for (const { metric, value } of result) {
      const key = JSON.stringify(Object.entries(metric).sort());
      const row = rows.get(key) ?? { ...metric };
      row[`Value #${refId}`] = Number(value[1]);
      rows.set(key, row);
    }

  const columns = names.map((name): Column => {
    const title = organize?.renameByName?.[name] ?? name;
    if (!values.includes(name)) return { title, unit: undefined, decimals: undefined };
    return {
      title,
      unit: (overrideOf(panel, title, 'unit') as string | undefined) ?? 'none',
      decimals: overrideOf(panel, title, 'decimals') as number | undefined,
    };
  });
  const sortBy = panel.options?.sortBy?.[0];
  const sorted = columns.findIndex(({ title }) => title === sortBy?.displayName);
  const direction = sortBy?.desc ? -1 : 1;
  return {
    columns,
    rows: [...rows.values()]
      .map((row) => names.map((name) => row[name]))
      .sort((one, other) => {
        const [a, b] = [one[sorted], other[sorted]];
        return direction * (typeof a === 'number' && typeof b === 'number' ? a - b : 0);
      }),
  };
};
