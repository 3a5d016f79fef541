import { nearest } from '../core/nearest.ts';
import { type ConfigNode, entryOf } from './document/node.ts';
import { COMPONENT_KINDS } from './schema/schema.ts';

/** What a configuration has at its top. */
export const ROOT_KEYS: readonly string[] = [...COMPONENT_KINDS, 'service'];

/** What is meant by a key that has no place at the top. */
export const rootHint = (root: ConfigNode, key: string): string => {
  if (key === 'apiVersion' && entryOf(root, 'kind'))
    return 'this is an object of Kubernetes; expected a configuration on lines of its own, in spec.config of an OpenTelemetryCollector or in data of a ConfigMap';
  const near = nearest(key, ROOT_KEYS);
  return near ? `did you mean "${near}"?` : `known: ${ROOT_KEYS.join(', ')}`;
};

/** Why nothing can be said about files that could be read: they are about something else. */
export const whyNoConfiguration = (root: ConfigNode): string | undefined => {
  if (root.kind !== 'map' || ROOT_KEYS.some((key) => root.entries.has(key))) return undefined;
  const [first] = root.entries.keys();
  if (first === undefined) return 'the configuration is empty; expected receivers, exporters and service';
  return `is no configuration of the Collector: "${first}" is not known; ${rootHint(root, first)}`;
};
