import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';
import { endlessExamples, findEndless } from '../span-metrics-zero.ts';

const setting = {
  key: 'metrics_expiration',
  value: '5m',
  message: 'series are kept for ever; set a time, such as 5m',
};

export const rule: LintRule = {
  id: 'span-metrics-expiration',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'span_metrics: series end when nothing comes for them any more',
  why: 'The default keeps every series for ever: memory grows with every new version, route and instance, and the numbers of what is long gone are exported again and again.',
  ...endlessExamples(setting),
  check: (context) => findEndless(context, setting),
};
