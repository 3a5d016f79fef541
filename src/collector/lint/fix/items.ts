import { isSeq, type ParsedNode } from 'yaml';
import { type Located, rangeOf } from './locate.ts';
import { blockLines, type Edit, isFlow, itemRange, splice, withCommentsAbove } from './text.ts';

export const removeItem = (text: string, { parent, index }: Located): readonly Edit[] | undefined => {
  const { items } = parent;
  const [start, end] = itemRange(items[index]);
  if (isFlow(parent)) {
    if (items.length === 1) return splice(start, end, '');
    if (index === items.length - 1) return splice(itemRange(items[index - 1])[1], end, '');
    return splice(start, itemRange(items[index + 1])[0], '');
  }
  // What shares its line with a dash or another collection cannot be taken out by its line.
  const [from, to] = blockLines(text, items[index]);
  const before = text.slice(from, start).trim();
  if (before !== '' && !(isSeq(parent) && before === '-')) return undefined;
  return splice(from, to, '');
};

export const moveItem = (
  text: string,
  { parent, index }: Located,
  to: 'first' | 'last',
): readonly Edit[] | undefined => {
  const { items } = parent;
  const target = to === 'first' ? 0 : items.length - 1;
  if (target === index) return undefined;
  const anchor = items[target];
  if (isFlow(parent)) {
    const [start, end] = itemRange(items[index]);
    const moved = text.slice(start, end);
    const [anchorStart, anchorEnd] = itemRange(anchor);
    if (to === 'first') {
      return [
        ...splice(anchorStart, anchorStart, `${moved}, `),
        ...splice(itemRange(items[index - 1])[1], end, ''),
      ];
    }
    return [
      ...splice(start, itemRange(items[index + 1])[0], ''),
      ...splice(anchorEnd, anchorEnd, `, ${moved}`),
    ];
  }
  const [ownFrom, end] = blockLines(text, items[index]);
  const from = withCommentsAbove(text, ownFrom);
  const [anchorLine, anchorTo] = blockLines(text, anchor);
  const anchorFrom = withCommentsAbove(text, anchorLine);
  const moved = text.slice(from, end);
  const line = moved.endsWith('\n') ? moved : `${moved}\n`;
  if (to === 'first') return [...splice(anchorFrom, anchorFrom, line), ...splice(from, end, '')];
  const anchored = text.slice(0, anchorTo).endsWith('\n') ? line : `\n${line}`;
  return [...splice(from, end, ''), ...splice(anchorTo, anchorTo, anchored)];
};

export const appendItem = (
  text: string,
  list: ParsedNode | null,
  value: string,
): readonly Edit[] | undefined => {
  if (!list || !isSeq(list)) return undefined;
  const last = list.items.at(-1) as ParsedNode | undefined;
  if (!last) {
    const start = rangeOf(list)[0] + 1;
    return splice(start, start, value);
  }
  const [start, end] = rangeOf(last);
  if (isFlow(list)) return splice(end, end, `, ${value}`);
  const [from, to] = blockLines(text, last);
  // The first item can share its line with the dash of another list.
  const dash = text.slice(from, start);
  if (dash.trim() !== '-') return undefined;
  const item = `${dash}${value}\n`;
  return splice(to, to, text[to - 1] === '\n' ? item : `\n${item}`);
};

export const insertFirst = (
  text: string,
  list: ParsedNode | null,
  value: string,
): readonly Edit[] | undefined => {
  if (!list || !isSeq(list)) return undefined;
  if (isFlow(list)) {
    const [first] = list.items;
    const [start] = first ? rangeOf(first as ParsedNode) : [rangeOf(list)[0] + 1];
    return splice(start, start, first ? `${value}, ` : value);
  }
  const [from] = blockLines(text, list.items[0]);
  const [start] = rangeOf(list.items[0] as ParsedNode);
  return splice(from, from, `${text.slice(from, start)}${value}\n`);
};
