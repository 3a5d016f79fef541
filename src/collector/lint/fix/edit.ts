import { type Document, isAlias, isMap, isScalar, isSeq } from 'yaml';
import { type ParsedYaml, parseYaml } from '../../../core/yaml/parse.ts';
import type { ConfigPath } from '../../document/node.ts';
import type { Fix } from '../rule.ts';
import { appendItem, insertFirst, moveItem, removeItem } from './items.ts';
import { type Located, locate, rangeOf } from './locate.ts';
import { relocate } from './relocate.ts';
import { blockLines, indentOf, isFlow, itemRange, splice } from './text.ts';

const replaceText = (
  text: string,
  { parent, value }: Located,
  from: string,
  to: string,
): string | undefined => {
  if (!value || !isScalar(value)) return undefined;
  const [start, end] = rangeOf(value);
  const written = text.slice(start, end);
  const whole = new RegExp(`(?<![$\\w])${from.replace(/[^\w]/g, '\\$&')}(?!\\w)`, 'g');
  const put = written.replace(whole, () => to);
  if (put === written) return undefined;
  // Braces without quotes would be a map there.
  const needsQuotes = isFlow(parent) && value.type === 'PLAIN';
  return splice(text, start, end, needsQuotes ? JSON.stringify(put) : put);
};

/** Puts one line in the place of a whole value; a comment on the line of its key stays there. */
const replaceValue = (text: string, { key, value }: Located, put: string): string | undefined => {
  if (!key || !value || isAlias(value)) return undefined;
  const [start, valueEnd] = rangeOf(value);
  const colon = text.indexOf(':', rangeOf(key)[1]) + 1;
  const end = text[valueEnd - 1] === '\n' ? valueEnd - 1 : valueEnd;
  const [comment] = /^[ \t]+#[^\r\n]*/.exec(text.slice(colon, start)) ?? [''];
  return splice(text, colon, end, ` ${put}${comment}`);
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
  if (fix.do === 'relocate') return relocate(text, document, fix.path, fix.to);
  const located = locate(document, fix.path);
  if (!located) return undefined;
  if (fix.do === 'replace') return replaceValue(text, located, fix.value);
  if (fix.do === 'replace-text') return replaceText(text, located, fix.from, fix.to);
  if (fix.do === 'append-item') return appendItem(text, located.value, fix.value);
  if (fix.do === 'insert-first') return insertFirst(text, located.value, fix.value);
  // A list can be written as one text with commas, and its items have no place of their own then.
  const isItem = isSeq(located.parent);
  if (fix.do === 'remove' || fix.do === 'rename' ? isItem : !isItem) return undefined;
  if (fix.do === 'remove' || fix.do === 'remove-item') return removeItem(text, located);
  if (fix.do === 'move') return moveItem(text, located, fix.to);
  const target = located.key ?? located.value;
  return target ? splice(text, ...rangeOf(target), fix.to) : undefined;
};

const KEPT = 4;
const recent = new Map<string, ParsedYaml>();

/** What one change makes is what the next one reads, several times over: reading is most of the work. */
const parseRecent = (text: string): ParsedYaml => {
  const parsed = recent.get(text) ?? parseYaml(text);
  recent.delete(text);
  recent.set(text, parsed);
  const [oldest] = recent.keys();
  if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
  return parsed;
};

/** The text after a fix, or undefined where the file has no place for it, or would not parse. */
export const editText = (text: string, fix: Fix): string | undefined => {
  const { document, faults } = parseRecent(text);
  if (!document || faults.length > 0) return undefined;
  const after = edited(text, document, fix);
  if (after === undefined || parseRecent(after).faults.length > 0) return undefined;
  return after;
};

/** The text itself has the path. */
export const hasPath = (text: string, path: ConfigPath): boolean => {
  const { document, faults } = parseRecent(text);
  return document !== undefined && faults.length === 0 && locate(document, path) !== undefined;
};
