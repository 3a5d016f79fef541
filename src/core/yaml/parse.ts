// YAML with positions: every configuration file enters through here.
import { type Document, LineCounter, type ParsedNode, parseAllDocuments } from 'yaml';

export interface Position {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Something wrong at one place of a file. */
export interface Fault extends Position {
  readonly message: string;
}

export const START: Position = { line: 1, column: 1 };

/** `collector.yaml:12:9: message` */
export const at = (file: string, { line, column }: Position, message: string): string =>
  `${file}:${line}:${column}: ${message}`;

export interface ParsedYaml {
  /** Undefined where the text has no document. */
  readonly document: Document.Parsed | undefined;
  readonly faults: readonly Fault[];
  positionOf(node: ParsedNode | { range?: readonly number[] | null } | null | undefined): Position;
}

export interface ParseOptions {
  /** False where the caller looks for keys that are there twice: the parser's way takes long for a map of many. */
  readonly uniqueKeys?: boolean;
}

/** Parses one YAML document, by the core schema of YAML 1.2. */
export const parseYaml = (text: string, { uniqueKeys = true }: ParseOptions = {}): ParsedYaml => {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const positionOf: ParsedYaml['positionOf'] = (node) => (node?.range ? position(node.range[0] ?? 0) : START);
  const [document, second] = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys,
  });
  if (!document || 'empty' in document) return { document: undefined, faults: [], positionOf };
  const faults: Fault[] = document.errors.map(({ pos, message }) => ({ ...position(pos[0]), message }));
  if (second) faults.push({ ...positionOf(second), message: 'a second document; expected one' });
  return { document: document as Document.Parsed, faults, positionOf };
};
