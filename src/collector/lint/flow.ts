import { type Pipeline, pipelinesNaming } from '../topology.ts';
import { type Component, type LintContext, type Used, usedIn } from './context.ts';

/** The pipelines whose connectors feed this one. */
export const sourcesOf = (context: LintContext, pipeline: Pipeline): readonly Pipeline[] => {
  const ids = usedIn(context, pipeline, 'receivers')
    .filter(({ component }) => component.kind === 'connectors')
    .map(({ id }) => id);
  return pipelinesNaming(context.pipelines, ['exporters'], ids);
};

/** All pipelines that data has gone through before it arrives here. */
export const upstreamOf = (context: LintContext, pipeline: Pipeline): readonly Pipeline[] => {
  const found = new Set<Pipeline>();
  // Not by calling itself: a chain can be longer than the stack. What is first is last in the list of what is to do.
  const left = [...sourcesOf(context, pipeline)].reverse();
  for (let source = left.pop(); source; source = left.pop()) {
    if (found.has(source) || source === pipeline) continue;
    found.add(source);
    left.push(...[...sourcesOf(context, source)].reverse());
  }
  return [...found];
};

/** Every way data can arrive with nothing on it for which `stops` is true. */
export const isReachedWithout = (
  context: LintContext,
  pipeline: Pipeline,
  stops: (used: Used) => boolean,
): boolean => {
  // A set that grows while it is gone through: each pipeline once, however many ways lead to it.
  const reached = new Set([pipeline]);
  for (const each of reached) {
    if (usedIn(context, each, 'processors').some(stops)) continue;
    if (usedIn(context, each, 'receivers').some(({ component }) => component.kind === 'receivers'))
      return true;
    for (const source of sourcesOf(context, each)) reached.add(source);
  }
  return false;
};

/** The processors on the way to a connector or exporter: those of the pipeline and of all before it. */
export const processorsBefore = (context: LintContext, pipeline: Pipeline): readonly Used[] =>
  [pipeline, ...upstreamOf(context, pipeline)].flatMap((each) => usedIn(context, each, 'processors'));

/** The real exporters of a pipeline, without connectors. */
export const exportersOf = (context: LintContext, pipeline: Pipeline): readonly Component[] =>
  usedIn(context, pipeline, 'exporters')
    .map(({ component }) => component)
    .filter(({ kind }) => kind === 'exporters');
