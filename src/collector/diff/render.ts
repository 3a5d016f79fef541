import { settingText, withoutSecrets } from '../explain/generic.ts';
import type { Change } from './compare.ts';
import type { Difference } from './diff.ts';

const MARKS = { added: '+', removed: '-', changed: '~' } as const;

/** Most of a value that is shown. */
const LONGEST = 100;

/** The part of a text from shortly before the first character in which it differs. */
const excerpt = (text: string, from: number): string => {
  const start = text.length > LONGEST ? Math.max(0, from - 30) : 0;
  const end = start + LONGEST;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
};

const changeLine = ({ path, before, after }: Change): string => {
  const [old, now] = [settingText(path, before), settingText(path, after)];
  if (before === undefined) return `${path}: added: ${excerpt(now, 0)}`;
  if (after === undefined) return `${path}: removed: ${excerpt(old, 0)}`;
  if (old === now) return `${path}: changed, and is secret`;
  let same = 0;
  while (same < old.length && old[same] === now[same]) same++;
  return `${path}: ${excerpt(old, same)} → ${excerpt(now, same)}`;
};

/** Differences as text, one setting a line. */
export const renderDifferences = (differences: readonly Difference[]): string =>
  differences.length === 0
    ? 'no difference in meaning\n'
    : differences
        .flatMap(({ what, kind, changes, words }) => [
          `${MARKS[kind]} ${what} ${kind}`,
          ...[...changes.map(changeLine), ...words].map((line) => `    ${line}`),
        ])
        .map((line) => `${line}\n`)
        .join('');

/** Differences as JSON has them. */
export const plainDifferences = (differences: readonly Difference[]): readonly Difference[] =>
  differences.map((difference) => ({
    ...difference,
    changes: difference.changes.map(({ path, before, after }) => ({
      path,
      before: withoutSecrets(path, before),
      after: withoutSecrets(path, after),
    })),
  }));
