import type { RedactionRule } from '../../core/redaction/rule.ts';
import { REDACTED } from '../../core/redaction/text.ts';

/** Go's regular expressions count repetitions up to this. https://pkg.go.dev/regexp/syntax */
const MAX_REPETITION = 1000;

/** What RE2 cannot count it need not bound either: its time is linear in the text. */
const withoutLongCounts = (pattern: string): string =>
  pattern.replace(/\{(\d+),(\d+)\}/g, (counts, low: string, high: string) =>
    Number(high) > MAX_REPETITION ? `{${low},}` : counts,
  );

/** The rule's pattern for the Collector, which is written in Go. */
export const goPattern = ({ pattern, ignoreCase }: Pick<RedactionRule, 'pattern' | 'ignoreCase'>): string =>
  `${ignoreCase ? '(?i)' : ''}${withoutLongCounts(pattern)}`;

export const markerOf = ({ id }: RedactionRule): string => `[${REDACTED}:${id}]`;

/** What a match becomes, in the template language of Go's `Regexp.Expand`. */
export const goReplacement = (rule: RedactionRule): string => {
  const kept = (group: string): string => (rule.pattern.includes(`(?<${group}>`) ? `\${${group}}` : '');
  return `${kept('keep')}${markerOf(rule)}${kept('keepAfter')}`;
};

/** Whether the rule finds its own marker where it has just put it, as in `password=[REDACTED:…]`. */
export const findsItsMarker = (rule: RedactionRule): boolean => {
  const pattern = new RegExp(rule.pattern, rule.ignoreCase ? 'gi' : 'g');
  const replacement = goReplacement(rule)
    .replaceAll('${', '$<')
    .replaceAll(/(?<=\$<\w+)\}/g, '>');
  return rule.matches.some((text) => pattern.test(text.replaceAll(pattern, replacement)));
};
