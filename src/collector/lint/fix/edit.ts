import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Pair, type ParsedNode } from 'yaml';
import { parseYaml } from '../../../core/yaml/parse.ts';
import type { ConfigPath } from '../../document/node.ts';
import type { Fix } from '../rule.ts';
import { type Located, locate, rangeOf } from './locate.ts';

/** Line breaks are as in the rest of the text. */
const splice = (text: string, start: number, end: number, put: string): string => {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return text.slice(0, start) + put.replace(/\r?\n/g, () => lineBreak) + text.slice(end);
};

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Behind the line break of the line. */
const lineEnd = (text: string, offset: number): number => {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
};

const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

const isFlow = (node: ParsedNode): boolean => 'flow' in node && node.flow === true;

const indentOf = (text: string, offset: number): string => ' '.repeat(columnOf(text, offset));

/** What an item of a map or list takes up in the text: the pair, or the value. */
const itemRange = (item: unknown): readonly [number, number] => {
  if (!isPair(item)) return rangeOf(item as ParsedNode);
  const { key, value } = item as Pair<ParsedNode, ParsedNode | null>;
  const [start, keyEnd] = rangeOf(key);
  return [start, value ? Math.max(rangeOf(value)[1], keyEnd) : keyEnd + 1];
};

/** The lines of an item of a block, with the dash of a list, and without comments above it. */
const blockLines = (text: string, item: unknown): readonly [number, number] => {
  const [start, end] = itemRange(item);
  // A nested block, or a block scalar, ends behind its last line break already.
  const from = lineStart(text, start);
  return [from, text[end - 1] === '\n' ? end : lineEnd(text, end)];
};

