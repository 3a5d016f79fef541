import type { Measured } from './measure-text.ts';
import { shareOf } from './score.ts';
import type { SqlFigures } from './sql.ts';

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

export interface Goal {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  readonly isMet: boolean;
}

const atMost = (what: string, value: number, most: number, decimals: number): Goal => ({
  what,
  value: value.toFixed(decimals),
  goal: `≤ ${most}`,
  isMet: value <= most,
});

const atLeast = (what: string, value: number, least: number, decimals: number): Goal => ({
  what,
  value: value.toFixed(decimals),
  goal: `≥ ${least}`,
  isMet: value >= least,
});

/** What the figures are to be: of Binnacle on the labelled texts, of a span, and of SQL where that was measured. */
export const goalsOf = (
  texts: Measured,
  spanMicros: number,
  sql: SqlFigures | undefined,
): readonly Goal[] => [
  atLeast('recall', shareOf(texts.all), 0.985, 3),
  atMost('harmless tokens lost, of a thousand', texts.lostPerThousand, 0.5, 2),
  atMost('clean texts changed', texts.cleanChanged, 0, 0),
  atMost('time a text, in µs', texts.micros, 8, 1),
  atMost('time a span with nothing to hide, in µs', spanMicros, 2, 2),
  ...(sql
    ? [
        atLeast('SQL: cases as they should be', sql.passed, sql.cases, 0),
        atMost('SQL: statements with a literal left', sql.leaks.length, 0, 0),
        atLeast('SQL: MB/s', sql.megabytesPerSecond, 60, 1),
      ]
    : []),
];

export const renderGoals = (goals: readonly Goal[]): string =>
  goals
    .map(
      ({ what, value, goal, isMet }) =>
        `${what.padEnd(40)} ${value.padStart(8)}  goal ${goal}: ${isMet ? 'met' : 'NOT met'}`,
    )
    .join('\n');

/** One line for each, with its speed against the last, which is the peer. */
export const renderSql = (figures: readonly SqlFigures[]): string => {
  const peer = figures.at(-1) as SqlFigures;
  const rows = figures.map((each) => [
    each.name,
    `${each.passed}/${each.cases}`,
    `${each.leaks.length}/${each.statements}`,
    each.megabytesPerSecond.toFixed(1),
    each.megabytesPerCpuSecond.toFixed(1),
    (each.megabytesPerCpuSecond / peer.megabytesPerCpuSecond).toFixed(2),
  ]);
  return `SQL\n${table([['', 'cases', 'literals left', 'MB/s', 'MB a CPU second', `against ${peer.name}`], ...rows])}`;
};
