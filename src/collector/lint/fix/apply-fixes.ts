import type { SourceFile } from '../../document/load.ts';
import type { LintProblem } from '../lint.ts';
import type { Fix } from '../rule.ts';
import { editText, hasPath } from './edit.ts';

/** Most changes of one run; more would be two rules that undo each other. */
const MAX_FIXES = 1000;

/** The value is changed in the last file that has it; a key that no file has is added where the last map for it is. */
const targetOf = (sources: readonly SourceFile[], fix: Fix): number => {
  const isPossible = ({ text }: SourceFile): boolean => editText(text, fix) !== undefined;
  const written = sources.findLastIndex((source) => hasPath(source.text, fix.path));
  if (written >= 0) return isPossible(sources[written] as SourceFile) ? written : -1;
  return sources.findLastIndex(isPossible);
};

/** All changes of one finding, or none. */
const applyFix = (
  sources: readonly SourceFile[],
  fixes: readonly Fix[],
): readonly SourceFile[] | undefined => {
  let result = sources;
  for (const fix of fixes) {
    const index = targetOf(result, fix);
    const source = result[index];
    if (!source) return undefined;
    result = result.with(index, { ...source, text: editText(source.text, fix) as string });
  }
  return result;
};

/** Makes every change that can be made. After each one all is looked at again, because it moves what comes after it. */
export const applyFixes = (
  given: readonly SourceFile[],
  lint: (sources: readonly SourceFile[]) => readonly LintProblem[],
): readonly SourceFile[] => {
  let sources = given;
  for (let count = 0; count < MAX_FIXES; count++) {
    let next: readonly SourceFile[] | undefined;
    for (const { fix } of lint(sources)) {
      next = fix && applyFix(sources, fix);
      if (next) break;
    }
    if (!next) return sources;
    sources = next;
  }
  return sources;
};
