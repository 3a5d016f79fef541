import {
  type AskPrometheus,
  type Dashboard,
  type DashboardModel,
  dashboardData,
  dashboards,
  fieldOf,
  formatValue,
  type PanelData,
  type PanelModel,
} from '../../../src/monitoring/index.ts';
import type { Expectation } from './expected.ts';
import { reasonFor } from './reasons.ts';

const SHOWN = 3;
const WIDTH = 1_440;

/** What a panel shows, or why it shows nothing. */
export interface ReportedPanel {
  readonly dashboard: string;
  readonly panel: string;
  readonly shows: string;
  /** `value`, `empty` with a reason, or a fault. */
  readonly state: 'value' | 'empty' | 'unexplained' | 'error';
}

export interface Compared {
  readonly dashboard: string;
  readonly panel: string;
  readonly services: string;
  readonly expected: string;
  readonly shows: string;
  readonly holds: boolean;
}

const isEmpty = (data: PanelData): boolean => {
  if (data.kind === 'stat') return data.value === undefined || Number.isNaN(data.value);
  if (data.kind === 'lines')
    return !data.lines.some(({ points }) => points.some(({ value }) => !Number.isNaN(value)));
  return data.kind !== 'table' || data.rows.length === 0;
};

const describeLines = (data: Extract<PanelData, { kind: 'lines' }>, panel: PanelModel): string => {
  const { unit, decimals } = fieldOf(panel);
  const shown = data.lines.slice(0, SHOWN).map(({ name, points }) => {
    const last = points.findLast(({ value }) => !Number.isNaN(value))?.value ?? Number.NaN;
    return `${name || 'value'} ${formatValue(last, unit, decimals)}`;
  });
  const left = data.lines.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? `, and ${left} more lines` : ''}`;
};

const describeTable = ({ columns, rows }: Extract<PanelData, { kind: 'table' }>): string => {
  const [first = []] = rows;
  const cells = first.map((value, index) =>
    typeof value === 'number'
      ? formatValue(value, columns[index]?.unit, columns[index]?.decimals)
      : (value ?? '–'),
  );
  return `${rows.length} rows, the first: ${cells.join(' | ')}`;
};

/** What a panel shows, in one line. */
const describePanel = (panel: PanelModel, data: PanelData): string => {
  const { unit, decimals } = fieldOf(panel);
  if (data.kind === 'lines') return describeLines(data, panel);
  if (data.kind === 'table') return describeTable(data);
  if (data.kind === 'stat') return formatValue(data.value ?? Number.NaN, unit, decimals);
  return data.kind === 'elsewhere' ? data.source : data.type;
};

const modelOf = (id: string): DashboardModel => {
  const dashboard = dashboards.find((one) => one.id === id);
  if (!dashboard) throw new Error(`there is no dashboard ${id}`);
  return dashboard.build() as DashboardModel;
};

const reportDashboard = async ({ id }: Dashboard, ask: AskPrometheus): Promise<ReportedPanel[]> => {
  const request = { from: 'now-15m', nowMillis: Date.now(), widthPixels: WIDTH };
  const { panels } = await dashboardData(modelOf(id), request, ask);
  return panels.map(({ panel, data, error }): ReportedPanel => {
    const named = { dashboard: id, panel: panel.title ?? '' };
    if (!data) return { ...named, state: 'error', shows: error ?? 'nothing' };
    if (data.kind === 'elsewhere')
      return { ...named, state: 'empty', shows: `nothing: ${data.source} has it` };
    if (!isEmpty(data)) return { ...named, state: 'value', shows: describePanel(panel, data) };
    const reason = reasonFor(panel);
    return reason
      ? { ...named, state: 'empty', shows: `nothing: ${reason}` }
      : { ...named, state: 'unexplained', shows: 'nothing, and nobody knows why' };
  });
};

/** Every panel of every dashboard, with all services. */
export const reportPanels = async (ask: AskPrometheus): Promise<ReportedPanel[]> =>
  (await Promise.all(dashboards.map((dashboard) => reportDashboard(dashboard, ask)))).flat();

const MINUTE_MILLIS = 60_000;

const readPanel = async (
  { dashboard, panel, services, variables }: Expectation,
  ask: AskPrometheus,
  nowMillis: number,
) => {
  const model = modelOf(dashboard);
  const only = { ...model, panels: (model.panels ?? []).filter(({ title }) => title === panel) };
  const request = {
    from: 'now-15m',
    nowMillis,
    widthPixels: WIDTH,
    variables: { ...(dashboard !== 'executive-summary' && { service: services }), ...variables },
  };
  return (await dashboardData(only, request, ask)).panels[0];
};

/** What a rate over the last minute comes to, from minute to minute. */
const sumOfMinutes = async (
  expectation: Expectation,
  ask: AskPrometheus,
  sinceMillis: number,
): Promise<PanelData> => {
  let sum = 0;
  for (let end = sinceMillis + MINUTE_MILLIS; end <= Date.now(); end += MINUTE_MILLIS) {
    const data = (await readPanel(expectation, ask, end))?.data;
    if (data?.kind === 'stat') sum += (data.value || 0) * (MINUTE_MILLIS / 1_000);
  }
  return { kind: 'stat', value: sum };
};

/** The panels that the load generator knows something about, with what it knows. */
export const compareWithLoad = async (
  expectations: readonly Expectation[],
  ask: AskPrometheus,
): Promise<Compared[]> => {
  const compared: Compared[] = [];
  for (const expectation of expectations) {
    const { dashboard, panel, services, expected, holds, minutesSince } = expectation;
    const answered = await readPanel(expectation, ask, Date.now());
    let data = answered?.data;
    if (minutesSince !== undefined) data = await sumOfMinutes(expectation, ask, minutesSince);
    compared.push({
      dashboard,
      panel,
      services: services.join(', '),
      expected,
      shows: data && answered ? describePanel(answered.panel, data) : (answered?.error ?? 'no such panel'),
      holds: data !== undefined && holds(data),
    });
  }
  return compared;
};
