import type { AttributeKind } from './attribute-kind.ts';
import { REMOVED } from './decided-value.ts';
import type { KeyMemory, KeyNode } from './key-memory.ts';
import type { RedactionAction } from './policy.ts';
import { MAX_TEXT_LENGTH, REDACTED, type TextRedactor } from './text.ts';

type PlainRecord = Readonly<Record<string, unknown>>;

interface WalkerParts {
  readonly keys: KeyMemory;
  readonly decided: (action: RedactionAction, value: unknown) => unknown;
  readonly cleaners: Readonly<Record<AttributeKind, (value: string, record: PlainRecord) => string>>;
  readonly cleanArguments: (items: readonly unknown[]) => readonly unknown[];
  /** Finds payment cards alone. */
  readonly card: TextRedactor;
}

export interface Walker {
  record<T extends object>(record: T): T;
  /** The body of a log record: anything. */
  value(value: unknown): unknown;
}

/** Deepest nesting of maps and arrays that is looked into; what lies deeper is removed. */
const MAX_DEPTH = 16;

/** Most maps and arrays of one record that are looked into; what comes after them is removed. */
const MAX_CONTAINERS = 10_000;

/** Longest value that a key remembers, in UTF-16 units: it may hold on to the text that it was cut from. */
const MAX_REMEMBERED_LENGTH = 256;

/** No number below it has the digits of a payment card. */
const MIN_CARD = 1e12;

/** The way from a record to the value that is looked at. */
interface Walk {
  /** The maps and arrays around the value; one that turns up again is a cycle, and is removed. */
  readonly open: object[];
  containers: number;
}

const NO_RECORD: PlainRecord = {};

