import type { ConfigNode, Entry } from '../../document/node.ts';

const escapeDollars = (node: ConfigNode): ConfigNode => {
  if (node.kind === 'list') return { ...node, items: node.items.map(escapeDollars) };
  if (node.kind === 'map') {
    const entries = new Map<string, Entry>();
    for (const [key, entry] of node.entries)
      entries.set(key, { ...entry, value: escapeDollars(entry.value) });
    return { ...node, entries };
  }
  return typeof node.value === 'string' ? { ...node, value: node.value.replaceAll('$', '$$$$') } : node;
};

/**
 * The configuration as it is written, so that the Collector puts variables in itself and gives them the types that it
 * would; where a reference stands for a map or a list, that takes its place.
 */
export const keepReferences = (written: ConfigNode, expanded: ConfigNode): ConfigNode => {
  if (written.kind === 'scalar') return expanded.kind === 'scalar' ? written : escapeDollars(expanded);
  if (written.kind === 'list') {
    if (expanded.kind !== 'list') return escapeDollars(expanded);
    return {
      ...written,
      items: written.items.map((item, index) => keepReferences(item, expanded.items[index] ?? item)),
    };
  }
  if (expanded.kind !== 'map') return escapeDollars(expanded);
  const entries = new Map<string, Entry>();
  for (const [key, entry] of written.entries)
    entries.set(key, {
      ...entry,
      value: keepReferences(entry.value, expanded.entries.get(key)?.value ?? entry.value),
    });
  return { ...written, entries };
};
