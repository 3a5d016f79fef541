import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';
import { endlessExamples, findEndless } from '../span-metrics-zero.ts';

const setting = {
  key: 'aggregation_cardinality_limit',
  value: '2000',
  message: 'the number of series has no limit; set one, such as 2000',
};

export const rule: LintRule = {
  id: 'span-metrics-cardinality-limit',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'span_metrics: series are limited in number',
  why: 'Without a limit one attribute with many values fills the memory of the Collector and the disk of the backend. With it, what is too much is counted under otel.metric.overflow.',
  ...endlessExamples(setting),
  check: (context) => findEndless(context, setting),
};
