import { formatValue } from '../format-value.ts';
import type { Column, TableData } from '../table-data.ts';
import type { Box } from './box.ts';
import { fitText, round, textAt } from './text.ts';
import type { Theme } from './theme.ts';

const SIZE = 12;
const ROW_HEIGHT = 24;
/** Grafana gives columns of numbers this much, and shares the rest among the texts. */
const NUMBER_WIDTH = 120;
const LEAST_TEXT_WIDTH = 80;

const cellText = (value: string | number | undefined, { unit, decimals }: Column): string => {
  if (value === undefined) return '';
  return typeof value === 'number' ? formatValue(value, unit, decimals) : value;
};

const widthsOf = (columns: readonly Column[], width: number): number[] => {
  const texts = columns.filter(({ unit }) => unit === undefined).length;
  const left = (width - (columns.length - texts) * NUMBER_WIDTH) / Math.max(1, texts);
  const text = Math.max(LEAST_TEXT_WIDTH, left);
  const number = texts > 0 ? Math.min(NUMBER_WIDTH, (width - texts * text) / (columns.length - texts)) : left;
  return columns.map(({ unit }) => (unit === undefined ? text : number));
};

/** As many rows as there is room for, and how many there are beside them. */
export const drawTable = (box: Box, { columns, rows }: TableData, theme: Theme): string => {
  const room = Math.floor(box.height / ROW_HEIGHT) - 1;
  const shown = rows.slice(0, rows.length > room ? room - 1 : room);
  const widths = widthsOf(columns, box.width);
  const cell = (column: number, line: number, text: string, heading: boolean): string => {
    const before = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
    const width = widths[column] ?? 0;
    const isNumber = columns[column]?.unit !== undefined;
    return textAt(
      box.x + before + (isNumber ? width - 6 : 0),
      box.y + line * ROW_HEIGHT + 16,
      fitText(text, SIZE, width - 10),
      {
        size: SIZE,
        color: heading ? theme.faint : theme.text,
        anchor: isNumber ? 'end' : 'start',
        bold: heading,
      },
    );
  };
  const parts = columns.map(({ title }, column) => cell(column, 0, title, true));
  shown.forEach((row, index) => {
    const y = box.y + (index + 1) * ROW_HEIGHT;
    parts.push(`<path d="M${round(box.x)} ${round(y)}h${round(box.width)}" stroke="${theme.grid}"/>`);
    columns.forEach((column, at) => {
      parts.push(cell(at, index + 1, cellText(row[at], column), false));
    });
  });
  const note = rows.length === 0 ? 'No data' : `${rows.length - shown.length} more rows`;
  if (rows.length === 0 || shown.length < rows.length)
    parts.push(
      textAt(box.x, box.y + (shown.length + 1) * ROW_HEIGHT + 16, note, { size: SIZE, color: theme.faint }),
    );
  return parts.join('');
};
