import type { IncludeExclude } from './sampling/sampler-node.ts';

/**
 * Whether a pattern matches the whole text; `?` is any one character and `*` any number of them. Goes back to the last
 * star alone, so the time is at most the product of both lengths.
 */
export const matchesWildcard = (pattern: string, text: string): boolean => {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
};

/** Whether a name is included and not excluded. */
export const isIncluded = ({ included, excluded }: IncludeExclude, name: string): boolean =>
  (included?.some((pattern) => matchesWildcard(pattern, name)) ?? true) &&
  !(excluded?.some((pattern) => matchesWildcard(pattern, name)) ?? false);
