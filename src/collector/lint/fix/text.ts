import { isPair, type Pair, type ParsedNode } from 'yaml';
import { rangeOf } from './locate.ts';

/** Line breaks are as in the rest of the text. */
export const splice = (text: string, start: number, end: number, put: string): string => {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return text.slice(0, start) + put.replace(/\r?\n/g, () => lineBreak) + text.slice(end);
};

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Behind the line break of the line. */
const lineEnd = (text: string, offset: number): number => {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
};

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
