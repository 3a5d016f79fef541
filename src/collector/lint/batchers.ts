import type { Pipeline } from '../topology.ts';
import { type Component, type LintContext, usedIn } from './context.ts';

/** What prints, drops or waits to be asked needs no batches. */
const WITHOUT_BATCHES = new Set(['debug', 'nop', 'prometheus']);

const exportersOf = (pipeline: Pipeline, context: LintContext): readonly Component[] =>
  usedIn(context, pipeline, 'exporters').map(({ component }) => component);

/** A connector that makes something else of the data takes it as it comes. */
const isOtherSignal = ({ id, kind }: Component, from: Pipeline, { pipelines }: LintContext): boolean =>
  kind === 'connectors' &&
  pipelines
    .filter(({ receivers }) => receivers.some((each) => each.id === id))
    .every(({ signal }) => signal !== from.signal);

/** The exporters and connectors that are to make the batches of a pipeline; all, where none needs any. */
export const batchersOf = (pipeline: Pipeline, context: LintContext): readonly Component[] => {
  const all = exportersOf(pipeline, context);
  const batchers = all.filter(
    (each) =>
      !isOtherSignal(each, pipeline, context) &&
      !(each.kind === 'exporters' && WITHOUT_BATCHES.has(each.type)),
  );
  return batchers.length > 0 ? batchers : all;
};
