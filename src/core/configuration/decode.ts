import { fault, inside, isNothing, notAccepted, type Place, unknownName, warn } from './place.ts';
import type { Entry, MapNode, ScalarNode, TreeNode } from './tree.ts';

/** Reads one node; undefined where it has no value or, with a fault said, a wrong one. */
export type Decoder<T> = (node: TreeNode, place: Place) => T | undefined;

const scalar =
  <T>(expected: string, read: (node: ScalarNode) => T | undefined): Decoder<T> =>
  (node, place) => {
    if (isNothing(node)) return undefined;
    const value = node.kind === 'scalar' ? read(node) : undefined;
    return value === undefined ? notAccepted(node, place, expected) : value;
  };

/** A variable that holds digits is text where text is wanted; digits in the file itself want quotes. */
const textOf = ({ value, substituted }: ScalarNode): string | undefined =>
  typeof value === 'string' ? value : substituted;

const HINT = 'text, in quotes where it looks like a number or a boolean';

export const text: Decoder<string> = scalar(HINT, textOf);

/** @param accepts completes "expected …" */
export const textThat = <T>(accepts: string, parse: (text: string) => T | undefined): Decoder<T> =>
  scalar(accepts, (node) => {
    const found = textOf(node);
    return found === undefined ? undefined : parse(found);
  });

/** Text that no message shows. */
export const secret =
  <T>(accepts: string, parse: (text: string) => T | undefined): Decoder<T> =>
  (node, place) => {
    if (isNothing(node)) return undefined;
    const found = node.kind === 'scalar' ? textOf(node) : undefined;
    const value = found === undefined ? undefined : parse(found);
    return value ?? fault(place, node.position, `the value is not accepted; expected ${accepts}`);
  };

export const boolean: Decoder<boolean> = scalar('true or false', ({ value }) =>
  typeof value === 'boolean' ? value : undefined,
);

export const number = (min: number, max: number): Decoder<number> =>
  scalar(`a number from ${min} to ${max}`, ({ value }) =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined,
  );

