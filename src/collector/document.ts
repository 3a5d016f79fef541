// YAML with positions: every configuration file enters through here.
import { isMap, isScalar, LineCounter, type Node, type Pair, parseAllDocuments } from 'yaml';

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

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
const START: Position = { line: 1, column: 1 };

/** `collector.yaml:12:9: message` */
export const at = (file: string, { line, column }: Position, message: string): string =>
  `${file}:${line}:${column}: ${message}`;

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
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [document, second] = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  if (!document || 'empty' in document)
    return { file, value: undefined, positionOfKey: () => START, positionOfValue: () => START };
  const faults = document.errors.map(({ pos, message }) => at(file, position(pos[0]), message));
  if (second) faults.push(at(file, position(second.range[0]), 'a second document; expected one'));
  if (faults.length > 0) throw new DocumentError(faults.join('\n'));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) ?? undefined;
  } catch (error) {
    throw new DocumentError(at(file, START, (error as Error).message));
  }
  const positionOf = (node: Node | null | undefined): Position =>
    node?.range ? position(node.range[0]) : START;
  const nodeAt = (path: DocumentPath) => document.getIn(path, true) as Node | undefined;
  return {
    file,
    value,
    positionOfKey: (path) => positionOf(pairAt(document.contents, path)?.key),
    positionOfValue: (path) => positionOf(path.length === 0 ? document.contents : nodeAt(path)),
  };
};
