import { neededTexts } from './guards.ts';
import type { CollectorPattern } from './policy.ts';
import { type Run, runsIn } from './runs.ts';

/** What is looked for in names of attributes is told by so few texts. */
const MAX_TEXTS_FOR_KEYS = 3;

/** Whether the rule is for names of attributes too. They come from code, and to look at them takes time. */
export const isForKeys = ({ pattern }: CollectorPattern): boolean => {
  const { length } = neededTexts(pattern);
  return length > 0 && length <= MAX_TEXTS_FOR_KEYS;
};

/** What tells that the rule can find something, where no fixed text does. */
export const runNeededBy = ({ pattern }: CollectorPattern): Run | undefined =>
  neededTexts(pattern).length > 0 ? undefined : runsIn(pattern)[0];
