import type { SourceFile } from '../../document/load.ts';
import type { LintProblem } from '../lint.ts';
import type { Fix } from '../rule.ts';
import { editText, hasPath } from './edit.ts';
import { applyTogether } from './together.ts';

/** Most steps of one run; more would be two rules that undo each other. */
const MAX_STEPS = 1000;

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

/** What the first rule makes whose finding can be repaired: of all its findings, else of one. */
const nextOf = (
  sources: readonly SourceFile[],
  found: readonly LintProblem[],
): readonly SourceFile[] | undefined => {
  const tried = new Set<string>();
  for (const { id, fix = [] } of found) {
    if (!tried.has(id)) {
      tried.add(id);
      const groups = found.filter((each) => each.id === id).map((each) => each.fix ?? []);
      const together = applyTogether(sources, groups);
      if (together) return together;
    }
    const next = applyFix(sources, fix);
    if (next) return next;
  }
  return undefined;
};

/**
 * Makes every change that can be made. After each step all is looked at again, because it moves what comes after it.
 * A step is all that one rule finds, as far as its changes do not touch each other.
 */
export const applyFixes = (
  given: readonly SourceFile[],
  lint: (sources: readonly SourceFile[]) => readonly LintProblem[],
): readonly SourceFile[] => {
  let sources = given;
  for (let count = 0; count < MAX_STEPS; count++) {
    const found = lint(sources).filter(({ fix }) => fix !== undefined);
    const next = nextOf(sources, found);
    if (!next) return sources;
    sources = next;
  }
  return sources;
};