/** Comment lines right above a line belong to it. */
const withCommentsAbove = (text: string, from: number): number => {
  let start = from;
  while (start > 0) {
    const previous = lineStart(text, start - 1);
    if (!/^[ \t]*#/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
};

const removeItem = (text: string, { parent, index }: Located): string | undefined => {
  const { items } = parent;
  const [start, end] = itemRange(items[index]);
  if (isFlow(parent)) {
    if (items.length === 1) return splice(text, start, end, '');
    if (index === items.length - 1) return splice(text, itemRange(items[index - 1])[1], end, '');
    return splice(text, start, itemRange(items[index + 1])[0], '');
  }
  // What shares its line with a dash or another collection cannot be taken out by its line.
  const [from, to] = blockLines(text, items[index]);
  const before = text.slice(from, start).trim();
  if (before !== '' && !(isSeq(parent) && before === '-')) return undefined;
  return splice(text, from, to, '');
};

const moveItem = (text: string, { parent, index }: Located, to: 'first' | 'last'): string | undefined => {
  const { items } = parent;
  const target = to === 'first' ? 0 : items.length - 1;
  if (target === index) return undefined;
  const anchor = items[target];
  if (isFlow(parent)) {
    const [start, end] = itemRange(items[index]);
    const moved = text.slice(start, end);
    const [anchorStart, anchorEnd] = itemRange(anchor);
    if (to === 'first') {
      const without = splice(text, itemRange(items[index - 1])[1], end, '');
      return splice(without, anchorStart, anchorStart, `${moved}, `);
    }
    const withMoved = splice(text, anchorEnd, anchorEnd, `, ${moved}`);
    return splice(withMoved, start, itemRange(items[index + 1])[0], '');
  }
  const [ownFrom, end] = blockLines(text, items[index]);
  const from = withCommentsAbove(text, ownFrom);
  const [anchorLine, anchorTo] = blockLines(text, anchor);
  const anchorFrom = withCommentsAbove(text, anchorLine);
  const moved = text.slice(from, end);
  const line = moved.endsWith('\n') ? moved : `${moved}\n`;
  if (to === 'first') return splice(splice(text, from, end, ''), anchorFrom, anchorFrom, line);
  const anchored = text.slice(0, anchorTo).endsWith('\n') ? line : `\n${line}`;
  return splice(splice(text, anchorTo, anchorTo, anchored), from, end, '');
};

const insertFirst = (text: string, list: ParsedNode | null, value: string): string | undefined => {
  if (!list || !isSeq(list)) return undefined;
  if (isFlow(list)) {
    const [first] = list.items;
    const [start] = first ? rangeOf(first as ParsedNode) : [rangeOf(list)[0] + 1];
    return splice(text, start, start, first ? `${value}, ` : value);
  }
  const [from] = blockLines(text, list.items[0]);
  const [start] = rangeOf(list.items[0] as ParsedNode);
  return splice(text, from, from, `${text.slice(from, start)}${value}\n`);
};

/** Adds a key behind the last one of a map. */
const addKey = (
  text: string,
  { key, value: map }: Located,
  name: string,
  value: string,
): string | undefined => {
  if (!map || (isScalar(map) && map.value === null && map.range?.[0] === map.range?.[1])) {
    if (!key) return undefined;
    const [start, end] = rangeOf(key);
    const colon = text.indexOf(':', end) + 1;
    return splice(text, colon, colon, `\n${indentOf(text, start)}  ${name}: ${value}`);
  }
  if (!isMap(map)) return undefined;
  const last = map.items.at(-1);
  if (isFlow(map)) {
    const end = last ? itemRange(last)[1] : rangeOf(map)[0] + 1;
    return splice(text, end, end, last ? `, ${name}: ${value}` : ` ${name}: ${value} `);
  }
  const [first] = map.items;
  if (!first || !last) return undefined;
  const indent = indentOf(text, itemRange(first)[0]);
  const [, end] = blockLines(text, last);
  const put = `${indent}${name}: ${value}\n`;
  return splice(text, end, end, text[end - 1] === '\n' ? put : `\n${put}`);
};

const set = (
  text: string,
  document: Document.Parsed,
  path: ConfigPath,
  value: string,
): string | undefined => {
  const there = locate(document, path);
  if (there?.value) {
    const isEmptyList = isSeq(there.value) && there.value.items.length === 0;
    if (!isScalar(there.value) && !isEmptyList) return undefined;
    const [start, end] = rangeOf(there.value);
    // Whoever gives the variable its value decides.
    if (text.slice(start, end).includes('${')) return undefined;
    return splice(text, start, end, start === end ? ` ${value}` : value);
  }
  if (there) return undefined;
  const parent = locate(document, path.slice(0, -1));
  if (!parent) {
    // The map that holds it is not there either: it comes with its key.
    const outer = path.length > 2 ? locate(document, path.slice(0, -2)) : undefined;
    if (!outer || isAlias(outer.value)) return undefined;
    return addKey(text, outer, String(path.at(-2)), `{ ${path.at(-1)}: ${value} }`);
  }
  return addKey(text, parent, String(path.at(-1)), value);
};

const edited = (text: string, document: Document.Parsed, fix: Fix): string | undefined => {
  if (fix.do === 'set') return set(text, document, fix.path, fix.value);
  const located = locate(document, fix.path);
  if (!located) return undefined;
  if (fix.do === 'insert-first') return insertFirst(text, located.value, fix.value);
  // A list can be written as one text with commas, and its items have no place of their own then.
  const isItem = isSeq(located.parent);
  if (fix.do === 'remove' || fix.do === 'rename' ? isItem : !isItem) return undefined;
  if (fix.do === 'remove' || fix.do === 'remove-item') return removeItem(text, located);
  if (fix.do === 'move') return moveItem(text, located, fix.to);
  const target = located.key ?? located.value;
  return target ? splice(text, ...rangeOf(target), fix.to) : undefined;
};

/** The text after a fix, or undefined where the file has no place for it, or would not parse. */
export const editText = (text: string, fix: Fix): string | undefined => {
  const { document, faults } = parseYaml(text);
  if (!document || faults.length > 0) return undefined;
  const after = edited(text, document, fix);
  if (after === undefined || parseYaml(after).faults.length > 0) return undefined;
  return after;
};

/** The text itself has the path. */
export const hasPath = (text: string, path: ConfigPath): boolean => {
  const { document, faults } = parseYaml(text);
  return document !== undefined && faults.length === 0 && locate(document, path) !== undefined;
};
