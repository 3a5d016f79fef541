import type { AnsweredPanel, DashboardData } from '../dashboard-data.ts';
import { GRID_COLUMNS } from '../dashboard-data.ts';
import { fieldOf } from '../panel-data.ts';
import type { TimeRange } from '../time-range.ts';
import { type Box, inside } from './box.ts';
import { drawLines } from './lines.ts';
import { drawStat } from './stat.ts';
import { drawTable } from './table.ts';
import { escapeXml, fitText, round, textAt } from './text.ts';
import { THEME, type Theme, type ThemeName } from './theme.ts';

/** Grafana's grid: https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/ */
const UNIT_HEIGHT = 30;
const GAP = 8;
const HEADER_HEIGHT = 52;
const FONT = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

const boxOf = ({ panel }: AnsweredPanel, width: number): Box => {
  const { x, y, w, h } = panel.gridPos ?? { x: 0, y: 0, w: GRID_COLUMNS, h: 8 };
  const column = (width - GAP) / GRID_COLUMNS;
  return {
    x: GAP + x * column,
    y: HEADER_HEIGHT + y * (UNIT_HEIGHT + GAP),
    width: w * column - GAP,
    height: h * (UNIT_HEIGHT + GAP) - GAP,
  };
};

const drawContent = (
  box: Box,
  { panel, data, error }: AnsweredPanel,
  range: TimeRange,
  theme: Theme,
): string => {
  const field = fieldOf(panel);
  if (error !== undefined)
    return textAt(box.x, box.y + 20, fitText(error, 12, box.width), {
      size: 12,
      color: theme.named.red ?? '',
    });
  if (data?.kind === 'stat') return drawStat(box, data.value, field, theme);
  if (data?.kind === 'table') return drawTable(box, data, theme);
  if (data?.kind === 'lines') return drawLines(box, { ...data, range, field }, theme);
  const why =
    data?.kind === 'elsewhere'
      ? `it shows what ${data.source} has, in Grafana alone`
      : `panels of the kind "${data?.type ?? panel.type}" are not drawn`;
  return textAt(box.x, box.y + 20, why, {
    size: 12,
    color: theme.faint,
  });
};

const drawPanel = (answered: AnsweredPanel, range: TimeRange, width: number, theme: Theme): string => {
  const box = boxOf(answered, width);
  const title = textAt(box.x + 12, box.y + 20, fitText(answered.panel.title ?? '', 13, box.width - 24), {
    size: 13,
    color: theme.text,
    bold: true,
  });
  return `<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${round(
    box.height,
  )}" rx="3" fill="${theme.panel}" stroke="${theme.border}"/>${title}${drawContent(inside(box), answered, range, theme)}`;
};

const timeText = (millis: number): string => new Date(millis).toISOString().slice(0, 16).replace('T', ' ');

/** The dashboard as a picture. */
export const renderSvg = (data: DashboardData, width: number, themeName: ThemeName): string => {
  const theme = THEME[themeName];
  const { model, range, panels } = data;
  const height = Math.max(
    HEADER_HEIGHT,
    ...panels.map((panel) => {
      const box = boxOf(panel, width);
      return box.y + box.height + GAP;
    }),
  );
  const times = `${timeText(range.fromMillis)} to ${timeText(range.toMillis)} UTC`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(
      height,
    )}" font-family="${escapeXml(FONT)}" role="img" aria-label="${escapeXml(model.title ?? '')}">`,
    `<rect width="100%" height="100%" fill="${theme.page}"/>`,
    textAt(GAP + 4, 33, model.title ?? '', { size: 19, color: theme.text, bold: true }),
    textAt(width - GAP - 4, 33, times, { size: 13, color: theme.faint, anchor: 'end' }),
    ...panels.map((panel) => drawPanel(panel, range, width, theme)),
    '</svg>\n',
  ].join('\n');
};
