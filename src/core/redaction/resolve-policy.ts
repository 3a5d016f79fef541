import { createReplacement, type Hash } from './actions.ts';
import { ADDRESS_RULES } from './address-keys.ts';
import { effectivePolicy } from './effective-policy.ts';
import { createKeyDecision, type KeyDecision } from './key-decision.ts';
import type { RedactionAction, RedactionPolicy } from './policy.ts';
import type { RedactionRule } from './rule.ts';
import { type ActiveRule, markOf } from './text.ts';

/** Undefined where nobody knows. */
type AddressOwner = 'own' | 'caller' | undefined;

export interface ResolvedPolicy {
  readonly decide: KeyDecision;
  /** The rules with what is done to what each finds, where it is known whose addresses stand there. */
  active(rules: readonly RedactionRule[], whose?: AddressOwner): readonly ActiveRule[];
}

export const resolvePolicy = (policy: RedactionPolicy, hash?: Hash): ResolvedPolicy => {
  const { actions, keys } = effectivePolicy(policy);

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
    decide: createKeyDecision(keys),
    active: (rules, whose) => rules.flatMap((rule) => active(rule, whose)),
  };
};
