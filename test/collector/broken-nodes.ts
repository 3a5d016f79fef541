import type { ConfigNode, Entry } from '../../src/collector/document/node.ts';

const place = { file: 'rule.yaml', line: 1, column: 1 };

const WRONG: readonly ConfigNode[] = [
  { kind: 'scalar', place, value: null },
  { kind: 'scalar', place, value: 'text' },
  { kind: 'scalar', place, value: -1 },
  { kind: 'scalar', place, value: true },
  { kind: 'list', place, items: [{ kind: 'scalar', place, value: null }] },
  { kind: 'map', place, entries: new Map() },
];

/** The tree with one of its nodes replaced, for each of its nodes. */
const replaceEach = function* (node: ConfigNode, by: ConfigNode): Generator<ConfigNode> {
  yield by;
  if (node.kind === 'list')
    for (const [index, item] of node.items.entries())
      for (const each of replaceEach(item, by)) yield { ...node, items: node.items.with(index, each) };
  if (node.kind === 'map')
    for (const [key, entry] of node.entries)
      for (const value of replaceEach(entry.value, by))
        yield { ...node, entries: new Map<string, Entry>([...node.entries, [key, { ...entry, value }]]) };
};

/** The tree with one value of the wrong kind, for each of its nodes and each kind. */
export const brokenNodes = function* (node: ConfigNode): Generator<ConfigNode> {
  for (const by of WRONG) yield* replaceEach(node, by);
};
