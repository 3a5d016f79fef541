// What every strict file is read with: a place for each fault, all of them and not just the first. `readValue` reads by a
// table; a file whose values depend on each other is read value by value.
import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { nearest } from '../nearest.ts';
import type { Fault, ParsedYaml } from './parse.ts';

/** Where faults go while a file is read: all of them, not just the first. */
export interface Reader {
  readonly positionOf: ParsedYaml['positionOf'];
  readonly faults: Fault[];
}

/** A value of the file with its place in words, such as `slos[0].objective`. */
export interface Value {
  readonly node: Node | null | undefined;
  readonly path: string;
}

/** Says a fault of a value; undefined is what is left of the value. */
export const fail = ({ positionOf, faults }: Reader, { node, path }: Value, message: string): undefined => {
  faults.push({ ...positionOf(node as never), message: path === '' ? message : `${path}: ${message}` });
  return undefined;
};

const MOST_SHOWN = 60;

/** A value as a text in quotes, as much of it as a message can have. */
export const quoted = (value: unknown): string => {
  const text = String(value);
  return JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);
};

/** The same with numbers and the like as they are written. */
export const shown = (value: unknown): string => (typeof value === 'string' ? quoted(value) : String(value));

/** What somebody may have meant by a name, or what there is. */
export const suggestion = (name: string, known: readonly string[]): string => {
  const meant = nearest(name, known);
  return meant === undefined ? `known: ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
};

export const ALIAS = 'an alias; write the value itself';

/** The name that a key of a map is. */
export const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

export const childPath = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const wrong = (reader: Reader, value: Value, expected: string): undefined => {
  const { node } = value;
  if (isAlias(node)) return fail(reader, value, ALIAS);
  const given = isScalar(node) && node.value !== null ? `${shown(node.value)} is not accepted; ` : '';
  return fail(reader, value, `${given}expected ${expected}`);
};

/** Names that a map has to have. */
export const checkRequired = (
  reader: Reader,
  value: Value,
  node: { has(name: string): boolean },
  required: readonly string[],
): void => {
  for (const name of required) if (!node.has(name)) fail(reader, value, `${JSON.stringify(name)} is missing`);
};

/** The entries of a map by name. Names that are not known and those that are missing are faults. */
export const readMap = (
  reader: Reader,
  value: Value,
  { known, required = [] }: { readonly known: readonly string[]; readonly required?: readonly string[] },
): ReadonlyMap<string, Value> | undefined => {
  const { node, path } = value;
  if (!isMap(node)) return wrong(reader, value, `a map with ${known.join(', ')}`);
  const entries = new Map<string, Value>();
  for (const { key, value: entry } of node.items) {
    const name = nameOf(key);
    if (!known.includes(name))
      fail(reader, { node: key as Node, path }, `${quoted(name)} is not known; ${suggestion(name, known)}`);
    else if (entry === null || (isScalar(entry) && entry.value === null))
      fail(reader, { node: key as Node, path }, `${quoted(name)} has no value; a map without entries is {}`);
    else entries.set(name, { node: entry as Node, path: childPath(path, name) });
  }
  checkRequired(reader, value, node, required);
  return entries;
};

export const readList = (reader: Reader, value: Value, expected: string): readonly Value[] | undefined =>
  isSeq(value.node)
    ? value.node.items.map((item, index) => ({ node: item as Node, path: `${value.path}[${index}]` }))
    : wrong(reader, value, expected);

/** A text that matches a pattern as a whole. `expected` says what it would have to be. */
export const readText = (
  reader: Reader,
  value: Value | undefined,
  expected: string,
  pattern = /\S/,
): string | undefined => {
  if (!value) return undefined;
  const text = isScalar(value.node) ? value.node.value : undefined;
  return typeof text === 'string' && pattern.test(text) ? text : wrong(reader, value, expected);
};

export const readChoice = <Choice extends string>(
  reader: Reader,
  value: Value | undefined,
  choices: readonly Choice[],
): Choice | undefined => {
  if (!value) return undefined;
  const text = isScalar(value.node) ? value.node.value : undefined;
  if (choices.includes(text as Choice)) return text as Choice;
  const meant = typeof text === 'string' ? nearest(text, choices) : undefined;
  return wrong(
    reader,
    value,
    meant === undefined
      ? `one of ${choices.join(', ')}`
      : `one of ${choices.join(', ')}; did you mean ${meant}?`,
  );
};

export const readNumber = (
  reader: Reader,
  value: Value | undefined,
  expected: string,
): number | undefined => {
  if (!value) return undefined;
  const number = isScalar(value.node) ? value.node.value : undefined;
  return typeof number === 'number' && Number.isFinite(number) ? number : wrong(reader, value, expected);
};
