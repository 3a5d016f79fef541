import { formatValue } from '../format-value.ts';
import type { FieldModel } from '../model.ts';
import type { Line } from '../panel-data.ts';
import type { TimeRange } from '../time-range.ts';
import type { Box } from './box.ts';
import { drawLegend } from './legend.ts';
import { niceTicks, roundUnit, timeTicks } from './scale.ts';
import { round, textAt, textWidth } from './text.ts';
import type { Theme } from './theme.ts';

const SIZE = 11;
const AXIS_HEIGHT = 20;
/** Where this many steps in a row have no sample, the line ends, and begins again. */
const MOST_STEPS_LEFT_OUT = 2;
const DEFAULT_SPAN_MILLIS = 120_000;

interface Scale {
  readonly x: (millis: number) => number;
  readonly y: (value: number) => number;
}

/** The pieces of a line between gaps. */
const pieces = ({ points }: Line, spanMillis: number): Line['points'][] => {
  const all: Line['points'][number][][] = [];
  let previous: number | undefined;
  for (const point of points) {
    if (!Number.isFinite(point.value)) continue;
    if (previous === undefined || point.millis - previous > spanMillis) all.push([]);
    all.at(-1)?.push(point);
    previous = point.millis;
  }
  return all;
};

const drawLine = (line: Line, color: string, spanMillis: number, { x, y }: Scale): string =>
  pieces(line, spanMillis)
    .map((piece) => {
      const [first] = piece;
      if (piece.length === 1 && first)
        return `<circle cx="${round(x(first.millis))}" cy="${round(y(first.value))}" r="2" fill="${color}"/>`;
      const path = piece.map(({ millis, value }) => `${round(x(millis))},${round(y(value))}`).join(' ');
      return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="1.6" stroke-linejoin="round"/>`;
    })
    .join('');

/** Decimals that tell neighbouring ticks apart. */
const tickText = (value: number, step: number, { unit }: FieldModel): string => {
  for (let decimals = 0; decimals < 4; decimals++) {
    const text = formatValue(value, unit, decimals);
    if (text !== formatValue(value + step, unit, decimals) && sameNumber(value, unit, decimals)) return text;
  }
  return formatValue(value, unit);
};

const sameNumber = (value: number, unit: string | undefined, decimals: number): boolean =>
  Number.parseFloat(formatValue(value, unit, decimals).replaceAll(',', '')) ===
  Number.parseFloat(formatValue(value, unit, 6).replaceAll(',', ''));

export interface Chart {
  readonly lines: readonly Line[];
  readonly stepMillis: number;
  readonly range: TimeRange;
  readonly field: FieldModel;
}

const extent = ({ lines, field }: Chart): readonly [least: number, greatest: number] => {
  let least = field.min ?? Number.POSITIVE_INFINITY;
  let greatest = field.max ?? Number.NEGATIVE_INFINITY;
  for (const { points } of lines)
    for (const { value } of points) {
      if (!Number.isFinite(value)) continue;
      if (field.min === undefined) least = Math.min(least, value);
      if (field.max === undefined) greatest = Math.max(greatest, value);
    }
  if (!Number.isFinite(least)) least = 0;
  if (!Number.isFinite(greatest) || greatest <= least) greatest = least + 1;
  return [least, greatest];
};

/** Lines over time, with axes, limits and names. */
export const drawLines = (box: Box, chart: Chart, theme: Theme): string => {
  const { lines, stepMillis, range, field } = chart;
  if (!lines.some(({ points }) => points.some(({ value }) => Number.isFinite(value))))
    return textAt(box.x + box.width / 2, box.y + box.height / 2, 'No data', {
      size: 14,
      color: theme.faint,
      anchor: 'middle',
    });
  const colorOf = (index: number): string => theme.lines[index % theme.lines.length] ?? theme.text;
  const legend = drawLegend(
    box,
    lines.map(({ name }, index) => ({ name, color: colorOf(index) })),
    theme,
  );
  const bottom = box.y + box.height - legend.height - AXIS_HEIGHT;
  const height = bottom - box.y - 6;
  const [least, greatest] = extent(chart);
  const one = roundUnit(field.unit, greatest);
  const ticks = niceTicks(least / one, greatest / one, Math.max(2, Math.floor(height / 36))).map(
    (tick) => tick * one,
  );
  const low = ticks[0] ?? 0;
  const high = field.max === undefined ? (ticks.at(-1) ?? 1) : greatest;
  const step = (ticks[1] ?? 1) - low;
  const shown = ticks.filter((tick) => tick <= high);
  const texts = shown.map((tick) => tickText(tick, step, field));
  const left = box.x + Math.max(...texts.map((text) => textWidth(text, SIZE))) + 8;
  const right = box.x + box.width - 4;
  const scale: Scale = {
    x: (millis) =>
      left + ((right - left) * (millis - range.fromMillis)) / (range.toMillis - range.fromMillis),
    y: (value) => bottom - (height * (Math.min(value, high) - low)) / (high - low),
  };
  const parts = shown.map((tick, index) => {
    const y = scale.y(tick);
    return `<path d="M${round(left)} ${round(y)}H${round(right)}" stroke="${theme.grid}"/>${textAt(
      left - 6,
      y + 4,
      texts[index] ?? '',
      { size: SIZE, color: theme.faint, anchor: 'end' },
    )}`;
  });
  for (const { millis, text } of timeTicks(range.fromMillis, range.toMillis, (right - left) / 70)) {
    const x = scale.x(millis);
    const half = textWidth(text, SIZE) / 2;
    if (x - half < left - 8 || x + half > box.x + box.width + 4) continue;
    parts.push(textAt(x, bottom + 15, text, { size: SIZE, color: theme.faint, anchor: 'middle' }));
  }
  if (field.custom?.thresholdsStyle)
    for (const { value, color } of field.thresholds?.steps ?? []) {
      if (value === null || value <= low || value >= high) continue;
      parts.push(
        `<path d="M${round(left)} ${round(scale.y(value))}H${round(right)}" stroke="${
          theme.named[color] ?? color
        }" stroke-dasharray="6 5" opacity="0.8"/>`,
      );
    }
  const { spanNulls } = field.custom ?? {};
  const span = Math.max(
    stepMillis * MOST_STEPS_LEFT_OUT,
    typeof spanNulls === 'number' ? spanNulls : DEFAULT_SPAN_MILLIS,
  );
  lines.forEach((line, index) => {
    parts.push(drawLine(line, colorOf(index), span, scale));
  });
  return parts.join('') + legend.svg;
};
