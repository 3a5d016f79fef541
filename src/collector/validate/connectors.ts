import type { ConfigPath, Place } from '../document/node.ts';
import { type Pipeline, pipelinesNaming } from '../topology.ts';
import { add, componentOf, type ServiceCheck } from './service-check.ts';

/** A connector joins pipelines: it has to end one and begin another, of signals that it can join. */
export const checkConnector = (
  id: string,
  place: Place,
  pipelines: readonly Pipeline[],
  check: ServiceCheck,
): void => {
  const sources = pipelinesNaming(pipelines, ['exporters'], [id]);
  const targets = pipelinesNaming(pipelines, ['receivers'], [id]);
  const path: ConfigPath = ['connectors', id];
  if (sources.length === 0 && targets.length === 0) return;
  if (sources.length === 0 || targets.length === 0) {
    const [has, lacks] = sources.length > 0 ? ['exporter', 'receiver'] : ['receiver', 'exporter'];
    const where = [...sources, ...targets].map((each) => each.id).join(', ');
    add(check, 'one-sided-connector', place, path, `is ${has} of ${where} and ${lacks} of no pipeline`);
    return;
  }
  const component = componentOf(id, 'connectors', check);
  if (!component) return;
  const joins = (from: Pipeline, to: Pipeline): boolean =>
    component.stability[`${from.signal}_to_${to.signal}`] !== undefined;
  const can = Object.keys(component.stability)
    .map((each) => each.replaceAll('_', ' '))
    .join(', ');
  for (const source of sources)
    if (source.signal && !targets.some((target) => joins(source, target)))
      add(
        check,
        'wrong-signal',
        place,
        path,
        `cannot take ${source.signal} of ${source.id} to ${targets.map((each) => each.id).join(', ')}; it joins ${can}`,
      );
  for (const target of targets)
    if (target.signal && !sources.some((source) => joins(source, target)))
      add(
        check,
        'wrong-signal',
        place,
        path,
        `cannot give ${target.signal} to ${target.id} from ${sources.map((each) => each.id).join(', ')}; it joins ${can}`,
      );
};

/** Pipelines that feed each other through connectors would send data round for ever. */
export const checkCycles = (pipelines: readonly Pipeline[], check: ServiceCheck): void => {
  const nextOf = (pipeline: Pipeline): readonly Pipeline[] => {
    const ids = pipeline.exporters.map(({ id }) => id).filter((id) => check.configured.connectors.has(id));
    return pipelinesNaming(pipelines, ['receivers'], ids);
  };
  const done = new Set<Pipeline>();
  for (const first of pipelines) {
    if (done.has(first)) continue;
    // The way here, with what is still to visit from each: not by calling itself, as a chain can be longer than the stack.
    const way = new Map<Pipeline, Pipeline[]>([[first, [...nextOf(first)].reverse()]]);
    const last: Pipeline[] = [first];
    for (let pipeline = last.at(-1); pipeline; pipeline = last.at(-1)) {
      const next = way.get(pipeline)?.pop();
      if (!next) {
        done.add(pipeline);
        way.delete(pipeline);
        last.pop();
      } else if (way.has(next)) {
        const ids = [...last.slice(last.indexOf(next)), next].map(({ id }) => id).join(' -> ');
        add(check, 'cycle', next.key, next.path, `feeds itself through connectors: ${ids}`);
      } else if (!done.has(next)) {
        way.set(next, [...nextOf(next)].reverse());
        last.push(next);
      }
    }
  }
};
