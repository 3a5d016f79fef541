import { createReplacement, type Hash } from './actions.ts';
import { ADDRESS_RULES } from './address-keys.ts';
import { createHmac, hexOf } from './hmac.ts';
import { createKeyDecision, type KeyDecision } from './key-decision.ts';
import type { RedactionAction, RedactionPolicy } from './policy.ts';
import type { RedactionPreset } from './preset.ts';
import { preset as balanced } from './presets/balanced.ts';
import { presets } from './presets.generated.ts';
import type { RedactionRule } from './rule.ts';
import { type ActiveRule, markOf } from './text.ts';
import { utf8Of } from './utf8.ts';

/** 64 bits: among a hundred million values the chance of one collision is one in three thousand. */
const HASH_DIGITS = 16;

const createHash = (key: string): Hash => {
  const hmac = createHmac(utf8Of(key));
  return (value) => hexOf(hmac(utf8Of(value))).slice(0, HASH_DIGITS);
};

/** Undefined where nobody knows. */
type AddressOwner = 'own' | 'caller' | undefined;

export interface ResolvedPolicy {
  readonly decide: KeyDecision;
  readonly hash: Hash | undefined;
  /** The rules with what is done to what each finds, where it is known whose addresses stand there. */
  active(rules: readonly RedactionRule[], whose?: AddressOwner): readonly ActiveRule[];
}

const presetOf = (id: string | undefined): RedactionPreset =>
  presets.find((preset) => preset.id === (id ?? balanced.id)) ?? balanced;

/** Whether the policy hashes something; without a key that is masked. */
export const wantsHashKey = (policy: RedactionPolicy): boolean => {
  const preset = presetOf(policy.preset);
  return (
    (policy.keys?.hash ?? preset.keys.hash ?? []).length > 0 ||
    Object.values({ ...preset.rules, ...policy.rules }).includes('hash') ||
    (policy.custom ?? []).some(({ action }) => action === 'hash')
  );
};

export const resolvePolicy = (policy: RedactionPolicy): ResolvedPolicy => {
  const preset = presetOf(policy.preset);
  const hash = policy.hashKey ? createHash(policy.hashKey) : undefined;
  const custom = Object.fromEntries((policy.custom ?? []).map(({ id, action = 'mask' }) => [id, action]));
  const actions: Readonly<Record<string, RedactionAction>> = { ...preset.rules, ...custom, ...policy.rules };

  const actionOf = (id: string, whose: AddressOwner): RedactionAction => {
    const general = actions[id] ?? 'mask';
    const forCallers = ADDRESS_RULES.get(id);
    // What the policy itself says of addresses holds everywhere, and what stays in any text is not cut.
    if (!forCallers || !whose || policy.rules?.[id] !== undefined || general === 'keep') return general;
    return whose === 'own' ? 'keep' : forCallers;
  };

  const active = (rule: RedactionRule, whose: AddressOwner): readonly ActiveRule[] => {
    const action = actionOf(rule.id, whose);
    if (action === 'keep') return [];
    return [{ rule, replace: createReplacement(action, { id: rule.id, mark: markOf(rule), hash }) }];
  };

  return {
    decide: createKeyDecision(policy.keys ?? {}, preset.keys),
    hash,
    active: (rules, whose) => rules.flatMap((rule) => active(rule, whose)),
  };
};