export const integer = (min: number, max: number = Number.MAX_SAFE_INTEGER): Decoder<number> =>
  scalar(
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number, at least ${min}`
      : `a whole number from ${min} to ${max}`,
    ({ value }) =>
      Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined,
  );

export const oneOf =
  <const T extends string>(values: readonly T[]): Decoder<T> =>
  (node, place) => {
    const name = text(node, place);
    if (name === undefined) return undefined;
    const value = values.find((each) => each === name);
    return value ?? fault(place, node.position, unknownName((node as ScalarNode).written, values));
  };

export const list =
  <T>(item: Decoder<T>, min = 1): Decoder<readonly T[]> =>
  (node, place) => {
    if (isNothing(node)) return undefined;
    if (node.kind !== 'list') return notAccepted(node, place, 'a list');
    if (node.items.length < min) return fault(place, node.position, 'the list is empty; expected one entry');
    return node.items.flatMap((each, i) => {
      const itemPlace = { ...place, path: `${place.path}[${i}]` };
      const before = place.context.faults.length;
      const value = item(each, itemPlace);
      if (value !== undefined) return [value];
      if (isNothing(each) && place.context.faults.length === before)
        fault(itemPlace, each.position, 'is empty; expected a value');
      return [];
    });
  };

export interface Field<T> {
  readonly decode: Decoder<T>;
  readonly required?: true;
  /** Where required: a key without a value is a value too. */
  readonly nullable?: true;
  /** Minor version of the first `file_format` that has the key. */
  readonly since?: number;
  /** The key is of earlier formats; this one replaces it. */
  readonly renamedTo?: string;
}

type Fields = Readonly<Record<string, Decoder<unknown> | Field<unknown>>>;
type ValueOf<F> = F extends Decoder<infer T> ? T : F extends Field<infer T> ? T : never;
export type Decoded<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> | undefined };

export const required = <T>(decode: Decoder<T>): Field<T> => ({ decode, required: true });
/** The key must be there; it may be empty. */
export const present = <T>(decode: Decoder<T>): Field<T> => ({ decode, required: true, nullable: true });
export const since = <T>(minor: number, decode: Decoder<T>): Field<T> => ({ decode, since: minor });
export const renamed = <T>(to: string, decode: Decoder<T>): Field<T> => ({ decode, renamedTo: to });

const fieldOf = (entry: Decoder<unknown> | Field<unknown>): Field<unknown> =>
  typeof entry === 'function' ? { decode: entry } : entry;

const mapOf = (node: TreeNode, place: Place, known: readonly string[]): MapNode | undefined => {
  if (node.kind === 'map') return node;
  if (isNothing(node)) return { kind: 'map', position: node.position, entries: [] };
  return notAccepted(
    node,
    place,
    known.length > 0 ? `keys and values; keys: ${known.join(', ')}` : 'no value',
  );
};

const isOfFormat = (entry: Entry, field: Field<unknown>, place: Place): boolean => {
  const { minor } = place.context;
  if (field.since !== undefined && minor < field.since) {
    fault(place, entry.keyPosition, `"${entry.key}" needs file_format "1.${field.since}"`);
    return false;
  }
  if (field.renamedTo !== undefined && minor >= 1) {
    fault(place, entry.keyPosition, `"${entry.key}" is "${field.renamedTo}" since file_format "1.1"`);
    return false;
  }
  return true;
};

/** What happens to a key that is not one of the fields. */
type OnUnknown = (entry: Entry, place: Place, known: readonly string[]) => void;

const unknownKey: OnUnknown = ({ key, keyPosition }, place, known) =>
  fault(
    place,
    keyPosition,
    known.length > 0 ? `the key ${unknownName(key, known)}` : `"${key}" is not known; expected no keys`,
  );

/** For the parts of the schema that others may extend. */
export const ignoreUnknown: OnUnknown = ({ key, keyPosition }, place, known) =>
  warn(place, keyPosition, `the key ${unknownName(key, known)}; it has no effect`);

/** Keys and values; nothing at all is the same as no keys. */
export const object =
  <const F extends Fields>(fields: F, onUnknown: OnUnknown = unknownKey): Decoder<Decoded<F>> =>
  (node, place) => {
    const known = Object.keys(fields).filter(
      (key) => fieldOf(fields[key] as Field<unknown>).renamedTo === undefined,
    );
    const map = mapOf(node, place, known);
    if (!map) return undefined;
    const result: Record<string, unknown> = {};
    for (const entry of map.entries) {
      const field = Object.hasOwn(fields, entry.key)
        ? fieldOf(fields[entry.key] as Field<unknown>)
        : undefined;
      if (!field) onUnknown(entry, place, known);
      else if (isOfFormat(entry, field, place) && (field.required || !isNothing(entry.value)))
        result[entry.key] = decodeEntry(entry, field, inside(place, entry.key));
    }
    for (const key of known) {
      const isThere = map.entries.some((entry) => entry.key === key);
      if (fieldOf(fields[key] as Field<unknown>).required && !isThere)
        fault(place, map.position, `"${key}" is missing`);
    }
    return result as Decoded<F>;
  };

const decodeEntry = ({ value, keyPosition }: Entry, field: Field<unknown>, place: Place): unknown => {
  const before = place.context.faults.length;
  const decoded = field.decode(value, place);
  const isEmpty = isNothing(value) && decoded === undefined && place.context.faults.length === before;
  if (field.required && !field.nullable && isEmpty) fault(place, keyPosition, 'is empty; expected a value');
  return decoded;
};

type Alternatives = Readonly<Record<string, Decoder<unknown>>>;
type AlternativeOf<A extends Alternatives> = {
  readonly [K in keyof A]: A[K] extends Decoder<infer T> ? T : never;
}[keyof A];

/** Exactly one key, which says what it is. */
export const choice =
  <const A extends Alternatives>(alternatives: A): Decoder<AlternativeOf<A>> =>
  (node, place) => {
    const known = Object.keys(alternatives);
    if (node.kind === 'scalar' && typeof node.value === 'string')
      return Object.hasOwn(alternatives, node.written)
        ? fault(place, node.position, `expected keys and values; write "${node.written}:"`)
        : fault(place, node.position, unknownName(node.written, known));
    if (node.kind !== 'map') return notAccepted(node, place, `one of the keys ${known.join(', ')}`);
    const [entry, second] = node.entries;
    if (!entry) return fault(place, node.position, `expected one of the keys ${known.join(', ')}`);
    if (second)
      return fault(
        place,
        second.keyPosition,
        `"${second.key}" is a second key; expected one of ${known.join(', ')}`,
      );
    const decode = Object.hasOwn(alternatives, entry.key) ? alternatives[entry.key] : undefined;
    if (!decode) return fault(place, entry.keyPosition, unknownName(entry.key, known));
    return decode(entry.value, inside(place, entry.key)) as AlternativeOf<A> | undefined;
  };

/** The value as something else. */
export const mapped =
  <T, U>(decode: Decoder<T>, change: (value: T, node: TreeNode, place: Place) => U | undefined): Decoder<U> =>
  (node, place) => {
    const value = decode(node, place);
    return value === undefined ? undefined : change(value, node, place);
  };

/** For a decoder that holds itself. */
export const lazy =
  <T>(decode: () => Decoder<T>): Decoder<T> =>
  (node, place) =>
    decode()(node, place);

/** Valid by the schema and without effect here, which is said. */
export const unsupported =
  <T>(decode: Decoder<T>, why: string): Decoder<never> =>
  (node, place) => {
    const before = place.context.faults.length;
    decode(node, place);
    if (place.context.faults.length === before) warn(place, node.position, `${why}; it has no effect`);
    return undefined;
  };

/** Anything; what it is belongs to somebody else. */
export const anything: Decoder<unknown> = (node) => node;
