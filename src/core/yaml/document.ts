import { isMap, isScalar, type Node, type Pair } from 'yaml';
import { at, type Position, parseYaml, START } from './parse.ts';

type DocumentPath = readonly (string | number)[];

export interface SourceDocument {
  /** The name that messages show. */
  readonly file: string;
  /** The content as plain data; undefined for an empty document. */
  readonly value: unknown;
  /** Where the key at a path stands, or the start of the file for a path that is not in it. */
  positionOfKey(path: DocumentPath): Position;
  positionOfValue(path: DocumentPath): Position;
}

/** The file cannot be used. The message is `file:line:column: what`, a line for each fault. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

/** Most nodes that aliases may expand to, against a few lines that become gigabytes. */
const MAX_ALIAS_COUNT = 1000;

const pairAt = (root: unknown, path: DocumentPath): Pair<Node, Node | null> | undefined => {
  let node = root;
  let pair: Pair<Node, Node | null> | undefined;
  for (const key of path) {
    if (!isMap(node)) return undefined;
    pair = node.items.find((item) => isScalar(item.key) && item.key.value === key) as typeof pair;
    node = pair?.value;
  }
  return pair;
};

/** Parses one YAML document. Throws DocumentError with the position of each fault. */
export const parseDocument = (text: string, file: string): SourceDocument => {
  const { document, faults, positionOf } = parseYaml(text);
  if (!document) return { file, value: undefined, positionOfKey: () => START, positionOfValue: () => START };
  if (faults.length > 0)
    throw new DocumentError(faults.map((fault) => at(file, fault, fault.message)).join('\n'));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) ?? undefined;
  } catch (error) {
    throw new DocumentError(at(file, START, (error as Error).message));
  }
  const nodeAt = (path: DocumentPath) => document.getIn(path, true) as Node | undefined;
  return {
    file,
    value,
    positionOfKey: (path) => positionOf(pairAt(document.contents, path)?.key),
    positionOfValue: (path) => positionOf(path.length === 0 ? document.contents : nodeAt(path)),
  };
};
