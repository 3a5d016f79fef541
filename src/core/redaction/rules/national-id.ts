import { createNationalIdRule } from '../national-id.ts';
import { nationalIdFacts } from '../national-id-facts.generated.ts';
import { nationalIds } from '../national-ids.generated.ts';
import type { RuleFacts } from '../rule.ts';

export const rule = createNationalIdRule('national-id', nationalIds);

/** Each file of `national-ids/` has its own. */
export const facts: RuleFacts = {
  summary: `a number that a state gives to its people: ${nationalIdFacts.map(({ summary }) => summary).join('; ')}`,
  sources: nationalIdFacts.flatMap(({ sources }) => sources),
  vectors: nationalIdFacts.flatMap(({ vectors }) => vectors),
  ignores: nationalIdFacts.flatMap(({ ignores }) => ignores),
  collector: {
    patterns: nationalIdFacts.flatMap(({ patterns }) => patterns),
    remains: nationalIdFacts.map(({ remains }) => remains).join('; '),
  },
};
