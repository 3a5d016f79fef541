import type { FieldModel, PanelModel } from './model.ts';
import type { AskPrometheus, Sample, SampleRange } from './prometheus-api.ts';
import { type TableData, tableData } from './table-data.ts';
import { stepSeconds, type TimeRange, timeVariables } from './time-range.ts';
import { interpolate, type VariableValues } from './variables.ts';

export interface Line {
  readonly name: string;
  readonly points: readonly { readonly millis: number; readonly value: number }[];
}

/** What a panel shows. */
export type PanelData =
  | { readonly kind: 'stat'; readonly value: number | undefined }
  | { readonly kind: 'lines'; readonly lines: readonly Line[]; readonly stepMillis: number }
  | ({ readonly kind: 'table' } & TableData)
  | { readonly kind: 'unknown'; readonly type: string }
  /** It asks another server than Prometheus. */
  | { readonly kind: 'elsewhere'; readonly source: string };

export interface PanelRequest {
  readonly range: TimeRange;
  readonly values: VariableValues;
  /** Decides how far points of a chart lie apart. */
  readonly widthPixels: number;
}

/** The name of a line: its template with labels, or all labels. */
const lineName = (template: string | undefined, labels: Readonly<Record<string, string>>): string => {
  if (template && template !== '__auto')
    return template.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '').trim();
  const shown = Object.entries(labels).filter(([name]) => name !== '__name__');
  return shown.map(([name, value]) => `${name}="${value}"`).join(', ') || (labels.__name__ ?? 'Value');
};

const rangeLines = async (
  { targets = [] }: PanelModel,
  { range, values, widthPixels }: PanelRequest,
  ask: AskPrometheus,
): Promise<PanelData> => {
  const step = stepSeconds(range, widthPixels);
  const all = { ...values, ...timeVariables(range, step) };
  const lines: Line[] = [];
  for (const { expr = '', legendFormat } of targets) {
    // On whole steps, as Grafana asks, so that two previews of the same minute are alike.
    const align = (millis: number): string => String(Math.floor(millis / 1_000 / step) * step);
    const { result } = (await ask('query_range', {
      query: interpolate(expr, all),
      start: align(range.fromMillis),
      end: align(range.toMillis),
      step: String(step),
    })) as { result: SampleRange[] };
    for (const { metric, values: points } of result)
      lines.push({
        name: lineName(legendFormat, metric),
        points: points.map(([seconds, value]) => ({ millis: seconds * 1_000, value: Number(value) })),
      });
  }
  return { kind: 'lines', lines, stepMillis: step * 1_000 };
};

const instants = async (
  { targets = [] }: PanelModel,
  { range, values, widthPixels }: PanelRequest,
  ask: AskPrometheus,
): Promise<{ readonly refId: string; readonly result: readonly Sample[] }[]> => {
  const all = { ...values, ...timeVariables(range, stepSeconds(range, widthPixels)) };
  const answers = [];
  for (const { expr = '', refId = 'A' } of targets) {
    const query = interpolate(expr, all);
    const { result } = (await ask('query', { query, time: String(range.toMillis / 1_000) })) as {
      result: Sample[];
    };
    answers.push({ refId, result });
  }
  return answers;
};

/** As Grafana names the kind of a data source. */
const PROMETHEUS = 'prometheus';

/** Asks Prometheus what a panel shows. Rejects where a query is refused. */
export const panelData = async (
  panel: PanelModel,
  request: PanelRequest,
  ask: AskPrometheus,
): Promise<PanelData> => {
  const source = panel.datasource?.type ?? PROMETHEUS;
  if (source !== PROMETHEUS) return { kind: 'elsewhere', source };
  if (panel.type === 'timeseries') return rangeLines(panel, request, ask);
  if (panel.type === 'table')
    return { kind: 'table', ...tableData(panel, await instants(panel, request, ask)) };
  if (panel.type !== 'stat') return { kind: 'unknown', type: panel.type };
  const [first] = await instants(panel, request, ask);
  const value = first?.result[0]?.value[1];
  return { kind: 'stat', value: value === undefined ? undefined : Number(value) };
};

/** How a panel's values are to be shown. */
export const fieldOf = ({ fieldConfig }: PanelModel): FieldModel => fieldConfig?.defaults ?? {};
