// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Go's regular expressions
import { goPattern, markerOf, replacementWith, withFound } from '../patterns.ts';
import type { CollectorPattern } from './policy.ts';

/** A pattern, and what its matches become in the template language of Go's `Regexp.Expand`. */
export type Replacement = readonly [pattern: string, replacement: string];

/** Around what a rule has found, until the next statements have made of it what stays. No text has them. */
const START = '\u0002';
const END = '\u0003';

const FOUND = `${START}\${found}${END}`;
const REST = `[^${END}]*`;

/** Letters and digits, for a class of Go's: everything outside ASCII counts as one. */
export const READABLE_RANGES = String.raw`A-Za-z0-9\x{80}-\x{10FFFF}`;
const READABLE = `[${READABLE_RANGES}][^${READABLE_RANGES}${END}]*`;

/** Go's patterns cannot count what they replace: the number of stars is always the same. */
const PARTIAL: readonly Replacement[] = [
  [`${START}[^${READABLE_RANGES}${END}]*(?:${READABLE}){0,4}${END}`, '****'],
  // Never more than half of it stays.
  [`${START}[^${READABLE_RANGES}${END}]*(?:${READABLE}){3,5}((?:${READABLE}){2})${END}`, '****${1}'],
  [`${START}${REST}?((?:${READABLE}){4})${END}`, '****${1}'],
];

const TRUNCATED: readonly Replacement[] = [
  [`${START}(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}${END}`, '${1}.0'],
  [`${START}((?:[0-9A-Fa-f]{1,4}:){2}[0-9A-Fa-f]{1,4}):[0-9A-Fa-f:.]*${END}`, '${1}::'],
  [`${START}([^${END}]{0,3})${END}`, '${1}'],
  [`${START}([^${END}]{3})${REST}${END}`, '${1}…'],
];

/** What the processor that hashes left, which reads attributes and no names: a mask where it was not there. */
export const HASHED: readonly Replacement[] = [
  [`${START}([a-z0-9-]+)${START}([0-9a-f]{16})[0-9a-f]{48}${END}`, '[HASHED:${1}_${2}]'],
  [`${START}([a-z0-9-]+)${START}${REST}${END}`, '[REDACTED:${1}]'],
];

/** Whether the Collector can do what the policy says, and does not mask instead. */
export const isPossible = ({ action, pattern }: CollectorPattern): boolean => {
  // The processor that hashes knows no groups that stay: it hashes all that a pattern matches.
  if (action === 'hash') return !pattern.includes('(?<keep');
  return action === 'mask' || action === 'remove' || withFound(pattern) !== undefined;
};

/** What is done to the matches of a rule's pattern, one statement each. */
export const ruleReplacements = (rule: CollectorPattern): readonly Replacement[] => {
  const { action, pattern, id } = rule;
  if (!isPossible(rule) || action === 'mask')
    return [[goPattern(rule), replacementWith(rule, markerOf(rule))]];
  if (action === 'remove') return [[goPattern(rule), replacementWith(rule, '')]];
  const found = goPattern({ ...rule, pattern: withFound(pattern) ?? pattern });
  if (action === 'hash') return [[found, `${START}${id}${START}\${found}${END}`]];
  const steps = action === 'partial' ? PARTIAL : action === 'truncate' ? TRUNCATED : [];
  return [[found, replacementWith(rule, FOUND)], ...steps];
};
