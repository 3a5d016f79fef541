import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type ParsedNode,
  visit,
} from 'yaml';
import type { YamlNode } from './tree.ts';

/** What each alias refers to: the last anchor of its name before it. One walk, however many there are. */
const targetsOf = (document: Document.Parsed): ReadonlyMap<Alias, ParsedNode> => {
  const anchored = new Map<string, ParsedNode>();
  const targets = new Map<Alias, ParsedNode>();
  visit(document, (_, node) => {
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const target = anchored.get(node.source);
      if (target) targets.set(node, target);
    } else if (node.anchor) anchored.set(node.anchor, node as ParsedNode);
  });
  return targets;
};

/** A document of YAML 1.2, as a tree like those that the Collector's reader makes. */
export const fromDocument = (document: Document.Parsed): YamlNode | undefined => {
  const targets = targetsOf(document);
  const made = new Map<unknown, YamlNode>();
  const of = (node: ParsedNode | null, start: number): YamlNode => {
    const [from = start, end = start] = node?.range ?? [];
    const place = { start: from, end };
    const keep = <T extends YamlNode>(tree: T): T => {
      made.set(node, tree);
      return tree;
    };
    if (isMap(node)) {
      const map = keep({ kind: 'map', items: [] as { key: YamlNode; value: YamlNode }[], ...place });
      for (const { key, value } of node.items) {
        const name = of(key as ParsedNode, from);
        map.items.push({ key: name, value: of(value as ParsedNode | null, name.end) });
      }
      return map;
    }
    if (isSeq(node)) {
      const list = keep({ kind: 'list', items: [] as YamlNode[], ...place });
      for (const item of node.items) list.items.push(of(item as ParsedNode, from));
      return list;
    }
    if (isAlias(node)) {
      const target = made.get(targets.get(node));
      if (target) return { kind: 'alias', name: node.source, target, ...place };
    }
    const isPlain = !isScalar(node) || node.type === 'PLAIN';
    const text = isScalar(node) ? String(isPlain ? (node.source ?? '') : node.value) : '';
    return keep({ kind: 'scalar', text, isPlain, tag: undefined, ...place });
  };
  return document.contents ? of(document.contents as ParsedNode, 0) : undefined;
};
