import { describe, expect, test } from '@jest/globals';
import { collectorRedaction } from '../../../src/collector/generate/redaction/policy.ts';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { NATIONAL_ID_COUNTRIES } from '../../../src/core/redaction/national-id-countries.ts';
import { nationalIdFacts } from '../../../src/core/redaction/national-id-facts.generated.ts';
import { nationalIds } from '../../../src/core/redaction/national-ids.generated.ts';

const vectorsOf = (country: string) =>
  nationalIdFacts.flatMap(({ vectors }, i) => (nationalIds[i]?.country === country ? vectors : []));
const patternsOf = (countries: readonly string[] | undefined): readonly string[] =>
  collectorRedaction(countries ? { nationalIds: { countries } } : {})
    .rules.filter(({ id }) => id === 'national-id')
    .map(({ pattern }) => pattern);

describe.each(NATIONAL_ID_COUNTRIES)('the national ids of %s', (country) => {
  const others = NATIONAL_ID_COUNTRIES.filter((each) => each !== country);

  test('are found where the policy names the country alone', () => {
    const { text } = createRedactor({ nationalIds: { countries: [country] } });
    for (const [input, expected] of vectorsOf(country)) expect(text(input)).toBe(expected);
  });

  test('are not looked for where it names all others', () => {
    const { text } = createRedactor({ nationalIds: { countries: others } });
    const found = vectorsOf(country).filter(([input]) => text(input).includes('[REDACTED:national-id]'));
    expect(found).toEqual([]);
  });

  test('have their patterns in the Collector, and no others', () => {
    const own = patternsOf([country]);
    expect(own.length).toBeGreaterThan(0);
    expect(patternsOf(undefined)).toEqual(expect.arrayContaining([...own]));
    expect(patternsOf(others).filter((each) => own.includes(each))).toEqual([]);
  });
});

test('none are looked for where the list is empty', () => {
  const { text } = createRedactor({ nationalIds: { countries: [] } });
  const inputs = nationalIdFacts.flatMap(({ vectors }) => vectors.map(([input]) => input));
  expect(inputs.filter((input) => text(input).includes('[REDACTED:national-id]'))).toEqual([]);
  expect(patternsOf([])).toEqual([]);
});
