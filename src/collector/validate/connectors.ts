import type { ConfigPath, Place } from '../document/node.ts';
import type { Pipeline } from '../topology.ts';
import { add, componentOf, type ServiceCheck } from './service-check.ts';

/** A connector joins pipelines: it has to end one and begin another, of signals that it can join. */
export const checkConnector = (
  id: string,
  place: Place,
  pipelines: readonly Pipeline[],
  check: ServiceCheck,
): void => {
  const sources = pipelines.filter(({ exporters }) => exporters.some((each) => each.id === id));
  const targets = pipelines.filter(({ receivers }) => receivers.some((each) => each.id === id));
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
  const nextOf = (pipeline: Pipeline): readonly Pipeline[] =>
    pipelines.filter(({ receivers }) =>
      receivers.some(
        ({ id }) => check.configured.connectors.has(id) && pipeline.exporters.some((each) => each.id === id),
      ),
    );
  const done = new Set<Pipeline>();
  const visit = (pipeline: Pipeline, way: readonly Pipeline[]): void => {
    const start = way.indexOf(pipeline);
    if (start >= 0) {
      const ids = [...way.slice(start), pipeline].map(({ id }) => id).join(' -> ');
      add(check, 'cycle', pipeline.key, pipeline.path, `feeds itself through connectors: ${ids}`);
      return;
    }
    if (done.has(pipeline)) return;
    for (const next of nextOf(pipeline)) visit(next, [...way, pipeline]);
    done.add(pipeline);
  };
  for (const pipeline of pipelines) visit(pipeline, []);
};
