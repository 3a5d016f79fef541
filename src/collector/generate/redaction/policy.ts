import {
  ADDRESS_RULES,
  CALLER_ADDRESS_KEYS,
  OWN_ADDRESS_KEYS,
} from '../../../core/redaction/address-keys.ts';
import { PARAMETER_PREFIXES } from '../../../core/redaction/attribute-kind.ts';
import { effectivePolicy } from '../../../core/redaction/effective-policy.ts';
import { SENSITIVE_KEYS } from '../../../core/redaction/keys.ts';
import type { CustomRule, RedactionAction, RedactionPolicy } from '../../../core/redaction/policy.ts';
import type { RuleFacts } from '../../../core/redaction/rule.ts';
import { ruleFacts } from '../../../core/redaction/rule-facts.generated.ts';
import { factsOfCountries } from '../../../core/redaction/rules/national-id.ts';
import { matchLengths, neededTexts } from './guards.ts';
import { escapeForGo } from './ottl.ts';

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

export type KeyAction = Exclude<RedactionAction, 'keep' | 'mask'> | 'allow' | 'deny';

export interface KeyRule {
  readonly action: KeyAction;
  /** Read without regard to case. */
  readonly patterns: readonly string[];
  /** Names among these under which most records have such a value. */
  readonly usual?: readonly string[];
  /** Those that parameters of a URL may have for names; all unless set. */
  readonly parameters?: readonly string[];
}

/** A policy as the Collector's processors need it. */
export interface CollectorRedaction {
  /** In the order in which they are applied. */
  readonly rules: readonly CollectorPattern[];
  /** In the order in which they decide. */
  readonly keys: readonly KeyRule[];
  /** Rules that find addresses of machines, and keys whose addresses are those of one's own machines: they stay. */
  readonly addresses: {
    readonly rules: readonly string[];
    readonly ownKeys: readonly string[];
    /** Those that most records have. */
    readonly ownNames: readonly string[];
  };
  /** The ids of all rules that find something to change, those without a pattern too. */
  readonly active: readonly string[];
  readonly facts: Readonly<Record<string, RuleFacts>>;
}

/** Of servers and resources: https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
const USUAL_NAMES = [
  'client.address',
  'network.peer.address',
  'server.address',
  'network.local.address',
  'host.name',
];

const KEY_ACTION: Readonly<Record<RedactionAction, KeyAction>> = {
  keep: 'allow',
  mask: 'deny',
  remove: 'remove',
  hash: 'hash',
  partial: 'partial',
  truncate: 'truncate',
};

/** What `*` of a name stands for. */
export const ANY = '.{0,256}';

/** Between two words of a name in camelCase. */
const HUMP = /(?<=[a-z0-9])(?=[A-Z])/;

/**
 * A name as a pattern, to be read without regard to case, with separators between its words and nowhere else:
 * one between any two letters, as the SDK allows, makes patterns that take ten times as long.
 */
const patternOfName = (name: string): string => {
  const words = name
    .split(/[._-]/)
    .flatMap((word) => word.split(HUMP))
    .map((word) => word.split('*').map(escapeForGo).join(ANY));
  return words.join('[._-]?');
};

/** One pattern for all of them is the shorter one, and the faster one. */
const patternsOfNames = (names: readonly string[]): readonly string[] =>
  names.length > 0 ? [`(?:^|\\.)(?:${names.map(patternOfName).join('|')})$`] : [];

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

/** Rules of the user's own have what those of the project have. */
const customFacts = ({ id, pattern, ignoreCase = false }: CustomRule): readonly [string, RuleFacts] => [
  id,
  {
    summary: 'a pattern of the policy',
    sources: [],
    vectors: [],
    ignores: [],
    collector: { patterns: [pattern], ignoreCase },
  },
];

/** What a policy means for the Collector. */
export const collectorRedaction = (policy: RedactionPolicy = {}): CollectorRedaction => {
  const { actions, keys } = effectivePolicy(policy);
  const countries = policy.nationalIds?.countries;
  const facts: Readonly<Record<string, RuleFacts>> = {
    ...ruleFacts,
    ...(countries && { 'national-id': factsOfCountries(countries) }),
    ...Object.fromEntries((policy.custom ?? []).map(customFacts)),
  };
  const active = Object.entries(facts).filter(([id]) => actions[id] !== 'keep');
  const rules = inOrder(
    active.flatMap((each) => patternsOf(each, actions[each[0]] ?? 'mask')),
    facts,
  );
  return {
    rules,
    keys: [
      ...keys.map(({ action, names }) => ({
        action: KEY_ACTION[action],
        patterns: patternsOfNames(names),
      })),
      {
        action: 'deny',
        patterns: [...SENSITIVE_KEYS, `^(?:${PARAMETER_PREFIXES.map(escapeForGo).join('|')})`],
        parameters: SENSITIVE_KEYS,
      },
      {
        action: 'truncate',
        patterns: patternsOfNames(CALLER_ADDRESS_KEYS),
        // In a URL the rules find them.
        parameters: [],
        usual: USUAL_NAMES.filter((name) => CALLER_ADDRESS_KEYS.includes(name)),
      },
    ],
    addresses: {
      rules: [...ADDRESS_RULES.keys()],
      ownKeys: patternsOfNames(OWN_ADDRESS_KEYS),
      ownNames: USUAL_NAMES.filter((name) => OWN_ADDRESS_KEYS.includes(name)),
    },
    active: active.map(([id]) => id),
    facts,
  };
};
