import type { ConfigNode, Entry } from './node.ts';

/**
 * Lays one configuration over another as the Collector does with several `--config`: maps are merged, anything else
 * takes the place of what was there. https://opentelemetry.io/docs/collector/configuration/#location
 */
export const mergeNodes = (base: ConfigNode, over: ConfigNode): ConfigNode => {
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  const entries = new Map<string, Entry>(base.entries);
  for (const [key, entry] of over.entries) {
    const before = entries.get(key);
    entries.set(key, before ? { key: entry.key, value: mergeNodes(before.value, entry.value) } : entry);
  }
  return { ...base, entries };
};
