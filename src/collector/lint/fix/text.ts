import { isPair, type Pair, type ParsedNode } from 'yaml';
import { lineEnd } from '../../../core/yaml/parse.ts';
import type { ConfigPath } from '../../document/node.ts';
import { rangeOf } from './locate.ts';

/** What is put in the place of a part of a text. Offsets are of the text before any change. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly put: string;
  /** What comes in the place of what is taken away; comments on that go there. */
  readonly instead?: ConfigPath;
}

/** The one edit of a change. */
export const splice = (start: number, end: number, put: string): readonly Edit[] => [{ start, end, put }];

/** Edits that neither overlap nor touch each other in a way in which their order would matter. */
export const areApart = (sorted: readonly Edit[]): boolean =>
  sorted.every(({ start }, index) => {
    const before = sorted[index - 1];
    return !before || before.end < start || (before.end === start && before.start < before.end);
  });

export const inOrder = (edits: readonly Edit[]): readonly Edit[] =>
  edits.toSorted((one, other) => one.start - other.start || one.end - other.end);

/** The text with all edits made. Line breaks are as in the rest of it. */
export const applyEdits = (text: string, edits: readonly Edit[]): string => {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  let result = '';
  let at = 0;
  for (const { start, end, put } of inOrder(edits)) {
    result += text.slice(at, start) + put.replace(/\r?\n/g, () => lineBreak);
    at = Math.max(at, end);
  }
  return result + text.slice(at);
};

export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

export const isFlow = (node: ParsedNode): boolean => 'flow' in node && node.flow === true;

export const indentOf = (text: string, offset: number): string => ' '.repeat(columnOf(text, offset));

/** What an item of a map or list takes up in the text: the pair, or the value. */
export const itemRange = (item: unknown): readonly [number, number] => {
  if (!isPair(item)) return rangeOf(item as ParsedNode);
  const { key, value } = item as Pair<ParsedNode, ParsedNode | null>;
  const [start, keyEnd] = rangeOf(key);
  return [start, value ? Math.max(rangeOf(value)[1], keyEnd) : keyEnd + 1];
};

/** The lines of an item of a block, with the dash of a list, and without comments above it. */
export const blockLines = (text: string, item: unknown): readonly [number, number] => {
  const [start, end] = itemRange(item);
  // A nested block, or a block scalar, ends behind its last line break already.
  const from = lineStart(text, start);
  return [from, text[end - 1] === '\n' ? end : lineEnd(text, end)];
};

/** Comment lines right above a line belong to it. */
export const withCommentsAbove = (text: string, from: number): number => {
  let start = from;
  while (start > 0) {
    const previous = lineStart(text, start - 1);
    if (!/^[ \t]*#/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
};
