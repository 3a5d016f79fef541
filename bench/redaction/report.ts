import type { Measured } from './measure-text.ts';
import { shareOf } from './score.ts';

/** What the issue of the labelled texts asks for. */
const GOALS = { recall: 0.985, lostPerThousand: 0.5, cleanChanged: 0, micros: 8, spanMicros: 2 } as const;

const share = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(3));

const cells = (row: readonly string[], widths: readonly number[]): string =>
  row
    .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
    .join('  ');

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] as readonly string[]).map((_, i) =>
    Math.max(...rows.map((row) => row[i]?.length ?? 0)),
  );
  return rows.map((row) => cells(row, widths)).join('\n');
};

/** One line for each that was measured, and against each peer the ratios of its figures, the peer’s below. */
export const renderTexts = (
  title: string,
  measured: readonly Measured[],
  entities: readonly string[],
): string => {
  const [own] = measured as [Measured];
  const rows = measured.map(({ name, recall, all, lostPerThousand, cleanChanged, micros }) => [
    name,
    ...entities.map((entity) => share(shareOf(recall[entity] as { found: number; of: number }))),
    share(shareOf(all)),
    lostPerThousand.toFixed(2),
    String(cleanChanged),
    micros.toFixed(1),
    (own.micros / micros).toFixed(3),
  ]);
  const counts = [
    'of',
    ...entities.map((entity) => String(own.recall[entity]?.of ?? 0)),
    String(own.all.of),
    String(own.harmlessTokens),
    String(own.cleanTexts),
    '',
    '',
  ];
  const head = ['recall', ...entities, 'all', 'lost ‰', 'clean changed', 'µs a text', 'time against it'];
  return `${title}\n${table([head, ...rows, counts])}`;
};

/** Whether the figures are what they are to be; one line each. */
export const renderGoals = (
  { all, lostPerThousand, cleanChanged, micros }: Measured,
  spanMicros: number,
): string => {
  const line = (what: string, value: string, goal: string, isMet: boolean): string =>
    `${what.padEnd(40)} ${value.padStart(8)}  goal ${goal}: ${isMet ? 'met' : 'NOT met'}`;
  const recall = shareOf(all);
  return [
    line('recall', share(recall), `≥ ${GOALS.recall}`, recall >= GOALS.recall),
    line(
      'harmless tokens lost, of a thousand',
      lostPerThousand.toFixed(2),
      `≤ ${GOALS.lostPerThousand}`,
      lostPerThousand <= GOALS.lostPerThousand,
    ),
    line('clean texts changed', String(cleanChanged), '0', cleanChanged === 0),
    line('time a text, in µs', micros.toFixed(1), `≤ ${GOALS.micros}`, micros <= GOALS.micros),
    line(
      'time a span with nothing to hide, in µs',
      spanMicros.toFixed(2),
      `≤ ${GOALS.spanMicros}`,
      spanMicros <= GOALS.spanMicros,
    ),
  ].join('\n');
};

export const meetsGoals = (
  { all, lostPerThousand, cleanChanged, micros }: Measured,
  spanMicros: number,
): boolean =>
  spanMicros <= GOALS.spanMicros &&
  shareOf(all) >= GOALS.recall &&
  lostPerThousand <= GOALS.lostPerThousand &&
  cleanChanged === 0 &&
  micros <= GOALS.micros;
