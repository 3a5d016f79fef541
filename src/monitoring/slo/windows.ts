import type { Severity } from '../alert.ts';

/** What an objective may be looked at over, and its length. */
const SLO_WINDOW_HOURS = { '7d': 7 * 24, '28d': 28 * 24, '30d': 30 * 24 } as const;

export type SloWindow = keyof typeof SLO_WINDOW_HOURS;

export const SLO_WINDOWS = Object.keys(SLO_WINDOW_HOURS) as readonly SloWindow[];

/** Read straight from the counters, so that an alert comes as fast as the metrics do. */
export const FAST_WINDOWS = ['5m', '30m', '1h'] as const;

/** Sums of what was recorded every 5 minutes. */
export const SLOW_WINDOWS = ['2h', '6h', '1d', '3d'] as const;

interface BurnCondition {
  readonly severity: Severity;
  /** This share of the whole budget … */
  readonly budgetShare: number;
  /** … used up within this window … */
  readonly long: (typeof FAST_WINDOWS)[number] | (typeof SLOW_WINDOWS)[number];
  readonly longHours: number;
  /** … and still going on in this one, so that the alert ends soon after its cause. */
  readonly short: (typeof FAST_WINDOWS)[number] | (typeof SLOW_WINDOWS)[number];
}

/** The table of https://sre.google/workbook/alerting-on-slos/#recommended_parameters_for_an_slo_based_a, with its fourth row. */
export const BURN_CONDITIONS: readonly BurnCondition[] = [
  { severity: 'critical', budgetShare: 0.02, long: '1h', longHours: 1, short: '5m' },
  { severity: 'critical', budgetShare: 0.05, long: '6h', longHours: 6, short: '30m' },
  { severity: 'warning', budgetShare: 0.1, long: '1d', longHours: 24, short: '2h' },
  { severity: 'warning', budgetShare: 0.1, long: '3d', longHours: 72, short: '6h' },
];

/**
 * How many times as fast as the objective allows: 14.4, 6, 3 and 1 for 30 days. Never below 1: at a burn rate of less
 * than 1 the budget lasts, and in a window of 7 days a tenth of it in 3 days is just that.
 */
export const burnFactor = (
  { budgetShare, longHours }: Pick<BurnCondition, 'budgetShare' | 'longHours'>,
  window: SloWindow,
): number => Math.max(1, Number(((budgetShare * SLO_WINDOW_HOURS[window]) / longHours).toPrecision(10)));

/**
 * The error budget from which on the highest threshold cannot be passed even where everything fails: a burn rate is at
 * most one divided by the budget.
 */
export const highestErrorBudget = (window: SloWindow): number =>
  1 / Math.max(...BURN_CONDITIONS.map((condition) => burnFactor(condition, window)));
