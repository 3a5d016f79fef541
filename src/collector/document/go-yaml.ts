import { type Document, isAlias, isCollection, isNode, isScalar, type Node, type Scalar, visit } from 'yaml';

/** What the Collector's reader refuses, and ours takes. */
export interface GoFault {
  readonly offset: number;
  readonly message: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

const DOUBLE = /^"(?:[^"\\]|\\[\s\S])*"$/;
const SINGLE = /^'(?:[^']|'')*'$/;
/** An escape that is none there: `\/`, and halves of a character. */
const ESCAPE = /\\[\s\S]/g;
const KNOWN_ESCAPE = /^\\[0abt\tnvfre "'\\N_LPxuU\r\n]$/;

const quotedFault = ({ type }: Scalar, written: string): string | undefined => {
  const isDouble = type === 'QUOTE_DOUBLE';
  if (!(isDouble ? DOUBLE : SINGLE).test(written)) return `${isDouble ? '"' : "'"} is missing at the end`;
  if (!isDouble) return undefined;
  const unknown = [...written.matchAll(ESCAPE)].find(([sequence]) => !KNOWN_ESCAPE.test(sequence));
  if (unknown) return `${unknown[0]} is no escape that the Collector knows`;
  return /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/.test(written)
    ? 'half of a character is no escape that the Collector knows; write the character itself'
    : undefined;
};

/** Within braces and brackets a text without quotes has neither a `?` nor a colon in front. */
const flowFault = (written: string): string | undefined => {
  if (written.includes('?')) return `put quotes around ${written}: within { } and [ ] a ? ends a text`;
  return written.startsWith(':')
    ? `put quotes around ${written}: within { } and [ ] no text begins with a colon`
    : undefined;
};

const anchorFault = (node: Node): string | undefined => {
  const name = isAlias(node) ? node.source : 'anchor' in node ? node.anchor : undefined;
  return name === undefined || /^[\w-]+$/.test(name)
    ? undefined
    : `${name} is no name of an anchor; expected letters, digits, _ and -`;
};

const scalarFault = (node: Scalar, written: string, ancestors: readonly unknown[]): string | undefined => {
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') return quotedFault(node, written);
  const isInFlow = ancestors.some((each) => isCollection(each) && each.flow === true);
  return node.type === 'PLAIN' && isInFlow ? flowFault(written) : undefined;
};

function* directiveFaults(text: string): Iterable<GoFault> {
  // Only comments and empty lines may stand before them.
  const head = /^(?:\ufeff)?(?:[ \t]*(?:#[^\n]*)?\n|%[^\n]*\n)*/.exec(text)?.[0] ?? '';
  for (const { 0: line, index } of head.matchAll(/^%[^\n]*/gm)) {
    if (!/^%(?:YAML|TAG)\s/.test(line)) yield { offset: index, message: `${line} is not known` };
    else if (/^%YAML\s+(?!1\.1(?:\s|$))/.test(line))
      yield { offset: index, message: `${line} is not read; expected 1.1, or nothing of the kind` };
  }
}

/** Without one of these no scalar is refused; most files have none. */
const SUSPICIOUS = /[?\\&]|''|[[{,:]\s*:/;

/** Where https://pkg.go.dev/go.yaml.in/yaml/v3 (v3.0.4) reads less than YAML 1.2 has. */
export const goFaultsOf = (text: string, document: Document.Parsed): readonly GoFault[] => {
  const faults: GoFault[] = [...directiveFaults(text)];
  const control = CONTROL.exec(text);
  if (control)
    faults.push({
      offset: control.index,
      message: `control character ${JSON.stringify(control[0])} is not accepted; write it as an escape in double quotes`,
    });
  if (!SUSPICIOUS.test(text)) return faults;
  visit(document, (_, node, ancestors) => {
    if (!isNode(node) || !node.range) return;
    const written = text.slice(node.range[0], node.range[1]);
    const message = anchorFault(node) ?? (isScalar(node) ? scalarFault(node, written, ancestors) : undefined);
    if (message) faults.push({ offset: node.range[0], message });
  });
  return faults;
};
