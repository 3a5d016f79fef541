import { createNationalIdRule } from './national-id.ts';
import { nationalIds } from './national-ids.generated.ts';
import type { RedactionRule } from './rule.ts';

/** Countries whose national ids the rule `national-id` knows. */
export const NATIONAL_ID_COUNTRIES: readonly string[] = /* @__PURE__ */ [
  ...new Set(nationalIds.map(({ country }) => country)),
];

/** The rules, of which `national-id` looks for the numbers of these countries alone. */
export const withNationalIdsOf = (
  countries: readonly string[],
  rules: readonly RedactionRule[],
): readonly RedactionRule[] => {
  const wanted = nationalIds.filter(({ country }) => countries.includes(country));
  return rules.flatMap((rule) => {
    if (rule.id !== 'national-id') return [rule];
    return wanted.length > 0 ? [createNationalIdRule(rule.id, wanted)] : [];
  });
};
