import type { Pipeline } from '../topology.ts';
import { type Component, type LintContext, type Used, usedIn } from './context.ts';

/** The pipelines whose connectors feed this one. */
export const sourcesOf = (context: LintContext, pipeline: Pipeline): readonly Pipeline[] => {
  const ids = usedIn(context, pipeline, 'receivers')
    .filter(({ component }) => component.kind === 'connectors')
    .map(({ id }) => id);
  return context.pipelines.filter(({ exporters }) => exporters.some(({ id }) => ids.includes(id)));
};

/** All pipelines that data has gone through before it arrives here. */
export const upstreamOf = (context: LintContext, pipeline: Pipeline): readonly Pipeline[] => {
  const found = new Set<Pipeline>();
  const visit = (each: Pipeline): void => {
    for (const source of sourcesOf(context, each))
      if (!found.has(source) && source !== pipeline) {
        found.add(source);
        visit(source);
      }
  };
  visit(pipeline);
  return [...found];
};

/** Every way data can arrive with nothing on it for which `stops` is true. */
export const isReachedWithout = (
  context: LintContext,
  pipeline: Pipeline,
  stops: (used: Used) => boolean,
  seen: ReadonlySet<Pipeline> = new Set(),
): boolean => {
  if (seen.has(pipeline) || usedIn(context, pipeline, 'processors').some(stops)) return false;
  const sources = sourcesOf(context, pipeline);
  const hasReceiver = usedIn(context, pipeline, 'receivers').some(
    ({ component }) => component.kind === 'receivers',
  );
  const visited = new Set([...seen, pipeline]);
  return hasReceiver || sources.some((source) => isReachedWithout(context, source, stops, visited));
};

/** The processors on the way to a connector or exporter: those of the pipeline and of all before it. */
export const processorsBefore = (context: LintContext, pipeline: Pipeline): readonly Used[] =>
  [pipeline, ...upstreamOf(context, pipeline)].flatMap((each) => usedIn(context, each, 'processors'));

/** The real exporters of a pipeline, without connectors. */
export const exportersOf = (context: LintContext, pipeline: Pipeline): readonly Component[] =>
  usedIn(context, pipeline, 'exporters')
    .map(({ component }) => component)
    .filter(({ kind }) => kind === 'exporters');
