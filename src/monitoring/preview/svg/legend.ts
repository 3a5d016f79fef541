import type { Box } from './box.ts';
import { fitText, round, textAt, textWidth } from './text.ts';
import type { Theme } from './theme.ts';

const SIZE = 11;
const ROW_HEIGHT = 17;
const SWATCH = 16;
const GAP = 14;
const MOST_ROWS = 3;
/** A name longer than this is cut, so that others have room too. */
const LONGEST = 260;

interface Entry {
  readonly name: string;
  readonly color: string;
}

interface Placed extends Entry {
  readonly x: number;
  readonly row: number;
}

/** Names side by side, with the number of those that have no room left. */
const placeNames = (entries: readonly Entry[], width: number): { placed: Placed[]; left: number } => {
  const placed: Placed[] = [];
  let x = 0;
  let row = 0;
  for (const [index, { name, color }] of entries.entries()) {
    const text = fitText(name, SIZE, Math.min(LONGEST, width - SWATCH));
    const needed = SWATCH + textWidth(text, SIZE);
    if (x > 0 && x + needed > width) {
      x = 0;
      row++;
    }
    const more = `+${entries.length - index} more`;
    const isLastRow = row === MOST_ROWS - 1 && index < entries.length - 1;
    if (row >= MOST_ROWS || (isLastRow && x + needed + GAP + SWATCH + textWidth(more, SIZE) > width))
      return { placed, left: entries.length - index };
    placed.push({ name: text, color, x, row });
    x += needed + GAP;
  }
  return { placed, left: 0 };
};

/** Draws the names of lines at the bottom of a box; tells how high that is. */
export const drawLegend = (
  box: Box,
  entries: readonly Entry[],
  theme: Theme,
): { readonly svg: string; readonly height: number } => {
  const { placed, left } = placeNames(entries, box.width);
  const last = placed.at(-1);
  const rows = (last?.row ?? -1) + 1;
  const height = rows * ROW_HEIGHT;
  const baseline = (row: number): number => box.y + box.height - height + row * ROW_HEIGHT + 13;
  const parts = placed.map(
    ({ name, color, x, row }) =>
      `<rect x="${round(box.x + x)}" y="${round(baseline(row) - 6)}" width="11" height="3" rx="1" fill="${color}"/>${textAt(
        box.x + x + SWATCH,
        baseline(row),
        name,
        { size: SIZE, color: theme.faint },
      )}`,
  );
  if (left > 0 && last)
    parts.push(
      textAt(box.x + box.width, baseline(last.row), `+${left} more`, {
        size: SIZE,
        color: theme.faint,
        anchor: 'end',
      }),
    );
  return { svg: parts.join(''), height };
};
