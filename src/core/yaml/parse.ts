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

/** Lines and columns of offsets into a text. */
export const positionsIn = (text: string): ((offset: number) => Position) => {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
};

/** Behind the line break of the line. */
export const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
};

export interface ParsedYaml {
  /** Undefined where the text has no document. */
  readonly document: Document.Parsed | undefined;
  readonly faults: readonly Fault[];
  positionOf(node: ParsedNode | { range?: readonly number[] | null } | null | undefined): Position;
}

/** The parser calls itself for each level; after that fault it has one for every bracket. */
const plainFaults = (faults: readonly Fault[]): readonly Fault[] => {
  const deep = faults.find(({ message }) => /call stack|stack overflow/i.test(message));
  return deep ? [{ ...deep, message: 'nested too deeply' }] : faults;
};

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
  return { documents, faults: plainFaults(faults), positionOf };
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
