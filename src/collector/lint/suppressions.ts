import { nearest } from '../../core/nearest.ts';
import type { SourceFile } from '../document/load.ts';
import type { Problem } from '../problem.ts';

/** A comment that says that a finding is meant to be. */
interface Suppression {
  readonly file: string;
  /** Of the comment. */
  readonly line: number;
  readonly column: number;
  /** Of what it is about. */
  readonly target: number;
  readonly ids: readonly string[];
  readonly reason: string;
}

const COMMENT = /(?:^|\s)#\s*binnacle-disable-(next-)?line\s+(.*)$/;

const suppressionsOf = ({ name, text }: SourceFile): readonly Suppression[] => {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const match = COMMENT.exec(line);
    if (!match) return [];
    const [ids = '', ...reason] = (match[2] as string).split(/(?:^|\s)--(?:\s|$)/);
    // The comment stands among others: what follows them is meant.
    let target = index;
    if (match[1])
      for (target++; /^\s*(#.*)?$/.test(lines[target] ?? '#') && target < lines.length; ) target++;
    return [
      {
        file: name,
        line: index + 1,
        column: line.indexOf('#', match.index) + 1,
        target: target + 1,
        ids: ids.split(/[\s,]+/).filter((id) => id !== ''),
        reason: reason.join(' -- ').trim(),
      },
    ];
  });
};

/** Takes away the findings that comments allow. Comments that allow nothing, or give no reason, are findings too. */
export const suppress = (
  problems: readonly Problem[],
  sources: readonly SourceFile[],
  ruleIds: readonly string[],
  isChecked: (id: string) => boolean,
): readonly Problem[] => {
  const suppressions = sources.flatMap(suppressionsOf);
  if (suppressions.length === 0) return problems;
  const byLine = new Map<string, Problem[]>();
  for (const each of problems) {
    const line = `${each.place.line} ${each.place.file}`;
    const others = byLine.get(line);
    if (others) others.push(each);
    else byLine.set(line, [each]);
  }
  const allowed = new Set<Problem>();
  const notes: Problem[] = [];
  for (const { file, line, column, target, ids, reason } of suppressions) {
    const say = (severity: 'warning' | 'note', message: string): void => {
      notes.push({ id: 'suppression', severity, place: { file, line, column }, path: [], message });
    };
    if (reason === '')
      say('warning', 'needs a reason, as in "rule-id -- reason"; without one it has no effect');
    if (ids.length === 0) say('warning', 'names no rule');
    for (const id of ids) {
      if (!ruleIds.includes(id)) {
        const near = nearest(id, ruleIds);
        say('warning', `there is no rule "${id}"${near ? `; did you mean "${near}"?` : ''}`);
        continue;
      }
      const met = (byLine.get(`${target} ${file}`) ?? []).filter((each) => each.id === id);
      if (met.length === 0 && isChecked(id))
        say('note', `"${id}" finds nothing on line ${target}; remove it`);
      if (reason !== '') for (const each of met) allowed.add(each);
    }
  }
  return [...problems.filter((each) => !allowed.has(each)), ...notes];
};
