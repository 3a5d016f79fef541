import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import {
  ALIAS,
  checkRequired,
  childPath,
  fail as failAt,
  nameOf,
  quoted,
  type Reader,
  shown,
  suggestion,
} from './read-node.ts';
import type { Shape } from './shape.ts';

const EXPECTED = {
  text: 'text',
  boolean: 'true or false',
  number: 'a whole number',
  texts: 'a map of names and texts',
  list: 'a list',
  'one-or-more': 'a list',
  map: 'a map of names and values',
  record: 'a map of names and values',
  refused: 'nothing',
} as const;

/** Of a text that has to look like something, and of a choice, more can be said. */
const rightFor = (shape: Shape): string => {
  if (shape.kind === 'text' && shape.pattern !== undefined) return shape.doc;
  return shape.kind === 'choice' ? `one of ${shape.values.join(', ')}` : EXPECTED[shape.kind];
};

/** Reads a node by its shape. Each fault is said with its place; what has one is left out. */
export const readValue = (
  node: Node | null | undefined,
  shape: Shape,
  path: string,
  reader: Reader,
): unknown => {
  const fail = (at: Node | null | undefined, message: string): undefined =>
    failAt(reader, { node: at, path }, message);
  const expected = (): undefined => {
    const isHidden = shape.kind === 'text' && shape.hidden;
    const given = isScalar(node) && node.value !== null && !isHidden ? shown(node.value) : undefined;
    const isEmptyMap =
      (shape.kind === 'map' || shape.kind === 'record') && (!node || (isScalar(node) && node.value === null));
    const right = rightFor(shape);
    return fail(
      node,
      `${given === undefined ? '' : `${given} is not accepted; `}expected ${right}${isEmptyMap ? ', or {}' : ''}`,
    );
  };
  if (isAlias(node)) return fail(node, ALIAS);
  switch (shape.kind) {
    case 'text': {
      if (!isScalar(node) || typeof node.value !== 'string' || node.value.trim() === '') return expected();
      if (shape.pattern !== undefined && !new RegExp(shape.pattern).test(node.value))
        return fail(
          node,
          `${shape.hidden ? 'this' : quoted(node.value)} is not accepted; expected ${shape.doc}`,
        );
      return node.value;
    }
    case 'boolean':
      return isScalar(node) && typeof node.value === 'boolean' ? node.value : expected();
    case 'number': {
      if (!isScalar(node) || !Number.isInteger(node.value)) return expected();
      const value = node.value as number;
      const { min, max } = shape;
      if (value < min || value > max)
        return fail(node, `${value} is not accepted; expected ${min} to ${max}`);
      return value;
    }
    case 'texts': {
      if (!isMap(node)) return expected();
      const texts: Record<string, string> = {};
      for (const { key, value } of node.items) {
        const name = nameOf(key);
        if (isScalar(value) && typeof value.value === 'string') texts[name] = value.value;
        else fail((value ?? key) as Node, `${quoted(name)}: expected text`);
      }
      return texts;
    }
    case 'choice': {
      const name = isScalar(node) ? node.value : undefined;
      // YAML reads a bare word of another kind as what it is.
      if (typeof name === 'string' && shape.values.includes(name)) return name;
      if (typeof name !== 'string') return expected();
      const hint = suggestion(name, shape.values);
      return fail(
        node,
        `${quoted(name)} is not known; ${hint.startsWith('known') ? hint : `${hint} known: ${shape.values.join(', ')}`}`,
      );
    }
    case 'list':
      if (!isSeq(node)) return expected();
      return node.items
        .map((item, i) => readValue(item as Node, shape.item, `${path}[${i}]`, reader))
        .filter((value) => value !== undefined);
    case 'one-or-more': {
      if (isSeq(node)) {
        if (node.items.length === 0) return fail(node, 'is empty; expected one or more');
        return readValue(node, { ...shape, kind: 'list' }, path, reader);
      }
      const only = readValue(node, shape.item, path, reader);
      return only === undefined ? undefined : [only];
    }
    case 'record': {
      if (!isMap(node)) return expected();
      const result: Record<string, unknown> = Object.create(null);
      for (const { key, value } of node.items) {
        const name = nameOf(key);
        if (!new RegExp(shape.pattern).test(name))
          fail(key as Node, `${quoted(name)} is not accepted as a name; expected ${shape.doc}`);
        const read = readValue(value as Node | null, shape.item, childPath(path, name), reader);
        if (read !== undefined) result[name] = read;
      }
      return result;
    }
    case 'refused':
      return fail(node, shape.doc);
    case 'map': {
      if (!isMap(node)) return expected();
      const result: Record<string, unknown> = {};
      const known = Object.entries(shape.entries)
        .filter(([, { kind }]) => kind !== 'refused')
        .map(([name]) => name);
      for (const { key, value } of node.items) {
        const name = nameOf(key);
        const entry = Object.hasOwn(shape.entries, name) ? shape.entries[name] : undefined;
        if (entry?.kind === 'refused') fail(key as Node, `${quoted(name)} ${entry.doc}`);
        else if (!entry) fail(key as Node, `${quoted(name)} is not known; ${suggestion(name, known)}`);
        else {
          const read = readValue(value as Node | null, entry, childPath(path, name), reader);
          if (read !== undefined) result[name] = read;
        }
      }
      checkRequired(reader, { node, path }, node, shape.required ?? []);
      return result;
    }
  }
};
