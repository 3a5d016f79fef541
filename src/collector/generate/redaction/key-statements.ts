// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Go's regular expressions
import { withoutLongCounts } from '../patterns.ts';
import { READABLE_RANGES } from './actions.ts';
import { grouped, textsNeededInKeys } from './guards.ts';
import { matchesOne, quote, where } from './ottl.ts';
import type { KeyAction, KeyRule } from './policy.ts';

/** Under which the cache has what was put aside, without its values. */
const EMPTY = 'empty';

const STARS = '****';

/** Letters and digits: everything outside ASCII counts as one. */
const READABLE = `[${READABLE_RANGES}][^${READABLE_RANGES}]*`;

type Replacement = readonly [pattern: string, replacement: string];

/** What is done, in this order, to each value of a list of keys, as text. */
const REPLACEMENTS: Readonly<Record<Exclude<KeyAction, 'allow' | 'remove'>, readonly Replacement[]>> = {
  deny: [['(?s)^.+$', 'REDACTED']],
  // Hashed by the processor before this one.
  // Of a text of many lines each was hashed.
  hash: [['^([0-9a-f]{16})[0-9a-f]{48}(?:\\n[0-9a-f]{0,64})*$', '[HASHED:key_${1}]']],
  partial: [
    [`(?s)^[^${READABLE_RANGES}]*(?:${READABLE}){1,4}$`, STARS],
    // Never more than half of it stays.
    [`(?s)^[^${READABLE_RANGES}]*(?:${READABLE}){3,5}((?:${READABLE}){2})$`, `${STARS}\${1}`],
    [`(?s)^.*?((?:${READABLE}){4})$`, `${STARS}\${1}`],
  ],
  // What has been cut is marked until the end, so that it is not cut once more.
  truncate: [
    ['^(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}$', '\u0002${1}.0'],
    ['^((?:[0-9A-Fa-f]{1,4}:){2}[0-9A-Fa-f]{1,4}):[0-9A-Fa-f:.]*$', '\u0002${1}::'],
    ['(?s)^([^\u0002].{2})(?:[^…]|.{2,})$', '${1}…'],
    ['^\u0002', ''],
  ],
};

export const patternOf = (patterns: readonly string[]): string =>
  `(?i)${withoutLongCounts(patterns.join('|'))}`;

/** Whether the names of attributes at a path may have one that is matched. */
const hasKeys = (path: string, patterns: readonly string[]): string =>
  matchesOne(path, grouped(textsNeededInKeys(patterns)));

/**
 * Copies the attributes with such a key. Patterns of keys take long, so those under the usual names are copied by
 * these, and the patterns are asked where other names are left.
 */
export const copyOfKeys = (
  { attributes, cache, text }: Paths,
  copy: string,
  patterns: readonly string[],
  usual: readonly string[] = [],
): string[] => {
  const words = `${cache}["${text}"]`;
  if (usual.length === 0)
    return [
      `set(${copy}, ${attributes})${where(hasKeys(words, patterns))}`,
      `keep_matching_keys(${copy}, ${quote(patternOf(patterns))})${where(`${copy} != nil`)}`,
    ];
  const others = `${cache}["others"]`;
  const isOther = where(hasKeys(others, patterns));
  return [
    `set(${others}, ${words})`,
    ...usual.flatMap((name) => {
      const isThere = where(`${attributes}["${name}"] != nil`);
      const written = name.replaceAll(/[._-]/g, '');
      return [
        `set(${copy}["${name}"], ${attributes}["${name}"])${isThere}`,
        // The first one alone: another may be the same name in another case.
        `replace_pattern(${others}, ${quote(`^(.*?)"${written}"`)}, "$$1")${isThere}`,
      ];
    }),
    `set(${copy}, ${attributes})${isOther}`,
    `keep_matching_keys(${copy}, ${quote(patternOf(patterns))})${isOther}`,
  ];
};

/** The keys' values are put aside, changed there, and put back after the rules have run, which leave them alone then. */
export interface KeyStatements {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const aside = (paths: Paths, { action, patterns, usual }: KeyRule, name: string): KeyStatements => {
  const { attributes, cache, text } = paths;
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
      ...copyOfKeys(paths, copy, patterns, usual),
      // The rules do not run because of what they may not change.
      `set(${cache}["${EMPTY}"], ${copy})${isThere}`,
      `replace_all_patterns(${cache}["${EMPTY}"], "value", "(?s)^.+$$", "")${isThere}`,
      `merge_maps(${attributes}, ${cache}["${EMPTY}"], "update")${isThere}`,
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
