import { isAlias, isMap, isScalar, isSeq, type ParsedNode, Scalar } from 'yaml';
import type { Environment } from '../settings/index.ts';
import { type Fault, type Position, parseYaml, START } from '../yaml/parse.ts';
import { readPlainScalar, type ScalarValue } from './plain-scalar.ts';
import { substitute } from './substitute.ts';

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly position: Position;
  readonly value: ScalarValue;
  /** What the file says, before variables were put in: what a message may show. */
  readonly written: string;
  /** The text after variables were put in; undefined where there were none. */
  readonly substituted: string | undefined;
}
interface ListNode {
  readonly kind: 'list';
  readonly position: Position;
  readonly items: readonly TreeNode[];
}
export interface Entry {
  readonly key: string;
  readonly keyPosition: Position;
  readonly value: TreeNode;
}
export interface MapNode {
  readonly kind: 'map';
  readonly position: Position;
  readonly entries: readonly Entry[];
}
export type TreeNode = ScalarNode | ListNode | MapNode;

export interface Tree {
  /** Undefined where there is nothing, or nothing that can be read. */
  readonly root: TreeNode | undefined;
  readonly faults: readonly Fault[];
}

/** Deepest nesting; the schema needs no more than 20, but samplers can hold samplers. */
const MAX_DEPTH = 64;

/** Most nodes, those that aliases repeat counted each time. */
const MAX_NODES = 20_000;

const nothing = (position: Position): ScalarNode => ({
  kind: 'scalar',
  position,
  value: null,
  written: '',
  substituted: undefined,
});

/** Reads a configuration file: what each value is, where it stands, and with the variables of the environment. */
export const readTree = (text: string, env: Environment): Tree => {
  const { document, faults: syntaxFaults, positionOf } = parseYaml(text);
  const faults: Fault[] = [...syntaxFaults];
  if (!document?.contents || faults.length > 0) return { root: undefined, faults };
  let nodes = 0;

  const readScalar = (node: Scalar.Parsed, position: Position): ScalarNode => {
    const written = String(node.source ?? node.value ?? '');
    const value = node.value as ScalarValue;
    if (typeof value !== 'string')
      return { kind: 'scalar', position, value, written, substituted: undefined };
    const result = substitute(value, env);
    if ('fault' in result) {
      faults.push({ ...position, message: result.fault });
      return nothing(position);
    }
    if (!result.changed) return { kind: 'scalar', position, value, written, substituted: undefined };
    const isPlain = node.type === Scalar.PLAIN && !node.tag;
    const read = isPlain ? readPlainScalar(result.text) : result.text;
    return { kind: 'scalar', position, value: read, written, substituted: result.text };
  };

  const read = (node: ParsedNode | null, depth: number, fallback: Position): TreeNode => {
    // A value that is not written stands where its key does.
    const position = node && node.range[0] < node.range[1] ? positionOf(node) : fallback;
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      // Said once: what follows is not read.
      if (nodes < Number.POSITIVE_INFINITY)
        faults.push({ ...position, message: 'nested or repeated too often to be a configuration' });
      nodes = Number.POSITIVE_INFINITY;
      return nothing(position);
    }
    if (isAlias(node)) {
      const target = node.resolve(document) as ParsedNode | undefined;
      return target ? read(target, depth + 1, position) : nothing(position);
    }
    if (isScalar(node)) return readScalar(node as Scalar.Parsed, position);
    if (isSeq(node)) {
      const items = (node.items as ParsedNode[]).map((item) => read(item, depth + 1, position));
      return { kind: 'list', position, items };
    }
    if (isMap(node)) {
      const entries = node.items.map(({ key, value }): Entry => {
        const keyPosition = positionOf(key);
        const name = isScalar(key) ? String(key.value) : '';
        if (!isScalar(key)) faults.push({ ...keyPosition, message: 'expected a name as the key' });
        return { key: name, keyPosition, value: read(value as ParsedNode | null, depth + 1, keyPosition) };
      });
      return { kind: 'map', position, entries };
    }
    return nothing(position);
  };
  return { root: read(document.contents as ParsedNode, 0, START), faults };
};
