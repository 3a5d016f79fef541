import { createKeyList } from './key-list.ts';
import type { KeyLists, RedactionAction, RedactionPolicy } from './policy.ts';
import type { RedactionPreset } from './preset.ts';
import { preset as balanced } from './presets/balanced.ts';
import { preset as strict } from './presets/strict.ts';
import { presets } from './presets.generated.ts';

/** Names of keys, and what is done to their values. */
export interface KeyRule {
  readonly action: RedactionAction;
  /** As the policy has them, with `*`. */
  readonly names: readonly string[];
}

/** A policy together with its preset: what holds, for whoever carries it out. */
export interface EffectivePolicy {
  /** By the rule's id; a rule that is not named is masked. */
  readonly actions: Readonly<Record<string, RedactionAction>>;
  /** The first that has a key decides; after them come the names that are sensitive by themselves. */
  readonly keys: readonly KeyRule[];
}

/** In the order in which they are asked. */
export const KEY_LIST_ACTIONS = [
  ['allow', 'keep'],
  ['remove', 'remove'],
  ['deny', 'mask'],
  ['hash', 'hash'],
  ['partial', 'partial'],
  ['truncate', 'truncate'],
] as const satisfies readonly (readonly [keyof KeyLists, RedactionAction])[];

const keyRulesOf = (lists: KeyLists): readonly KeyRule[] =>
  KEY_LIST_ACTIONS.flatMap(([list, action]) => {
    const names = lists[list] ?? [];
    return names.length > 0 ? [{ action, names }] : [];
  });

/** What a preset allows, but for what the policy says something else of: so that whatever is allowed is so first. */
const withoutAllowed = (lists: KeyLists, policy: KeyLists): KeyLists => {
  const { allow = [] } = lists;
  if (allow.length === 0) return lists;
  const isInPolicy = createKeyList(KEY_LIST_ACTIONS.flatMap(([list]) => policy[list] ?? []));
  return { ...lists, allow: allow.filter((name) => !isInPolicy(name)) };
};

/** A name that is none, as JavaScript may pass it, must not let more through than the one that was meant. */
const presetOf = (id: string = balanced.id): RedactionPreset =>
  presets.find((preset) => preset.id === id) ?? strict;

export const effectivePolicy = (policy: RedactionPolicy): EffectivePolicy => {
  const preset = presetOf(policy.preset);
  const custom = (policy.custom ?? []).map(({ id, action = 'mask' }) => [id, action] as const);
  return {
    actions: { ...preset.rules, ...Object.fromEntries(custom), ...policy.rules },
    keys: [...keyRulesOf(policy.keys ?? {}), ...keyRulesOf(withoutAllowed(preset.keys, policy.keys ?? {}))],
  };
};

/** Whether the policy hashes something; without a key that is masked. */
export const wantsHashKey = (policy: RedactionPolicy): boolean => {
  const { actions, keys } = effectivePolicy(policy);
  return keys.some(({ action }) => action === 'hash') || Object.values(actions).includes('hash');
};
