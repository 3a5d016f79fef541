import { describe, expect, test } from '@jest/globals';
import { type CompareOptions, compareProfiles } from '../../../src/core/profiling/compare.ts';
import type { Profile } from '../../../src/core/profiling/profile.ts';
import { chanceOfT, criticalT } from '../../../src/core/profiling/student-t.ts';
import { createTestRandom, profileOf } from './profiles.ts';

const options = (more: Partial<CompareOptions> = {}): CompareOptions => ({
  indexOf: ({ types }) => types.length - 1,
  by: 'rate',
  column: 'self',
  confidence: 0.95,
  random: createTestRandom(),
  ...more,
});

/** How often functions with these expected counts are seen. */
const draw = (expected: Readonly<Record<string, number>>, random: () => number): Profile =>
  profileOf(
    Object.entries(expected).map(([name, mean]) => {
      // A sum of twelve is nearly normal, with a variance of one.
      const noise = Array.from({ length: 12 }, random).reduce((sum, each) => sum + each, -6);
      return [`main>${name}`, Math.max(0, Math.round(mean + Math.sqrt(mean) * noise))];
    }),
  );

const verdicts = (before: readonly Profile[], after: readonly Profile[], more?: Partial<CompareOptions>) =>
  Object.fromEntries(
    compareProfiles(before, after, options(more)).changes.map(({ name, verdict }) => [name, verdict]),
  );

const FUNCTIONS = { parse: 300, render: 200, query: 400, hash: 100 };

describe('two releases', () => {
  const random = createTestRandom(7);

  test('of which one function got slower, by how much', () => {
    const [before, after] = [draw(FUNCTIONS, random), draw({ ...FUNCTIONS, hash: 220 }, random)];
    expect(verdicts([before], [after])).toMatchObject({ hash: 'slower', parse: 'unsure', query: 'unsure' });
    const { changes, method } = compareProfiles([before], [after], options());
    const hash = changes.find(({ name }) => name === 'hash');
    expect(method).toBe('samples');
    // 120 samples of 10 ms in 60 s are 20 ms a second.
    expect(hash?.low).toBeLessThan(20e6);
    expect(hash?.high).toBeGreaterThan(20e6);
    expect(hash?.low).toBeGreaterThan(0);
  });

  test('that are the same differ in nothing, nearly always', () => {
    const wrong = Array.from({ length: 60 }, () =>
      Object.values(verdicts([draw(FUNCTIONS, random)], [draw(FUNCTIONS, random)])),
    ).filter((all) => all.some((verdict) => verdict !== 'unsure'));
    expect(wrong.length).toBeLessThanOrEqual(8);
  });

  test('with several profiles each are judged by how these differ', () => {
    const side = (expected: Readonly<Record<string, number>>) =>
      // Load goes up and down with each profile.
      [0.7, 1.3, 0.9, 1.2, 0.8].map((load) =>
        draw(Object.fromEntries(Object.entries(expected).map(([name, mean]) => [name, mean * load])), random),
      );
    const before = side(FUNCTIONS);
    expect(compareProfiles(before, side(FUNCTIONS), options()).method).toBe('profiles');
    expect(verdicts(before, side({ ...FUNCTIONS, hash: 400 }))).toMatchObject({
      hash: 'slower',
      parse: 'unsure',
    });
    // Twice the load on all of one side is no release that got slower: shares do not see it.
    const loaded = side({ parse: 600, render: 400, query: 800, hash: 200 });
    expect(Object.values(verdicts(before, loaded, { by: 'share' }))).not.toContain('slower');
  });

  test('where a function is new or gone', () => {
    const before = draw({ ...FUNCTIONS, old: 100 }, random);
    const after = draw({ ...FUNCTIONS, fresh: 100 }, random);
    expect(verdicts([before], [after])).toMatchObject({ old: 'faster', fresh: 'slower' });
  });
});

test.each([
  // Of tables: https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
  [0.05, 1, 12.706],
  [0.05, 10, 2.228],
  [0.01, 22, 2.819],
  [0.05, 1e6, 1.96],
])('Student’s t beyond which %s lies, with %s degrees of freedom, is %s', (chance, degrees, t) => {
  expect(criticalT(chance, degrees)).toBeCloseTo(t, 3);
  expect(chanceOfT(t, degrees)).toBeCloseTo(chance, 3);
});
