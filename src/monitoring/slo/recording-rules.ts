import type { Metric } from '../metric.ts';
import { series } from '../promql/select.ts';
import { countersOf } from './counters.ts';
import { estimatedGrowth, exactGrowth } from './growth.ts';
import { SLO_METRICS } from './recorded.ts';
import { errorBudget, objectiveRatio, type Slo } from './slo.ts';
import { FAST_WINDOWS, SLOW_WINDOWS } from './windows.ts';

interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const rule = ({ prometheusName }: Metric, expr: string, labels?: RecordingRule['labels']): RecordingRule => ({
  record: prometheusName,
  expr,
  ...(labels && { labels }),
});

const labelsOf = ({ id, service }: Slo) => ({ slo: id, job: service });

const { totalIncrease, badIncrease, total, bad, burnRate, objective, compliance, budgetLeft } = SLO_METRICS;

/** Recorded every 5 minutes: all and bad events since the last time. */
export const increaseRules = (slo: Slo): readonly RecordingRule[] => {
  const growth = exactGrowth(countersOf(slo));
  return [rule(totalIncrease, growth.total, labelsOf(slo)), rule(badIncrease, growth.bad, labelsOf(slo))];
};

/** Recorded every minute: events of each window, and how fast the budget burns in it, which the alerts read. */
export const windowRules = (slo: Slo): readonly RecordingRule[] => {
  const ofSlo = { slo: slo.id };
  const fast = FAST_WINDOWS.flatMap((window) => {
    const growth = estimatedGrowth(countersOf(slo), window);
    const labels = { ...labelsOf(slo), window };
    return [rule(total, growth.total, labels), rule(bad, growth.bad, labels)];
  });
  const slow = [...SLOW_WINDOWS, slo.window].flatMap((window) =>
    [
      [total, totalIncrease],
      [bad, badIncrease],
    ].map(([sum, increase]) =>
      rule(
        sum as Metric,
        `sum_over_time(${series(increase as typeof totalIncrease, ofSlo).promql}[${window}])`,
        { window },
      ),
    ),
  );
  const events = series(total, ofSlo).promql;
  const badEvents = series(bad, ofSlo).promql;
  return [
    ...fast,
    ...slow,
    // Where there were no events, none were bad.
    rule(burnRate, `(${badEvents} / (${events} > 0) or ${badEvents} * 0) / ${errorBudget(slo)}`),
  ];
};

/** Recorded every minute from what is above: what the dashboard shows of the budget. */
export const budgetRules = (slo: Slo): readonly RecordingRule[] => {
  const ofWindow = series(burnRate, { slo: slo.id, window: slo.window }).promql;
  const used = `sum without (window) (${ofWindow})`;
  return [
    rule(objective, `${used} * 0 + ${objectiveRatio(slo)}`),
    rule(compliance, `1 - ${errorBudget(slo)} * ${used}`),
    rule(budgetLeft, `1 - ${used}`),
  ];
};
