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

export interface ParsedDocuments extends Pick<ParsedYaml, 'faults' | 'positionOf'> {
  readonly documents: readonly Document.Parsed[];
}

/** Parses all YAML documents of a text, by the core schema of YAML 1.2. */
export const parseYamlDocuments = (
  text: string,
  { uniqueKeys = true }: ParseOptions = {},
): ParsedDocuments => {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const positionOf: ParsedYaml['positionOf'] = (node) => (node?.range ? position(node.range[0] ?? 0) : START);
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys });
  const documents = 'empty' in parsed ? [] : (parsed as Document.Parsed[]);
  const faults = documents.flatMap(({ errors }) =>
    errors.map(({ pos, message }) => ({ ...position(pos[0]), message })),
  );
  return { documents, faults, positionOf };
};

/** Parses one YAML document. */
export const parseYaml = (text: string, options?: ParseOptions): ParsedYaml => {
  const { documents, faults, positionOf } = parseYamlDocuments(text, options);
  const [document, second] = documents;
  if (!second) return { document, faults, positionOf };
  const ofFirst = faults.slice(0, document?.errors.length);
  return {
    document,
    faults: [...ofFirst, { ...positionOf(second), message: 'a second document; expected one' }],
    positionOf,
  };
};
