import type { Measured } from './measure-text.ts';
import { shareOf } from './score.ts';
import type { SqlFigures } from './sql.ts';
import type { UrlFigures } from './urls.ts';

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

/** Of two that lose nothing both are as precise as can be, so precision is not to be worse; the others are to be better. */
export const goalsAgainst = (rows: readonly Measured[]): readonly Goal[] => {
  const [own, ...others] = rows as [Measured, ...Measured[]];
  const recall = shareOf(own.all);
  return others
    .filter(({ name }) => !name.startsWith('binnacle'))
    .flatMap((peer) => [
      {
        what: `${peer.name}: recall`,
        value: recall.toFixed(3),
        goal: `> ${shareOf(peer.all).toFixed(3)}`,
        isMet: recall > shareOf(peer.all),
      },
      atMost(
        `${peer.name}: harmless tokens lost, of a thousand`,
        own.lostPerThousand,
        Number(peer.lostPerThousand.toFixed(2)),
        2,
      ),
      atMost(`${peer.name}: clean texts changed`, own.cleanChanged, peer.cleanChanged, 0),
      {
        what: `${peer.name}: time a text, in µs`,
        value: own.micros.toFixed(2),
        goal: `< ${peer.micros.toFixed(2)}`,
        isMet: own.micros < peer.micros,
      },
    ]);
};

const goalsOfSql = (figures: readonly SqlFigures[]): readonly Goal[] => {
  // The second is without statements that come again, the last is the peer.
  const [, sql, peer] = figures;
  if (!sql || !peer) return [];
  return [
    atLeast('SQL: cases as they should be', sql.passed, sql.cases, 0),
    atMost('SQL: statements with a literal left', sql.leaks.length, 0, 0),
    atLeast('SQL: MB/s', sql.megabytesPerSecond, 60, 1),
    {
      what: `${peer.name}: SQL, MB a CPU second`,
      value: sql.megabytesPerCpuSecond.toFixed(1),
      goal: `> ${peer.megabytesPerCpuSecond.toFixed(1)}`,
      isMet: sql.megabytesPerCpuSecond > peer.megabytesPerCpuSecond,
    },
  ];
};

interface Figures {
  /** On the labelled texts, Binnacle first. */
  readonly texts: readonly Measured[];
  readonly spanMicros: number;
  /** Empty and undefined where they were not measured. */
  readonly sql: readonly SqlFigures[];
  readonly urls: UrlFigures | undefined;
}

/** What the figures are to be: those of Binnacle, and against each peer that was measured in the same run. */
export const goalsOf = ({ texts: rows, spanMicros, sql, urls }: Figures): readonly Goal[] => {
  const [texts] = rows as [Measured];
  return [
    atLeast('recall', shareOf(texts.all), 0.985, 3),
    atMost('harmless tokens lost, of a thousand', texts.lostPerThousand, 0.5, 2),
    atMost('clean texts changed', texts.cleanChanged, 0, 0),
    atMost('time a text, in µs', texts.micros, 8, 1),
    atMost('time a span with nothing to hide, in µs', spanMicros, 2, 2),
    ...goalsOfSql(sql),
    ...(urls
      ? [
          atMost(`URLs with a secret left, of ${urls.secret}`, urls.leaks.length, 0, 0),
          atMost(`clean URLs changed, of ${urls.clean}`, urls.changed.length, 0, 0),
        ]
      : []),
    ...goalsAgainst(rows),
  ];
};

export const renderGoals = (goals: readonly Goal[]): string =>
  goals
    .map(
      ({ what, value, goal, isMet }) =>
        `${what.padEnd(64)} ${value.padStart(8)}  goal ${goal}: ${isMet ? 'met' : 'NOT met'}`,
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
