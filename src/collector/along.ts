import { type Pipeline, pipelinesNaming } from './topology.ts';

/** `start`, and all that its data goes on to or comes from: connectors lead from pipeline to pipeline. */
const reached = (
  start: Pipeline,
  next: (pipeline: Pipeline) => readonly Pipeline[],
): ReadonlySet<Pipeline> => {
  const found = new Set([start]);
  for (const pipeline of found) for (const each of next(pipeline)) found.add(each);
  return found;
};

/**
 * The pipelines on the way of what goes through one of them, before and behind it, in their order; undefined where
 * there is no such pipeline.
 */
export const pipelinesAlong = (
  pipelines: readonly Pipeline[],
  id: string,
): readonly Pipeline[] | undefined => {
  const start = pipelines.find((each) => each.id === id);
  if (!start) return undefined;
  const ids = (references: Pipeline['receivers']): readonly string[] => references.map((each) => each.id);
  const behind = reached(start, ({ exporters }) => pipelinesNaming(pipelines, ['receivers'], ids(exporters)));
  const before = reached(start, ({ receivers }) => pipelinesNaming(pipelines, ['exporters'], ids(receivers)));
  return pipelines.filter((each) => behind.has(each) || before.has(each));
};
