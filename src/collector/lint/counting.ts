import { type ConfigNode, entryOf } from '../document/node.ts';
import { type Pipeline, pipelinesNaming } from '../topology.ts';
import { isUnknown, type LintContext, textOf, type Used, usedIn } from './context.ts';

/** Connectors that make metrics of the spans, or logs, that arrive. */
const COUNTING = [
  'span_metrics',
  'count',
  'sum',
  'signal_to_metrics',
  'service_graph',
  'servicegraph',
  'exceptions',
];

/** The connectors at the end of a pipeline that count what comes out of it; exceptions may be for logs alone. */
export const countersOf = (context: LintContext, pipeline: Pipeline): readonly Used[] =>
  usedIn(context, pipeline, 'exporters').filter(
    ({ component, id }) =>
      COUNTING.includes(component.type) &&
      (component.type !== 'exceptions' ||
        pipelinesNaming(context.pipelines, ['receivers'], [id]).some(({ signal }) => signal === 'metrics')),
  );

const VALUES = [
  ['sum', 'value'],
  ['histogram', 'count'],
  ['exponential_histogram', 'count'],
] as const;

/** Whether a metric of signal_to_metrics counts each span for as many as it stands for. A gauge counts nothing. */
const isAdjusted = (metric: ConfigNode): boolean =>
  VALUES.every(([kind, key]) => {
    const shape = entryOf(metric, kind)?.value;
    const value = entryOf(shape, key)?.value;
    return shape === undefined || isUnknown(value) || (textOf(value) ?? '').includes('AdjustedCount(');
  });

/**
 * Whether a connector makes up for what a sampler with a threshold in the trace state left out: span_metrics does, and
 * signal_to_metrics where all metrics that it makes of spans ask for it.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/connector/signaltometricsconnector#custom-ottl-functions
 */
export const makesUp = ({ component }: Used, { signal }: Pipeline): boolean => {
  if (component.type === 'span_metrics') return true;
  if (component.type !== 'signal_to_metrics') return false;
  const metrics = entryOf(component.node, signal === 'traces' ? 'spans' : (signal ?? ''))?.value;
  return metrics?.kind !== 'list' || metrics.items.every(isAdjusted);
};
