import { SENSITIVE_KEYS } from '../../../core/redaction/keys.ts';
import type { RedactionAction, RedactionPolicy } from '../../../core/redaction/policy.ts';
import type { RuleFacts } from '../../../core/redaction/rule.ts';
import { ruleFacts } from '../../../core/redaction/rule-facts.generated.ts';
import { matchLengths, neededTexts } from './guards.ts';

/** One regular expression of a redaction rule; a rule may have several, or none. */
export interface CollectorPattern {
  /** The rule's. */
  readonly id: string;
  /** Groups named `keep` and `keepAfter` stay. */
  readonly pattern: string;
  readonly ignoreCase: boolean;
  /** What is done to what it finds. */
  readonly action: RedactionAction;
}

/** Lists of keys, by what is done to the values. The first list that has a key decides. */
const KEY_ACTIONS = ['allow', 'remove', 'deny', 'hash', 'partial', 'truncate'] as const;
export type KeyAction = (typeof KEY_ACTIONS)[number];

export interface KeyRule {
  readonly action: KeyAction;
  /** Read without regard to case. */
  readonly patterns: readonly string[];
}

/** A policy as the Collector's processors need it. */
export interface CollectorRedaction {
  /** In the order in which they are applied. */
  readonly rules: readonly CollectorPattern[];
  /** In the order in which they decide. */
  readonly keys: readonly KeyRule[];
  /** Rules that find addresses of machines, and keys whose addresses are those of one's own machines: they stay. */
  readonly addresses: { readonly rules: readonly string[]; readonly ownKeys: readonly string[] };
  /** The ids of all rules that find something to change, those without a pattern too. */
  readonly active: readonly string[];
  readonly facts: Readonly<Record<string, RuleFacts>>;
}

const escaped = (character: string): string => character.replace(/[\\^$+?.()[\]{}|/]/, '\\$&');

/** A name with `*` for any number of characters, as a pattern of the whole key. */
const patternOfName = (name: string): string =>
  `^${[...name].map((each) => (each === '*' ? '.{0,256}' : escaped(each))).join('')}$`;

const patternsOf = (
  [id, { collector }]: readonly [string, RuleFacts],
  action: RedactionAction,
): readonly CollectorPattern[] =>
  collector.patterns.map((pattern) => ({ id, pattern, ignoreCase: collector.ignoreCase ?? false, action }));

/**
 * Of the SDK's rules that find something at a place the one that finds most has it. Here patterns follow each other:
 * those that a fixed text tells of go before those that are made of digits and letters alone; of the first the one
 * that asks for most, of the others, which take as many groups of digits as there are, the one that can take most.
 */
const inOrder = (
  patterns: readonly CollectorPattern[],
  facts: Readonly<Record<string, RuleFacts>>,
): readonly CollectorPattern[] =>
  patterns
    .map((rule) => {
      const [least, most] = matchLengths(rule.pattern);
      const hasText = neededTexts(rule.pattern).length > 0;
      const isFirst = facts[rule.id]?.collector.goesFirst === true;
      return { rule, rank: [Number(isFirst), Number(hasText), hasText ? least : most] };
    })
    .sort((one, other) => compare(other.rank, one.rank))
    .map(({ rule }) => rule);

const compare = (one: readonly number[], other: readonly number[]): number => {
  const at = one.findIndex((each, i) => each !== other[i]);
  return at < 0 ? 0 : (one[at] as number) - (other[at] as number);
};

/** What a policy means for the Collector. The place where presets and rules of the user's own come in. */
export const collectorRedaction = (policy: RedactionPolicy = {}): CollectorRedaction => {
  const active = Object.entries(ruleFacts).filter(([id]) => policy.rules?.[id] !== 'keep');
  const rules = inOrder(
    active.flatMap((each) => patternsOf(each, policy.rules?.[each[0]] ?? 'mask')),
    ruleFacts,
  );
  const lists: Partial<Record<KeyAction, readonly string[]>> = policy.keys ?? {};
  const keys = KEY_ACTIONS.flatMap((action) => {
    const names = lists[action] ?? [];
    return names.length > 0 ? [{ action, patterns: names.map(patternOfName) }] : [];
  });
  return {
    rules,
    keys: [...keys, { action: 'deny', patterns: SENSITIVE_KEYS }],
    addresses: { rules: [], ownKeys: [] },
    active: active.map(([id]) => id),
    facts: ruleFacts,
  };
};
