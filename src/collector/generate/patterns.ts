import type { RedactionPolicy } from '../../core/redaction/policy.ts';
import { REDACTED } from '../../core/redaction/text.ts';
import { type CollectorPattern, collectorRedaction } from './redaction/policy.ts';

/** The patterns of a policy, in the order in which they are applied. */
export const collectorPatterns = (policy: RedactionPolicy = {}): readonly CollectorPattern[] =>
  collectorRedaction(policy).rules;

/** Go's regular expressions count repetitions up to 1000, https://pkg.go.dev/regexp/syntax, and are slow long before. */
const MAX_REPETITION = 40;

/** What RE2 counts it unrolls; what is bounded for the sake of time need not be, because its time is linear. */
export const withoutLongCounts = (pattern: string): string =>
  pattern.replace(/\{(\d+),(\d+)\}/g, (counts, low: string, high: string) =>
    Number(high) > MAX_REPETITION ? (low === '0' ? '*' : low === '1' ? '+' : `{${low},}`) : counts,
  );

/** The rule's pattern for the Collector, which is written in Go. */
export const goPattern = ({
  pattern,
  ignoreCase,
}: Pick<CollectorPattern, 'pattern' | 'ignoreCase'>): string =>
  `${ignoreCase ? '(?i)' : ''}${withoutLongCounts(pattern)}`;

export const markerOf = ({ id }: Pick<CollectorPattern, 'id'>): string => `[${REDACTED}:${id}]`;

/** Everything up to the bracket that closes the first one. */
const firstGroup = (pattern: string): string => {
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const each = pattern[i];
    if (each === '\\') i++;
    else if (inClass) inClass = each !== ']';
    else if (each === '[') inClass = true;
    else if (each === '(') depth++;
    else if (each === ')' && --depth === 0) return pattern.slice(0, i + 1);
  }
  return '';
};

/** Whether alternatives stand outside of all groups. */
const hasTopAlternatives = (pattern: string): boolean => {
  let rest = pattern;
  for (let at = rest.search(/[\\[(|]/); at >= 0; at = rest.search(/[\\[(|]/)) {
    const each = rest[at];
    if (each === '|') return true;
    const skipped =
      each === '\\'
        ? 2
        : each === '('
          ? firstGroup(rest.slice(at)).length
          : (/^\[\^?(?:\\.|[^\]\\])+\]/.exec(rest.slice(at))?.[0].length ?? 1);
    rest = rest.slice(at + skipped);
  }
  return false;
};

/**
 * The pattern with what it finds in a group named `found`, beside those that stay. Undefined where what stays does not
 * stand at the ends of the pattern.
 */
export const withFound = (pattern: string): string | undefined => {
  if (hasTopAlternatives(pattern)) return pattern.includes('(?<keep') ? undefined : `(?<found>${pattern})`;
  const before = pattern.startsWith('(?<keep>') ? firstGroup(pattern) : '';
  const end = pattern.lastIndexOf('(?<keepAfter>');
  const after = end >= 0 && firstGroup(pattern.slice(end)) === pattern.slice(end) ? pattern.slice(end) : '';
  const found = pattern.slice(before.length, after === '' ? undefined : end);
  return found.includes('(?<keep') ? undefined : `${before}(?<found>${found})${after}`;
};

type Found = Omit<CollectorPattern, 'action'>;

const kept = ({ pattern }: Found, group: string): string =>
  pattern.includes(`(?<${group}>`) ? `\${${group}}` : '';

/** What a match becomes, in the template language of Go's `Regexp.Expand`, with `middle` in the place of what is found. */
export const replacementWith = (rule: Found, middle: string): string =>
  `${kept(rule, 'keep')}${middle}${kept(rule, 'keepAfter')}`;

/** What the pattern makes of a text, in JavaScript. */
export const applyPattern = (text: string, rule: Found): string =>
  text.replaceAll(
    new RegExp(rule.pattern, rule.ignoreCase ? 'gi' : 'g'),
    replacementWith(rule, markerOf(rule))
      .replaceAll('${', '$<')
      .replaceAll(/(?<=\$<\w+)\}/g, '>'),
  );
