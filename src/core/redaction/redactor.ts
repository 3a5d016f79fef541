import type { Hash } from './actions.ts';
import { kindOf } from './attribute-kind.ts';
import { createDecided } from './decided-value.ts';
import { expectPolicy } from './expect-policy.ts';
import { withNationalIdsOf } from './national-id-countries.ts';
import { createParameterAction } from './parameter-action.ts';
import type { CustomRule, RedactionPolicy } from './policy.ts';
import { createRedactorCore, type Readers, type Redactor } from './redactor-core.ts';
import { resolvePolicy } from './resolve-policy.ts';
import type { RedactionRule } from './rule.ts';
import { rules } from './rules.generated.ts';

export type { LogParts, Redactor, StatementContext } from './redactor-core.ts';

/** Parts that a bundle may do without. */
export interface RedactorParts extends Readers {
  /** The hashes of a key; without it what is to be hashed is masked. */
  readonly createHash?: (key: string) => Hash;
  /** Makes a rule of a pattern of the policy; throws where it is not one. */
  readonly compileRule?: (rule: CustomRule) => RedactionRule;
}

/** A redactor of a policy, with all rules. Throws TypeError where the policy has what no policy has. */
export const createRedactor = (policy: RedactionPolicy = {}, parts: RedactorParts = {}): Redactor => {
  expectPolicy(policy);
  const { compileRule, createHash } = parts;
  const hash = policy.hashKey ? createHash?.(policy.hashKey) : undefined;
  const { active, decide } = resolvePolicy(policy, hash);
  const countries = policy.nationalIds?.countries;
  const builtIn = countries ? withNationalIdsOf(countries, rules) : rules;
  const all = compileRule ? [...builtIn, ...(policy.custom ?? []).map(compileRule)] : builtIn;
  const decided = createDecided(hash);
  return createRedactorCore({
    active: (whose) => active(all, whose),
    decide,
    decided,
    kindOf,
    parameterAction: createParameterAction(decide, decided),
    readers: parts,
  });
};
