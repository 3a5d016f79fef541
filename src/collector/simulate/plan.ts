import { type ConfigNode, entryOf, valueAt } from '../document/node.ts';
import { effectiveSettings, type Settings } from '../explain/effective.ts';
import { parseId } from '../id.ts';
import { CannotEvaluate } from '../ottl/evaluate/value.ts';
import { type CollectorSchema, findComponent } from '../schema/schema.ts';
import { type Pipeline, pipelinesOf } from '../topology.ts';
import { createFilter } from './filter-step.ts';
import { createProbabilisticSampler } from './probabilistic-sampler.ts';
import { CannotSimulate, numberOf, recordOf, recordsOf, textOf } from './settings.ts';
import type { Step } from './step.ts';
import { createTailSampling, type TailSampling } from './tail-sampling.ts';

export interface NotSimulated {
  readonly id: string;
  readonly reason: string;
}

/** What is done to the spans of one pipeline, and of those that lead into it. */
export interface Plan {
  /** The pipelines, first to last. */
  readonly pipelines: readonly string[];
  readonly steps: readonly Step[];
  readonly tailSamplings: readonly TailSampling[];
  readonly notSimulated: readonly NotSimulated[];
  /** The shortest duration that a policy calls slow, in milliseconds. */
  readonly slowMillis?: number;
}

const SAMPLERS = ['tail_sampling', 'probabilistic_sampler'];

/** Processors that leave every span and what samplers look at as it is. */
const HARMLESS: Readonly<Record<string, string>> = {
  batch: 'changes how spans are grouped on their way, not which are kept',
  memory_limiter: 'refuses data only where memory is short, which a recording does not show',
};

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/config.go */
const TAIL_STORAGE_GATE = 'processor.tailsamplingprocessor.tailstorageextension';

const typeOf = (id: string): string => parseId(id)?.type ?? id;
const hasSampler = ({ processors }: Pipeline): boolean =>
  processors.some(({ id }) => SAMPLERS.includes(typeOf(id)));

/** The pipeline that is simulated: the one that is named, or the only one that samples. */
const chosenPipeline = (pipelines: readonly Pipeline[], wanted: string | undefined): Pipeline => {
  const traces = pipelines.filter(({ signal }) => signal === 'traces');
  const named = (all: readonly Pipeline[]): string => all.map(({ id }) => id).join(', ');
  if (wanted !== undefined) {
    const found = traces.find(({ id }) => id === wanted);
    if (found) return found;
    throw new CannotSimulate(`no pipeline of traces is "${wanted}"; there are ${named(traces) || 'none'}`);
  }
  const sampling = traces.filter(hasSampler);
  const [only] = sampling;
  if (!only)
    throw new CannotSimulate(
      `no pipeline of traces has ${SAMPLERS.join(' or ')}; pipelines of traces: ${named(traces) || 'none'}`,
    );
  if (sampling.length > 1)
    throw new CannotSimulate(`several pipelines sample; name one with --pipeline: ${named(sampling)}`);
  return only;
};

/** The pipelines that lead into one through connectors, where there is one way only. */
const wayTo = (target: Pipeline, pipelines: readonly Pipeline[]): readonly Pipeline[] => {
  const way = [target];
  for (;;) {
    const [first] = way as [Pipeline];
    const before = pipelines.filter(
      (each) =>
        each.signal === 'traces' &&
        !way.includes(each) &&
        each.exporters.some(({ id }) => first.receivers.some((receiver) => receiver.id === id)),
    );
    const [only] = before;
    if (!only || before.length > 1) return way;
    way.unshift(only);
  }
};

const slowOf = (settings: Settings): readonly number[] =>
  recordsOf(settings, 'policies').flatMap((policy) => {
    const threshold = numberOf(recordOf(policy, 'latency'), 'threshold_ms');
    return textOf(policy, 'type') === 'latency' && threshold > 0 ? [threshold] : [];
  });

/** @throws CannotSimulate where the way or a sampler on it cannot be simulated */
export const planOf = (root: ConfigNode, schema: CollectorSchema, pipeline?: string): Plan => {
  const pipelines = pipelinesOf(root);
  const way = wayTo(chosenPipeline(pipelines, pipeline), pipelines);
  const steps: Step[] = [];
  const tailSamplings: TailSampling[] = [];
  const notSimulated: NotSimulated[] = [];
  const slow: number[] = [];
  for (const id of new Set(way.flatMap(({ processors }) => processors.map((each) => each.id)))) {
    const component = findComponent(schema, 'processors', typeOf(id));
    const type = component?.type ?? typeOf(id);
    const node = valueAt(root, ['processors', id]);
    if (!entryOf(valueAt(root, ['processors']), id))
      throw new CannotSimulate(`processors.${id}: is not configured`);
    const settings = effectiveSettings(node, 'processors', component, schema);
    if (type === 'tail_sampling') {
      const sampling = createTailSampling(id, settings);
      tailSamplings.push(sampling);
      steps.push(sampling);
      slow.push(...slowOf(settings));
      if (textOf(settings, 'tail_storage') !== '')
        notSimulated.push({
          id: `${id}.tail_storage`,
          reason: `traces wait in memory here; the Collector takes the key only with the feature gate ${TAIL_STORAGE_GATE}`,
        });
    } else if (type === 'probabilistic_sampler') steps.push(createProbabilisticSampler(id, settings));
    else if (type === 'filter')
      try {
        steps.push(createFilter(id, settings, schema.ottl));
      } catch (error) {
        if (!(error instanceof CannotEvaluate || error instanceof CannotSimulate)) throw error;
        notSimulated.push({ id, reason: `cannot be evaluated here: ${error.message}` });
      }
    else
      notSimulated.push({
        id,
        reason: HARMLESS[type] ?? 'is not simulated: spans pass as they were recorded',
      });
  }
  return {
    pipelines: way.map(({ id }) => id),
    steps,
    tailSamplings,
    notSimulated,
    ...(slow.length > 0 && { slowMillis: Math.min(...slow) }),
  };
};
