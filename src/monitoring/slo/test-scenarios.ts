import type { Severity } from '../alert.ts';
import { MIN_BAD_EVENTS } from './alert-rules.ts';
import { errorBudget, type Slo } from './slo.ts';
import type { Phase } from './test-series.ts';
import { BURN_CONDITIONS, burnFactor } from './windows.ts';

interface Moment {
  readonly minutes: number;
  /** What fires then. */
  readonly firing: readonly Severity[];
  /** Severities that are looked at; all, where this is missing. */
  readonly of?: Severity;
}

export interface Scenario {
  readonly name: string;
  readonly phases: readonly Phase[];
  readonly moments: readonly Moment[];
  /** What is left of the error budget at the end. */
  readonly budgetLeft?: number;
}

const none = (minutes: number): Moment => ({ minutes, firing: [] });

/** Events a minute with which an outage of minutes has bad events enough. */
export const busyTraffic = ({ minBadEvents = MIN_BAD_EVENTS }: Slo): number => Math.max(60, 3 * minBadEvents);

/** Traffic that burns the budget at a rate, as near as whole events come to it. */
const burning = (slo: Slo, burnRate: number, minutes: number): Phase => {
  const bad = Math.max(10, Math.ceil((slo.minBadEvents ?? MIN_BAD_EVENTS) / 50));
  return { minutes, bad, total: Math.round(bad / (errorBudget(slo) * burnRate)) };
};

const SHORT_HOURS = { '5m': 1 / 12, '30m': 0.5, '2h': 2, '6h': 6 } as const;

/** Whether minutes in which everything fails are clearly enough, after two good hours. */
const firesWithin = (slo: Slo, severity: Severity, minutes: number): boolean =>
  BURN_CONDITIONS.some((condition) => {
    const badIn = (hours: number): number => Math.min(1, minutes / 60 / Math.min(hours, 2 + minutes / 60));
    const limit = 1.25 * burnFactor(condition, slo.window) * errorBudget(slo);
    const short = SHORT_HOURS[condition.short as keyof typeof SHORT_HOURS];
    return condition.severity === severity && badIn(condition.longHours) > limit && badIn(short) > limit;
  });

const outage = (slo: Slo): Scenario => {
  const total = busyTraffic(slo);
  // True at two evaluations, 5 minutes apart here; what was recorded every 5 minutes may lack the last two.
  const early = firesWithin(slo, 'critical', 3) && firesWithin(slo, 'warning', 3);
  return {
    name: `everything fails for two hours after two good ones: a page${early ? ' within ten minutes' : ''}, and it ends`,
    phases: [
      { minutes: 120, total, bad: 0 },
      { minutes: 120, total, bad: total },
      { minutes: 400, total, bad: 0 },
    ],
    moments: [
      none(120),
      ...(early ? [{ minutes: 130, firing: ['critical', 'warning'] as const }] : []),
      { minutes: 240, firing: ['critical', 'warning'] },
      // Half an hour has gone by without a bad event, and not yet two.
      { minutes: 285, firing: ['warning'] },
      none(640),
    ],
  };
};

/** Enough for the page that looks at an hour, and far too little for that of six. */
const shortBurst = (slo: Slo): readonly Scenario[] => {
  const budget = errorBudget(slo);
  const [hour, sixHours] = BURN_CONDITIONS.map((condition) => burnFactor(condition, slo.window) * budget);
  if (hour === undefined || sixHours === undefined || hour > 0.8) return [];
  const shareOfHour = Math.sqrt(hour * Math.min(1, 6 * sixHours));
  // So long that it is known by its last evaluation but one.
  const minutes = 5 * Math.ceil(Math.max(20, 60 * shareOfHour + 5) / 5);
  const share = (60 * shareOfHour) / minutes;
  const total = Math.max(10_000, Math.ceil((slo.minBadEvents ?? MIN_BAD_EVENTS) / share));
  return [
    {
      name: 'a short burst after six good hours is a page',
      phases: [
        { minutes: 360, total, bad: 0 },
        { minutes, total, bad: Math.round(total * share) },
        { minutes: 40, total, bad: 0 },
      ],
      moments: [
        { minutes: 360 + minutes, firing: ['critical'], of: 'critical' },
        { minutes: 360 + minutes + 20, firing: [], of: 'critical' },
      ],
    },
  ];
};

const slowBurn = (slo: Slo): Scenario => {
  const factors = BURN_CONDITIONS.map((condition) => burnFactor(condition, slo.window));
  return {
    name: 'a slow burn is a ticket and no page',
    phases: [burning(slo, 1.2 * Math.min(...factors), 240)],
    moments: [{ minutes: 240, firing: ['warning'] }],
  };
};

const halfTheBudget = (slo: Slo): Scenario => {
  const phase = burning(slo, 0.5, 240);
  return {
    name: 'half of what the objective allows stays quiet',
    phases: [phase],
    moments: [none(60), none(240)],
    budgetLeft: 1 - phase.bad / phase.total / errorBudget(slo),
  };
};

const LONELY_ERROR: Scenario = {
  name: 'one error at night, when there are few requests, stays quiet',
  phases: [
    { minutes: 60, total: 1, bad: 0 },
    { minutes: 1, total: 1, bad: 1 },
    { minutes: 59, total: 1, bad: 0 },
  ],
  moments: [none(60), none(65), none(90), none(120)],
};

/** What the rules of any objective have to tell apart. */
export const testScenarios = (slo: Slo): readonly Scenario[] => [
  outage(slo),
  ...shortBurst(slo),
  slowBurn(slo),
  halfTheBudget(slo),
  LONELY_ERROR,
];
