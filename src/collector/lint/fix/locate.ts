import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import type { ConfigPath } from '../../document/node.ts';

type Collection = ParsedNode & { readonly items: readonly unknown[] };

/** Where a path ends in the text of one file. */
export interface Located {
  /** The map or list that holds it. */
  readonly parent: Collection;
  /** Of a map. */
  readonly key?: ParsedNode;
  /** Null where a key has no value. */
  readonly value: ParsedNode | null;
  readonly index: number;
}

const indexes = new WeakMap<YAMLMap.Parsed, ReadonlyMap<string, number>>();

/** Where a map has a key: the first, where it is there twice. */
const indexOf = (map: YAMLMap.Parsed, name: string): number => {
  const index =
    indexes.get(map) ??
    new Map(
      [...map.items.entries()]
        .reverse()
        .flatMap(([at, item]) =>
          isPair(item) && isScalar(item.key) ? [[String(item.key.value), at] as const] : [],
        ),
    );
  indexes.set(map, index);
  return index.get(name) ?? -1;
};

/** Undefined where the file does not have the path itself: it is not there, behind an alias, or in a variable. */
export const locate = (document: Document.Parsed, path: ConfigPath): Located | undefined => {
  let node: ParsedNode | null = document.contents;
  let located: Located | undefined;
  for (const part of path) {
    if (!node || !isCollection(node)) return undefined;
    const parent = node as Collection;
    if (isSeq(node) && typeof part === 'number') {
      const value = node.items[part] as ParsedNode | undefined;
      if (!value) return undefined;
      located = { parent, value, index: part };
    } else if (isMap(node)) {
      const index = indexOf(node, String(part));
      const pair = node.items[index] as Pair<ParsedNode, ParsedNode | null> | undefined;
      if (!pair) return undefined;
      located = { parent, key: pair.key, value: pair.value ?? null, index };
    } else return undefined;
    node = located.value;
  }
  return located;
};

/** Where a node begins and where its own text ends, without comments behind it. */
export const rangeOf = (node: ParsedNode): readonly [number, number] => {
  const [start = 0, end = start] = node.range ?? [];
  return [start, end];
};