/** Looks into everything that an exporter would write out: arrays, maps, sets, and the own properties of any object. */
export const createWalker = ({ keys, decided, cleaners, cleanArguments, card }: WalkerParts): Walker => {
  const numberOf = (value: number | bigint, node: KeyNode, around: PlainRecord): unknown => {
    if (node.kind === 'parameter') return REDACTED;
    if (value < MIN_CARD || (typeof value === 'number' && !Number.isSafeInteger(value))) return value;
    const digits = String(value);
    const clean = card(digits);
    // From here on it is a text.
    return clean === digits ? value : cleaners[node.kind](clean, around);
  };

  /** Bytes that are read as text hold what text holds; exporters write them in base64, where nobody would find it. */
  const bytesOf = (bytes: Uint8Array): unknown => {
    let read = '';
    const length = Math.min(bytes.length, MAX_TEXT_LENGTH);
    for (let i = 0; i < length; i++) read += String.fromCharCode(bytes[i] as number);
    return bytes.length > length || cleaners.text(read, NO_RECORD) !== read ? REDACTED : bytes;
  };

  const stringOf = (value: string, node: KeyNode, around: PlainRecord): string => {
    const clean = cleaners[node.kind](value, around);
    // A statement is clean by the system that stands beside it.
    if (clean === value && value.length <= MAX_REMEMBERED_LENGTH && node.kind !== 'statement')
      node.clean = value;
    return clean;
  };

  const cleanOf = (value: unknown, node: KeyNode, around: PlainRecord, walk: Walk | undefined): unknown => {
    if (typeof value === 'string') return value === node.clean ? value : stringOf(value, node, around);
    if (typeof value === 'number' || typeof value === 'bigint') return numberOf(value, node, around);
    if (typeof value !== 'object' || value === null) return value;
    if (ArrayBuffer.isView(value)) return value instanceof Uint8Array ? bytesOf(value) : value;
    return containerOf(value, node, around, walk ?? { open: [], containers: 0 });
  };

  const containerOf = (value: object, node: KeyNode, around: PlainRecord, walk: Walk): unknown => {
    if (walk.open.length >= MAX_DEPTH || walk.containers >= MAX_CONTAINERS || walk.open.includes(value))
      return REDACTED;
    walk.containers++;
    walk.open.push(value);
    try {
      if (Array.isArray(value)) return arrayOf(value, node, around, walk);
      if (value instanceof Map) return mapOf(value, node, walk);
      if (value instanceof Set) return setOf(value, node, around, walk);
      if (value instanceof String) return cleanOf(value.toString(), node, around, walk);
      if (value instanceof Error) return errorOf(value, node, walk);
      return recordOf(value as PlainRecord, node, walk);
    } catch {
      // What cannot be read cannot be searched.
      return REDACTED;
    } finally {
      walk.open.pop();
    }
  };

  const arrayOf = (
    items: readonly unknown[],
    node: KeyNode,
    around: PlainRecord,
    walk: Walk,
  ): readonly unknown[] => {
    const given = node.kind === 'command line' ? cleanArguments(items) : items;
    let copy: unknown[] | undefined = given === items ? undefined : [...given];
    for (let i = 0; i < given.length; i++) {
      const item = given[i];
      // One argument is no command line, and each of a list is text.
      const clean =
        node.kind === 'command line' && typeof item === 'string'
          ? cleaners.text(item, around)
          : cleanOf(item, node, around, walk);
      if (Object.is(clean, item)) continue;
      copy ??= given.slice();
      copy[i] = clean;
    }
    return copy ?? items;
  };

  const setOf = (
    items: ReadonlySet<unknown>,
    node: KeyNode,
    around: PlainRecord,
    walk: Walk,
  ): ReadonlySet<unknown> => {
    const all = [...items];
    const clean = arrayOf(all, node, around, walk);
    return clean === all ? items : new Set(clean);
  };

  const mapOf = (
    map: ReadonlyMap<unknown, unknown>,
    node: KeyNode,
    walk: Walk,
  ): ReadonlyMap<unknown, unknown> => {
    const record: Record<string, unknown> = Object.create(null);
    for (const [key, value] of map) record[String(key)] = value;
    const clean = recordOf(record, node, walk);
    return clean === record ? map : new Map(Object.entries(clean));
  };

  /** What is not written by itself of an error, but by those that know errors. */
  const errorOf = (error: Error, node: KeyNode, walk: Walk): unknown => {
    const { name, message, stack, cause } = error;
    const record: Record<string, unknown> = { name, message, stack };
    if (cause !== undefined) record.cause = cause;
    Object.assign(record, error);
    const clean = recordOf(record, node, walk);
    return clean === record ? error : clean;
  };

  const recordOf = (record: PlainRecord, parent: KeyNode, walk: Walk | undefined): PlainRecord => {
    let copy: Record<string, unknown> | undefined;
    let way = walk;
    for (const key in record) {
      if (!Object.hasOwn(record, key)) continue;
      const node = keys.child(parent, key);
      let value: unknown;
      let clean: unknown;
      try {
        value = record[key];
        if (node.action) clean = decided(node.action, value);
        else {
          if (typeof value === 'object') way ??= { open: [record], containers: 1 };
          clean = cleanOf(value, node, record, way);
        }
      } catch {
        clean = REDACTED;
      }
      if (Object.is(clean, value) && node.key === key) {
        if (copy) define(copy, key, value);
        continue;
      }
      copy ??= before(record, key);
      if (clean !== REMOVED) define(copy, node.key, clean);
    }
    return copy ?? record;
  };

  return {
    record: <T extends object>(record: T): T => {
      try {
        return recordOf(record as PlainRecord, keys.root, undefined) as T;
      } catch {
        return {} as T;
      }
    },
    value: (value) => cleanOf(value, keys.root, NO_RECORD, undefined),
  };
};

/** An assignment to `__proto__` would set no property. */
const define = (record: Record<string, unknown>, key: string, value: unknown): void => {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  else record[key] = value;
};

/** A copy of what stands before a key; it was read, so that it can be read. */
const before = (record: PlainRecord, end: string): Record<string, unknown> => {
  const copy: Record<string, unknown> = {};
  for (const key in record) {
    if (key === end) break;
    if (Object.hasOwn(record, key)) define(copy, key, record[key]);
  }
  return copy;
};
