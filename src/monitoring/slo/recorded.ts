import { defineMetric, type Metric } from '../metric.ts';
import { ENVIRONMENT } from './growth.ts';

const SLO_LABELS = ['slo', 'job', ENVIRONMENT] as const;

const recorded = <const Label extends string = never>(
  prometheusName: string,
  description: string,
  labels: readonly Label[] = [],
): Metric<'gauge', (typeof SLO_LABELS)[number] | Label> =>
  defineMetric({
    name: prometheusName,
    prometheusName,
    unit: '1',
    type: 'gauge',
    labels: [...SLO_LABELS, ...labels],
    origin: 'Prometheus',
    description,
    source: 'https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/',
  });

/** What the rules of objectives record. */
export const SLO_METRICS = {
  totalIncrease: recorded('slo:total:increase5m', 'Events in 5 minutes that follow the last 5.'),
  badIncrease: recorded('slo:bad:increase5m', 'Bad events in 5 minutes that follow the last 5.'),
  total: recorded('slo:total:window', 'Events in a window up to now.', ['window']),
  bad: recorded('slo:bad:window', 'Bad events in a window up to now.', ['window']),
  burnRate: recorded(
    'slo:burn_rate:ratio',
    'How many times as fast as the objective allows the budget is used up, over a window.',
    ['window'],
  ),
  objective: recorded('slo:objective:ratio', 'Share of the events that have to be good.'),
  compliance: recorded(
    'slo:compliance:ratio',
    'Share of the events that were good in the objective’s window.',
  ),
  budgetLeft: recorded(
    'slo:error_budget_left:ratio',
    'Share of the error budget that is left; below 0 it is overdrawn.',
  ),
} as const;
