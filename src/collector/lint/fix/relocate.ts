import { type Document, isMap, isPair, type ParsedNode } from 'yaml';
import type { ConfigPath } from '../../document/node.ts';
import { type Located, locate, rangeOf } from './locate.ts';
import {
  blockLines,
  columnOf,
  type Edit,
  indentOf,
  isFlow,
  itemRange,
  splice,
  withCommentsAbove,
} from './text.ts';

const itemOf = ({ parent, index }: Located): unknown => parent.items[index];

/** The lines of a key with its value and the comments above it, under another name and with another indentation. */
const movedLines = (text: string, from: Located, name: string, indent: string): string | undefined => {
  if (isFlow(from.parent)) {
    const value = from.value ? text.slice(...rangeOf(from.value)) : '';
    return value.includes('\n') ? undefined : `${indent}${name}: ${value}\n`;
  }
  const [line, end] = blockLines(text, itemOf(from));
  const start = withCommentsAbove(text, line);
  const [keyStart, keyEnd] = rangeOf(from.key as ParsedNode);
  const renamed = text.slice(start, keyStart) + name + text.slice(keyEnd, end);
  const width = columnOf(text, keyStart);
  const lines = renamed.replace(/\r?\n$/, '').split(/\r?\n/);
  const moved = lines.map((each) => (each.trim() === '' ? '' : indent + each.slice(width)));
  // A line that begins further out would lose text: a scalar over several lines.
  return lines.every((each) => each.slice(0, width).trim() === '') ? `${moved.join('\n')}\n` : undefined;
};

/** What goes away with a key: the maps in which it is all there is, up to the one that it moves to. */
const emptiedBy = (document: Document.Parsed, path: ConfigPath, depth: number): ConfigPath => {
  let outer = path;
  while (outer.length > depth && locate(document, outer)?.parent.items.length === 1)
    outer = outer.slice(0, -1);
  return outer;
};

const withoutItem = (text: string, item: Located): readonly Edit[] => {
  if (!isFlow(item.parent)) {
    const [line, end] = blockLines(text, itemOf(item));
    return splice(withCommentsAbove(text, line), end, '');
  }
  const { items } = item.parent;
  const [start, end] = itemRange(itemOf(item));
  if (items.length === 1) return splice(start, end, '');
  if (item.index === 0) return splice(start, itemRange(items[1])[0], '');
  return splice(itemRange(items[item.index - 1])[1], end, '');
};

/** Whole lines, behind a line break also where the text has none at its end and what ends there is not taken away. */
const linesAt = (text: string, at: number, lines: string, removed: readonly Edit[]): readonly Edit[] => {
  const isBehindBreak = text[at - 1] === '\n' || removed.some(({ end }) => end === at);
  return splice(at, at, isBehindBreak ? lines : `\n${lines}`);
};

/** Into a map that the key is in already, some levels further down. */
const moveUp = (
  text: string,
  document: Document.Parsed,
  path: ConfigPath,
  to: ConfigPath,
): readonly Edit[] | undefined => {
  const from = locate(document, path);
  const anchor = locate(document, path.slice(0, to.length));
  if (!from?.key || !anchor?.key) return undefined;
  const name = String(to.at(-1));
  const outerPath = emptiedBy(document, path, to.length);
  const outer = locate(document, outerPath) as Located;
  const isInPlace = outerPath.length === to.length;
  if (isFlow(anchor.parent)) {
    const value = from.value ? text.slice(...rangeOf(from.value)) : '';
    const put = `${name}: ${value}`;
    const [start, end] = itemRange(itemOf(anchor));
    if (isInPlace) return splice(start, end, put);
    return [...withoutItem(text, outer), ...splice(end, end, `, ${put}`)];
  }
  const moved = movedLines(text, from, name, indentOf(text, rangeOf(anchor.key)[0]));
  if (moved === undefined) return undefined;
  const [start, end] = blockLines(text, itemOf(anchor));
  if (isInPlace) return splice(start, end, moved);
  const removed = withoutItem(text, outer);
  return [...removed, ...linesAt(text, end, moved, removed)];
};

/** Into another section of the file, such as `connectors`, which comes before `service`, or last, where it is not there yet. */
const moveAcross = (
  text: string,
  document: Document.Parsed,
  path: ConfigPath,
  to: ConfigPath,
): readonly Edit[] | undefined => {
  const from = locate(document, path);
  const root = document.contents;
  if (!from?.key || to.length !== 2 || !isMap(root) || isFlow(root)) return undefined;
  const [section, name] = to.map(String) as [string, string];
  const target = locate(document, [section]);
  if (target) {
    const map = target.value;
    if (!map || !isMap(map) || isFlow(map)) return undefined;
    const [first] = map.items;
    const last = map.items.at(-1);
    const moved = movedLines(text, from, name, indentOf(text, itemRange(first)[0]));
    const [, end] = blockLines(text, last);
    if (moved === undefined || text[end - 1] !== '\n') return undefined;
    return [...splice(end, end, moved), ...withoutItem(text, from)];
  }
  const service = root.items.find((item) => isPair(item) && String(item.key) === 'service');
  const indent = isFlow(from.parent) ? '  ' : indentOf(text, rangeOf(from.key)[0]);
  const moved = movedLines(text, from, name, indent);
  if (moved === undefined) return undefined;
  const at = service ? withCommentsAbove(text, blockLines(text, service)[0]) : text.length;
  const removed = withoutItem(text, from);
  return [...removed, ...linesAt(text, at, `${section}:\n${moved}`, removed)];
};

/** Moves a key; undefined where it is not there, where the new one is, or where that cannot be written. */
export const relocate = (
  text: string,
  document: Document.Parsed,
  path: ConfigPath,
  to: ConfigPath,
): readonly Edit[] | undefined => {
  if (locate(document, to)) return undefined;
  const isAbove = to.slice(0, -1).every((part, index) => path[index] === part) && to.length < path.length;
  return isAbove ? moveUp(text, document, path, to) : moveAcross(text, document, path, to);
};
