import { type ConfigNode, entryOf } from '../document/node.ts';
import { PIPELINE_KEYS, pipelinesOf, referencesOf } from '../topology.ts';
import type { ConfiguredComponent } from './components.ts';

/** What the Collector starts. */
export interface Usage {
  /** Signals of the pipelines that use a component; none where nothing uses it. */
  signalsOf(component: ConfiguredComponent): readonly string[];
  /** In the order of `service.extensions`. */
  readonly extensions: ReadonlySet<string>;
  isUsed(component: ConfiguredComponent): boolean;
}

export const usageOf = (root: ConfigNode): Usage => {
  const signals = new Map<string, Set<string>>();
  for (const pipeline of pipelinesOf(root))
    for (const key of PIPELINE_KEYS)
      for (const { id } of pipeline[key])
        for (const kind of key === 'processors' ? [key] : [key, 'connectors']) {
          const found = signals.get(`${kind} ${id}`) ?? new Set();
          if (pipeline.signal) found.add(pipeline.signal);
          signals.set(`${kind} ${id}`, found);
        }
  const service = entryOf(root, 'service')?.value;
  const extensions = new Set(referencesOf(entryOf(service, 'extensions')?.value, []).map(({ id }) => id));
  const signalsOf = ({ kind, id }: ConfiguredComponent): readonly string[] => [
    ...(signals.get(`${kind} ${id}`) ?? []),
  ];
  return {
    signalsOf,
    extensions,
    isUsed: (component) =>
      component.kind === 'extensions' ? extensions.has(component.id) : signalsOf(component).length > 0,
  };
};
