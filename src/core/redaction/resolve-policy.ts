import { createReplacement, type Hash } from './actions.ts';
import { isPrivateAddress } from './address.ts';
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

export interface ResolvedPolicy {
  readonly decide: KeyDecision;
  readonly hash: Hash | undefined;
  /** Whether a find of some rule leaves nothing behind. */
  readonly removes: boolean;
  /** The rules with what is done to what each finds; `instead` names another action for addresses. */
  active(rules: readonly RedactionRule[], instead?: RedactionAction): readonly ActiveRule[];
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

  const active = (rule: RedactionRule, instead: RedactionAction | undefined): readonly ActiveRule[] => {
    const isAddress = ADDRESS_RULES.has(rule.id);
    const action = (isAddress && (policy.rules?.[rule.id] ?? instead)) || (actions[rule.id] ?? 'mask');
    if (action === 'keep') return [];
    const replace = createReplacement(action, { id: rule.id, mark: markOf(rule), hash });
    if (!isAddress || preset.privateAddresses === 'redact') return [{ rule, replace }];
    return [{ rule, replace: (found) => (isPrivateAddress(found) ? found : replace(found)) }];
  };

  return {
    decide: createKeyDecision(policy.keys ?? {}, preset.keys),
    hash,
    removes: Object.values(actions).includes('remove'),
    active: (rules, instead) => rules.flatMap((rule) => active(rule, instead)),
  };
};
