import { nearest } from '../nearest.ts';
import { createRedactor } from '../redaction/index.ts';
import type { Fault, Position } from '../yaml/parse.ts';
import type { TreeNode } from './tree.ts';

/** What a whole file is read into: all faults at once, not the first. */
export interface DecodeContext {
  readonly faults: Fault[];
  /** Valid, but without effect here. */
  readonly warnings: Fault[];
  /** The minor version of `file_format`. */
  readonly minor: number;
}

/** Where a value is, for messages. */
export interface Place {
  /** `tracer_provider.sampler`; empty for the whole file. */
  readonly path: string;
  readonly context: DecodeContext;
}

const messageOf = (path: string, text: string): string => (path === '' ? text : `${path}: ${text}`);

export const fault = ({ path, context }: Place, { line, column }: Position, text: string): undefined => {
  context.faults.push({ line, column, message: messageOf(path, text) });
  return undefined;
};

export const warn = ({ path, context }: Place, { line, column }: Position, text: string): void => {
  context.warnings.push({ line, column, message: messageOf(path, text) });
};

export const inside = ({ path, context }: Place, key: string): Place => ({
  path: path === '' ? key : `${path}.${key}`,
  context,
});

const MAX_SHOWN_LENGTH = 80;

/** What the file says; never what a variable holds, which may be a secret. */
export const shown = (node: TreeNode): string => {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'keys and values';
  if (node.value === null) return 'nothing';
  const text = createRedactor().text(node.written);
  const short = text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
  return JSON.stringify(short);
};

export const notAccepted = (node: TreeNode, place: Place, expected: string): undefined =>
  fault(place, node.position, `${shown(node)} is not accepted; expected ${expected}`);

/** `"sometimes" is not known; did you mean "always_on"?` */
export const unknownName = (name: string, known: readonly string[]): string => {
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : `did you mean "${meant}"? `;
  return `${JSON.stringify(name.slice(0, MAX_SHOWN_LENGTH))} is not known; ${hint}known: ${known.join(', ')}`;
};

export const isNothing = (node: TreeNode): boolean => node.kind === 'scalar' && node.value === null;
