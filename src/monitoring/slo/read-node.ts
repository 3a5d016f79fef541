import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { nearest } from '../../core/nearest.ts';
import type { Fault, ParsedYaml } from '../../core/yaml/parse.ts';

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

export const fail = ({ positionOf, faults }: Reader, { node, path }: Value, message: string): undefined => {
  faults.push({ ...positionOf(node as never), message: path === '' ? message : `${path}: ${message}` });
  return undefined;
};

export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

const wrong = (reader: Reader, value: Value, expected: string): undefined => {
  const { node } = value;
  if (isAlias(node)) return fail(reader, value, 'an alias; write the value itself');
  const given = isScalar(node) && node.value !== null ? `${shown(node.value)} is not accepted; ` : '';
  return fail(reader, value, `${given}expected ${expected}`);
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
    const name = isScalar(key) ? String(key.value) : '';
    if (!known.includes(name)) {
      const meant = nearest(name, known);
      const hint =
        meant === undefined ? `known: ${known.join(', ')}` : `did you mean ${JSON.stringify(meant)}?`;
      fail(reader, { node: key as Node, path }, `${shown(name)} is not known; ${hint}`);
    } else if (entry === null || (isScalar(entry) && entry.value === null))
      fail(reader, { node: key as Node, path }, `${shown(name)} has no value; a map without entries is {}`);
    else entries.set(name, { node: entry as Node, path: path === '' ? name : `${path}.${name}` });
  }
  for (const name of required) if (!node.has(name)) fail(reader, value, `${JSON.stringify(name)} is missing`);
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

/** For a text that alerts say: what stands in two braces would be a template there. */
export const NO_TEMPLATE = /^(?!.*\{\{).*\S/s;
