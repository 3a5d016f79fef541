import { DEFAULT_ACTIONS } from '../../core/redaction/policy.ts';
import { ruleFacts } from '../../core/redaction/rule-facts.generated.ts';
import { REDACTED } from '../../core/redaction/text.ts';

/** One regular expression of a redaction rule; a rule may have several, or none. */
export interface CollectorPattern {
  /** The rule's. */
  readonly id: string;
  /** Groups named `keep` and `keepAfter` stay. */
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

/** The patterns of all rules, in the order in which they are applied. */
export const collectorPatterns = (): readonly CollectorPattern[] => {
  const patternsOf = (goesFirst: boolean): CollectorPattern[] =>
    Object.entries(ruleFacts).flatMap(([id, { collector }]) =>
      (collector.goesFirst ?? false) === goesFirst && DEFAULT_ACTIONS[id] !== 'keep'
        ? collector.patterns.map((pattern) => ({ id, pattern, ignoreCase: collector.ignoreCase ?? false }))
        : [],
    );
  return [...patternsOf(true), ...patternsOf(false)];
};

/** Go's regular expressions count repetitions up to this. https://pkg.go.dev/regexp/syntax */
const MAX_REPETITION = 1000;

/** What RE2 cannot count it need not bound either: its time is linear in the text. */
const withoutLongCounts = (pattern: string): string =>
  pattern.replace(/\{(\d+),(\d+)\}/g, (counts, low: string, high: string) =>
    Number(high) > MAX_REPETITION ? `{${low},}` : counts,
  );

/** The rule's pattern for the Collector, which is written in Go. */
export const goPattern = ({ pattern, ignoreCase }: Omit<CollectorPattern, 'id'>): string =>
  `${ignoreCase ? '(?i)' : ''}${withoutLongCounts(pattern)}`;

export const markerOf = ({ id }: CollectorPattern): string => `[${REDACTED}:${id}]`;

/** What a match becomes, in the template language of Go's `Regexp.Expand`. */
export const goReplacement = (rule: CollectorPattern): string => {
  const kept = (group: string): string => (rule.pattern.includes(`(?<${group}>`) ? `\${${group}}` : '');
  return `${kept('keep')}${markerOf(rule)}${kept('keepAfter')}`;
};

/** What the pattern makes of a text, in JavaScript. */
export const applyPattern = (text: string, rule: CollectorPattern): string =>
  text.replaceAll(
    new RegExp(rule.pattern, rule.ignoreCase ? 'gi' : 'g'),
    goReplacement(rule)
      .replaceAll('${', '$<')
      .replaceAll(/(?<=\$<\w+)\}/g, '>'),
  );

/** Whether the rule finds its own marker where it has just put it, as in `password=[REDACTED:…]`. */
export const findsItsMarker = (rule: CollectorPattern): boolean => {
  const pattern = new RegExp(rule.pattern, rule.ignoreCase ? 'i' : '');
  const vectors = ruleFacts[rule.id]?.vectors ?? [];
  return vectors.some(([text]) => pattern.test(applyPattern(text, rule)));
};
