import { nearest } from '../../../core/nearest.ts';
import { type ConfigNode, kindOf, type ListNode, type MapNode, type Place } from '../../document/node.ts';
import { parseGoDuration } from '../../go/duration.ts';
import type { Problem } from '../../problem.ts';
import type { Named } from '../case.ts';

/** Collects what is wrong with a file while it is read. */
export interface Reader {
  readonly problems: Problem[];
}

export const fault = ({ problems }: Reader, place: Place, message: string): undefined => {
  problems.push({ id: 'case', severity: 'error', place, path: [], message });
  return undefined;
};

const expected = (reader: Reader, what: string, node: ConfigNode, name: string): undefined =>
  fault(reader, node.place, `${name}: expected ${what}, found ${kindOf(node)}`);

/** A map with keys of these names alone. */
export const readMap = (
  node: ConfigNode | undefined,
  name: string,
  keys: readonly string[],
  reader: Reader,
): MapNode | undefined => {
  if (!node) return undefined;
  if (node.kind !== 'map') return expected(reader, `a map with ${keys.join(', ')}`, node, name);
  for (const [key, { key: place }] of node.entries) {
    if (keys.includes(key)) continue;
    const near = nearest(key, keys);
    const hint = near ? `did you mean "${near}"?` : `known: ${keys.join(', ')}`;
    fault(reader, place, `${name}: "${key}" is not known; ${hint}`);
  }
  return node;
};

export const get = (node: MapNode | undefined, key: string): ConfigNode | undefined =>
  node?.entries.get(key)?.value;

export const readList = (
  node: ConfigNode | undefined,
  name: string,
  reader: Reader,
): ListNode | undefined => {
  if (!node) return undefined;
  return node.kind === 'list' ? node : expected(reader, 'a list', node, name);
};

/** A text; a number or a truth value counts as the text that is written. */
export const textOf = (node: ConfigNode): string | undefined =>
  node.kind === 'scalar' && node.value !== null ? (node.text ?? String(node.value)) : undefined;

export const readText = (node: ConfigNode | undefined, name: string, reader: Reader): string | undefined => {
  if (!node) return undefined;
  return textOf(node) ?? expected(reader, 'a string', node, name);
};

/** One text, or a list of them. */
export const readNames = (node: ConfigNode | undefined, name: string, reader: Reader): readonly Named[] => {
  if (!node) return [];
  return (node.kind === 'list' ? node.items : [node]).flatMap((item) => {
    const text = readText(item, name, reader);
    return text === undefined ? [] : [{ name: text, place: item.place }];
  });
};

export const readFlag = (node: ConfigNode | undefined, name: string, reader: Reader): boolean | undefined => {
  if (!node) return undefined;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  return expected(reader, 'true or false', node, name);
};

export const readTexts = (
  node: ConfigNode | undefined,
  name: string,
  reader: Reader,
): Readonly<Record<string, string>> => {
  if (!node) return {};
  if (node.kind !== 'map') {
    expected(reader, 'a map', node, name);
    return {};
  }
  return Object.fromEntries(
    [...node.entries].map(([key, { value }]) => [key, readText(value, `${name}.${key}`, reader) ?? '']),
  );
};

const NANOS_PER_MILLI = 1e6;

/** Milliseconds of a duration as Go writes them. */
export const readMillis = (
  node: ConfigNode | undefined,
  name: string,
  reader: Reader,
): number | undefined => {
  const text = readText(node, name, reader);
  if (node === undefined || text === undefined) return undefined;
  const nanos = parseGoDuration(text);
  if (nanos !== undefined && nanos >= 0) return nanos / NANOS_PER_MILLI;
  return fault(reader, node.place, `${name}: "${text}" is no duration; expected one such as 300ms or 2s`);
};
