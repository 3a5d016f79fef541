import { createNationalIdRule, type NationalId, type NationalIdFacts } from '../national-id.ts';
import { nationalIdFacts } from '../national-id-facts.generated.ts';
import { nationalIds } from '../national-ids.generated.ts';
import type { RuleFacts } from '../rule.ts';

export const rule = createNationalIdRule('national-id', nationalIds);

/** Each file of `national-ids/` has its own. */
const factsOf = (all: readonly NationalIdFacts[]): RuleFacts => ({
  summary: `a number that a state gives to its people: ${all.map(({ summary }) => summary).join('; ')}`,
  sources: all.flatMap(({ sources }) => sources),
  vectors: all.flatMap(({ vectors }) => vectors),
  ignores: all.flatMap(({ ignores }) => ignores),
  collector: {
    patterns: all.flatMap(({ patterns }) => patterns),
    remains: all.map(({ remains }) => remains).join('; '),
  },
});

// Called so that a bundle without it is free of it.
export const facts: RuleFacts = /* @__PURE__ */ factsOf(nationalIdFacts);

/** The same of some countries alone. */
export const factsOfCountries = (countries: readonly string[]): RuleFacts =>
  factsOf(nationalIdFacts.filter((_, i) => countries.includes((nationalIds[i] as NationalId).country)));
