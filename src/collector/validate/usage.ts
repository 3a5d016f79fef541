import { type ConfigNode, entryOf } from '../document/node.ts';
import { PIPELINE_KEYS, pipelinesOf, referencesOf } from '../topology.ts';
import type { ConfiguredComponent } from './components.ts';

/** Signals of the pipelines that use a component; none where nothing uses it. */
export const signalsOf = ({ kind, id }: ConfiguredComponent, root: ConfigNode): readonly string[] => {
  const keys = kind === 'connectors' ? (['receivers', 'exporters'] as const) : PIPELINE_KEYS;
  const using = pipelinesOf(root).filter((pipeline) =>
    keys.some(
      (key) => (kind === 'connectors' || key === kind) && pipeline[key].some((each) => each.id === id),
    ),
  );
  return [...new Set(using.flatMap(({ signal }) => (signal ? [signal] : [])))];
};

/** Extensions that the Collector starts. */
export const startedExtensions = (root: ConfigNode): ReadonlySet<string> =>
  new Set(
    referencesOf(entryOf(entryOf(root, 'service')?.value, 'extensions')?.value, []).map(({ id }) => id),
  );

/** The Collector starts it. */
export const isUsed = (component: ConfiguredComponent, root: ConfigNode): boolean =>
  component.kind === 'extensions'
    ? startedExtensions(root).has(component.id)
    : signalsOf(component, root).length > 0;
