import { partsNeeded, TELLING_BITS } from './anchors.ts';
import { grouped, neededTexts } from './guards.ts';
import type { CollectorPattern } from './policy.ts';
import { type Run, runsIn } from './runs.ts';

/** What is looked for in names of attributes is told by so few texts. */
const MAX_TEXTS_FOR_KEYS = 3;
/** More take longer than the pattern itself. */
const MAX_TEXTS = 96;
/** More are not searched for beside a run. */
const MAX_TEXTS_BESIDE_RUN = 16;
/** So many texts are searched for once, for all patterns that need them. */
const MIN_SHARED = 4;

/** Whether the rule is for names of attributes too. They come from code, and to look at them takes time. */
export const isForKeys = ({ pattern }: CollectorPattern): boolean => {
  const { length } = neededTexts(pattern);
  return length > 0 && length <= MAX_TEXTS_FOR_KEYS;
};

/** What tells that a rule can find something in a record. */
export interface RuleGuard {
  readonly run: Run | undefined;
  /** Patterns of Go, of which the record's text holds one; none where nothing is known. */
  readonly searches: readonly string[];
}

export const guardOf = ({ pattern }: CollectorPattern): RuleGuard => {
  const texts = neededTexts(pattern, MAX_TEXTS);
  const run = runsIn(pattern)[0];
  if (texts.length > 0) {
    // Many texts say less than a run.
    return { run, searches: run && texts.length > MAX_TEXTS_BESIDE_RUN ? [] : grouped(texts) };
  }
  const parts = partsNeeded(pattern);
  // What tells less is not searched for beside a run.
  const isTelling = parts.every(({ bits }) => bits >= TELLING_BITS);
  return { run, searches: run && !isTelling ? [] : parts.map(({ source }) => source) };
};

/** What many patterns search for, by which it is told once for all of them. */
export const sharedSearches = (guards: readonly RuleGuard[]): readonly (readonly string[])[] => {
  const counts = new Map<string, { searches: readonly string[]; count: number }>();
  for (const { searches } of guards) {
    const key = searches.join('\n');
    counts.set(key, { searches, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()]
    .filter(({ searches, count }) => searches.length >= MIN_SHARED && count > 1)
    .map(({ searches }) => searches);
};
