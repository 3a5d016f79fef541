// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Go's regular expressions
import { withoutLongCounts } from '../patterns.ts';
import { grouped, textsNeededInKeys } from './guards.ts';
import { matchesOne, quote, where } from './ottl.ts';
import type { KeyAction, KeyRule } from './policy.ts';

const STARS = '****';

type Replacement = readonly [pattern: string, replacement: string];

/** What is done, in this order, to each value of a list of keys, as text. */
const REPLACEMENTS: Readonly<Record<Exclude<KeyAction, 'allow' | 'remove'>, readonly Replacement[]>> = {
  deny: [['(?s)^.+$', 'REDACTED']],
  // Hashed by the processor before this one.
  hash: [['^([0-9a-f]{16})[0-9a-f]{48}$', '[HASHED:key_${1}]']],
  partial: [
    ['(?s)^[^A-Za-z0-9]*(?:[A-Za-z0-9][^A-Za-z0-9]*){1,4}$', STARS],
    ['(?s)^.*?((?:[A-Za-z0-9][^A-Za-z0-9]*){4})$', `${STARS}\${1}`],
  ],
  // What has been cut is marked until the end, so that it is not cut once more.
  truncate: [
    ['^(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}$', '\u0002${1}.0'],
    ['^((?:[0-9A-Fa-f]{1,4}:){2}[0-9A-Fa-f]{1,4}):[0-9A-Fa-f:.]*$', '\u0002${1}::'],
    ['(?s)^([^\u0002].{2}).{2,}$', '${1}…'],
    ['^\u0002', ''],
  ],
};

export const patternOf = (patterns: readonly string[]): string =>
  `(?i)${withoutLongCounts(patterns.join('|'))}`;

/** Whether the names of attributes at a path may have one that is matched. */
export const hasKeys = (path: string, patterns: readonly string[]): string =>
  matchesOne(path, grouped(textsNeededInKeys(patterns)));

/** The keys' values are put aside, changed there, and put back after the rules have run, which leave them alone then. */
export interface KeyStatements {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const aside = (
  { attributes, cache, text }: Paths,
  { action, patterns }: KeyRule,
  name: string,
): KeyStatements => {
  const copy = `${cache}["${name}"]`;
  const guard = hasKeys(`${cache}["${text}"]`, patterns);
  const isThere = where(`${copy} != nil`);
  if (action === 'remove')
    return {
      before: [],
      after: [`delete_matching_keys(${attributes}, ${quote(patternOf(patterns))})${where(guard)}`],
    };
  const replacements = action === 'allow' ? [] : REPLACEMENTS[action];
  return {
    before: [
      `set(${copy}, ${attributes})${where(guard)}`,
      `keep_matching_keys(${copy}, ${quote(patternOf(patterns))})${isThere}`,
      // Numbers, lists and maps under such a key go too.
      ...(replacements.length > 0 ? [`stringify_all(${copy})${isThere}`] : []),
      ...replacements.map(
        ([pattern, replacement]) =>
          `replace_all_patterns(${copy}, "value", ${quote(pattern)}, ${quote(replacement)})${isThere}`,
      ),
    ],
    after: [`merge_maps(${attributes}, ${copy}, "upsert")${isThere}`],
  };
};

interface Paths {
  readonly attributes: string;
  readonly cache: string;
  /** Under which the cache has the names of the record's attributes, in lower case, without `.`, `_` and `-`. */
  readonly text: string;
}

/** Statements for lists of keys; of two that have a key, the first decides, so it is put back last. */
export const keyStatements = (paths: Paths, keys: readonly KeyRule[]): KeyStatements => {
  const all = keys.map((each, i) => aside(paths, each, `${each.action}-${i}`));
  return {
    before: all.flatMap(({ before }) => before),
    after: all.flatMap(({ after }) => after).reverse(),
  };
};
