import type { DashboardModel, PanelModel } from './model.ts';
import { type PanelData, panelData } from './panel-data.ts';
import type { AskPrometheus } from './prometheus-api.ts';
import { parseTime, type TimeRange } from './time-range.ts';
import { resolveVariables, type VariableValues } from './variables.ts';

/** A panel with what it shows, or with why it shows nothing. */
export interface AnsweredPanel {
  readonly panel: PanelModel;
  readonly data?: PanelData;
  readonly error?: string;
}

export interface DashboardData {
  readonly model: DashboardModel;
  readonly range: TimeRange;
  readonly values: VariableValues;
  readonly panels: readonly AnsweredPanel[];
}

export interface DashboardRequest {
  /** Default: what the dashboard itself begins with. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Chosen values by variable. */
  readonly variables?: Readonly<Record<string, readonly string[]>>;
  readonly nowMillis: number;
  /** Of the whole dashboard. */
  readonly widthPixels: number;
}

/** Columns of Grafana's grid. */
export const GRID_COLUMNS = 24;

/** The range that is asked for. Throws RangeError where a time is neither `now-15m` nor a date, or the end comes first. */
const requestedRange = (model: DashboardModel, { from, to, nowMillis }: DashboardRequest): TimeRange => {
  const read = (text: string): number => {
    const millis = parseTime(text, nowMillis);
    if (millis === undefined)
      throw new RangeError(
        `"${text}" is no time; expected "now", "now-6h" or a date such as 2026-01-31T12:00:00Z`,
      );
    return millis;
  };
  const fromText = from ?? model.time?.from ?? 'now-15m';
  const toText = to ?? model.time?.to ?? 'now';
  const range = { fromMillis: read(fromText), toMillis: read(toText) };
  if (range.fromMillis >= range.toMillis) throw new RangeError(`"${fromText}" is not before "${toText}"`);
  return range;
};

/** Asks Prometheus for everything a dashboard shows; a query that fails fails its panel alone. */
export const dashboardData = async (
  model: DashboardModel,
  request: DashboardRequest,
  ask: AskPrometheus,
): Promise<DashboardData> => {
  const range = requestedRange(model, request);
  const values = await resolveVariables(model, request.variables ?? {}, range, ask);
  const panels: AnsweredPanel[] = [];
  for (const panel of model.panels ?? []) {
    if (panel.type === 'row') continue;
    const widthPixels = (request.widthPixels * (panel.gridPos?.w ?? GRID_COLUMNS)) / GRID_COLUMNS;
    try {
      panels.push({ panel, data: await panelData(panel, { range, values, widthPixels }, ask) });
    } catch (error) {
      panels.push({ panel, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { model, range, values, panels };
};
