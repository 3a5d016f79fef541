import { formatValue } from '../format-value.ts';
import type { FieldModel } from '../model.ts';
import type { Box } from './box.ts';
import { textAt, textWidth } from './text.ts';
import type { Theme } from './theme.ts';
import { thresholdColor } from './thresholds.ts';

const LARGEST = 40;
/** Bold letters are wider than others. */
const BOLD = 1.15;

/** One number, as large as there is room for. */
export const drawStat = (box: Box, value: number | undefined, field: FieldModel, theme: Theme): string => {
  const missing = value === undefined || Number.isNaN(value);
  const text = missing ? (field.noValue ?? 'No data') : formatValue(value, field.unit, field.decimals);
  const color = missing ? theme.faint : thresholdColor(value, field, theme);
  const size = Math.floor(
    Math.min(LARGEST, box.height * 0.7, (LARGEST * box.width) / (BOLD * textWidth(text, LARGEST))),
  );
  return textAt(box.x + box.width / 2, box.y + box.height / 2 + size * 0.35, text, {
    size,
    color,
    anchor: 'middle',
    bold: true,
  });
};
