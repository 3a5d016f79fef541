import { type Document, isAlias, isMap, isScalar, isSeq } from 'yaml';
import { hasKeyTwice, parseRecent } from '../../../core/yaml/recent.ts';
import type { ConfigPath } from '../../document/node.ts';
import type { Fix } from '../rule.ts';
import { appendItem, insertFirst, moveItem, removeItem } from './items.ts';
import { keepComments } from './keep-comments.ts';
import { type Located, locate, rangeOf } from './locate.ts';
import { relocate } from './relocate.ts';
import {
  applyEdits,
  blockLines,
  type Edit,
  indentOf,
  isFlow,
  itemRange,
  splice,
  withCommentsAbove,
} from './text.ts';

const replaceText = (
  text: string,
  { parent, value }: Located,
  from: string,
  to: string,
): readonly Edit[] | undefined => {
  if (!value || !isScalar(value)) return undefined;
  const [start, end] = rangeOf(value);
  const written = text.slice(start, end);
  const whole = new RegExp(`(?<![$\\w])${from.replace(/[^\w]/g, '\\$&')}(?!\\w)`, 'g');
  const put = written.replace(whole, () => to);
  if (put === written) return undefined;
  // Braces without quotes would be a map there.
  const needsQuotes = isFlow(parent) && value.type === 'PLAIN';
  return splice(start, end, needsQuotes ? JSON.stringify(put) : put);
};

/** Puts one line in the place of a whole value; a comment on the line of its key stays there. */
const replaceValue = (text: string, { key, value }: Located, put: string): readonly Edit[] | undefined => {
  if (!key || !value || isAlias(value)) return undefined;
  const [start, valueEnd] = rangeOf(value);
  const colon = text.indexOf(':', rangeOf(key)[1]) + 1;
  const end = text[valueEnd - 1] === '\n' ? valueEnd - 1 : valueEnd;
  const [comment] = /^[ \t]+#[^\r\n]*/.exec(text.slice(colon, start)) ?? [''];
  // Behind a comment nothing else can stand.
  const isLast = /^[ \t]*(?:\r?\n|$)/.test(text.slice(end));
  return splice(colon, end, isLast ? ` ${put}${comment}` : ` ${put}`);
};

/** Adds a key behind the last one of a map. */
const addKey = (
  text: string,
  { key, value: map }: Located,
  name: string,
  value: string,
): readonly Edit[] | undefined => {
  if (!map || (isScalar(map) && map.value === null && map.range?.[0] === map.range?.[1])) {
    if (!key) return undefined;
    const [start, end] = rangeOf(key);
    const colon = text.indexOf(':', end) + 1;
    return splice(colon, colon, `\n${indentOf(text, start)}  ${name}: ${value}`);
  }
  if (!isMap(map)) return undefined;
  const last = map.items.at(-1);
  if (isFlow(map)) {
    const end = last ? itemRange(last)[1] : rangeOf(map)[0] + 1;
    return splice(end, end, last ? `, ${name}: ${value}` : ` ${name}: ${value} `);
  }
  const [first] = map.items;
  if (!first || !last) return undefined;
  const indent = indentOf(text, itemRange(first)[0]);
  const [, end] = blockLines(text, last);
  const put = `${indent}${name}: ${value}\n`;
  return splice(end, end, text[end - 1] === '\n' ? put : `\n${put}`);
};

const set = (
  text: string,
  document: Document.Parsed,
  path: ConfigPath,
  value: string,
): readonly Edit[] | undefined => {
  const there = locate(document, path);
  if (there?.value) {
    const isEmptyList = isSeq(there.value) && there.value.items.length === 0;
    if (!isScalar(there.value) && !isEmptyList) return undefined;
    const [start, end] = rangeOf(there.value);
    // Whoever gives the variable its value decides.
    if (text.slice(start, end).includes('${')) return undefined;
    return splice(start, end, start === end ? ` ${value}` : value);
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

/** Takes a key away; the comments above it as well, where they go to what comes instead. */
const removed = (text: string, located: Located, instead?: ConfigPath): readonly Edit[] | undefined => {
  const edits = removeItem(text, located);
  if (!instead || !edits) return edits;
  return edits.map((each) => ({ ...each, start: withCommentsAbove(text, each.start), instead }));
};

const edited = (text: string, document: Document.Parsed, fix: Fix): readonly Edit[] | undefined => {
  if (fix.do === 'set') return set(text, document, fix.path, fix.value);
  if (fix.do === 'relocate') {
    const { to: instead } = fix;
    return relocate(text, document, fix.path, instead)?.map((each) => ({ ...each, instead }));
  }
  const located = locate(document, fix.path);
  if (!located) return undefined;
  if (fix.do === 'replace') return replaceValue(text, located, fix.value);
  if (fix.do === 'replace-text') return replaceText(text, located, fix.from, fix.to);
  if (fix.do === 'append-item') return appendItem(text, located.value, fix.value);
  if (fix.do === 'insert-first') return insertFirst(text, located.value, fix.value);
  // A list can be written as one text with commas, and its items have no place of their own then.
  const isItem = isSeq(located.parent);
  if (fix.do === 'remove' || fix.do === 'rename' ? isItem : !isItem) return undefined;
  if (fix.do === 'remove-item') return removeItem(text, located);
  if (fix.do === 'remove') return removed(text, located, fix.instead);
  if (fix.do === 'move') return moveItem(text, located, fix.to);
  const target = located.key ?? located.value;
  return target ? splice(...rangeOf(target), fix.to) : undefined;
};

const documentOf = (text: string): Document.Parsed | undefined => {
  const { document, faults } = parseRecent(text);
  return document && faults.length === 0 && !hasKeyTwice(document) ? document : undefined;
};

/** What a fix changes, or undefined where the file has no place for it. */
export const editsOf = (text: string, fix: Fix): readonly Edit[] | undefined => {
  const document = documentOf(text);
  return document && edited(text, document, fix);
};

/** The text after some edits, with all its comments, or undefined where it would not parse. */
export const withEdits = (text: string, edits: readonly Edit[]): string | undefined => {
  const after = keepComments(text, applyEdits(text, edits), edits);
  const isEmpty = parseRecent(after).document === undefined;
  return isEmpty || documentOf(after) ? after : undefined;
};

/** The text after a fix, or undefined where the file has no place for it, or would not parse. */
export const editText = (text: string, fix: Fix): string | undefined => {
  const edits = editsOf(text, fix);
  return edits && withEdits(text, edits);
};

/** The text itself has the path. */
export const hasPath = (text: string, path: ConfigPath): boolean => {
  const document = documentOf(text);
  return document !== undefined && locate(document, path) !== undefined;
};
