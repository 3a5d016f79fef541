import { expect, test } from '@jest/globals';
import { errorBudget } from '../../../src/monitoring/index.ts';
import {
  BURN_CONDITIONS,
  burnFactor,
  highestErrorBudget,
  SLO_WINDOWS,
} from '../../../src/monitoring/slo/windows.ts';

test.each([
  ['30d', [14.4, 6, 3, 1]],
  ['28d', [13.44, 5.6, 2.8, 1]],
  ['7d', [3.36, 1.4, 1, 1]],
] as const)('factors of %s', (window, factors) => {
  expect(BURN_CONDITIONS.map((condition) => burnFactor(condition, window))).toEqual(factors);
});

test.each(SLO_WINDOWS)('below the highest budget of %s everything can fire, and at it not', (window) => {
  const most = Math.max(...BURN_CONDITIONS.map((condition) => burnFactor(condition, window)));
  expect(most * highestErrorBudget(window)).toBeCloseTo(1, 10);
});

test('an error budget has no noise', () => {
  expect([99.9, 99.95, 99.99, 95].map((objective) => errorBudget({ objective }))).toEqual([
    0.001, 0.0005, 0.0001, 0.05,
  ]);
});
