import type { Attributes } from '@opentelemetry/api';
import type { CleanAttributes } from '../clean-attributes.ts';
import { plainRecord } from '../plain.ts';
import type { GetRedactor } from './get-redactor.ts';

/** Sets of attributes that came before, by one key and value after the other. */
interface Node {
  readonly parent: Node | undefined;
  readonly key: string;
  readonly value: unknown;
  byKey: Map<string, Map<unknown, Node>> | undefined;
  /** What the set up to here is measured with. */
  attributes: Attributes | undefined;
}

const createNode = (parent: Node | undefined, key: string, value: unknown): Node => ({
  parent,
  key,
  value,
  byKey: undefined,
  attributes: undefined,
});

const recordOf = (node: Node): Record<string, unknown> => {
  const record: Record<string, unknown> = {};
  for (let at = node; at.parent; at = at.parent) record[at.key] = at.value;
  return record;
};

/** As many series as one metric may have, of three attributes each; then it begins anew. */
const MAX_NODES = 6_000;

/** Longer texts are no attributes of metrics in their right mind, and are not remembered. */
const MAX_LENGTH = 256;

const isMemorable = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.length <= MAX_LENGTH
    : typeof value === 'number' || typeof value === 'boolean';

/**
 * Redacts the attributes of measurements before they are summed up, so that two series that differ in what is hidden
 * become one and not duplicates. A set that came before costs two look-ups for each attribute, whatever the rules; its
 * answer is a frozen record of our own, because the SDK keeps the record that it is given, and the application may
 * change its own later.
 */
export const createMeasurementRedactor = (redactor: GetRedactor): CleanAttributes => {
  let root = createNode(undefined, '', undefined);
  let nodes = 0;

  const clean = (attributes: unknown): Attributes | undefined => {
    const plain = plainRecord(attributes) as Attributes | undefined;
    return plain && Object.freeze(redactor().attributes({ ...plain }));
  };

  const next = (node: Node, key: string, value: unknown): Node => {
    node.byKey ??= new Map();
    let byValue = node.byKey.get(key);
    if (!byValue) {
      byValue = new Map();
      node.byKey.set(key, byValue);
    }
    let found = byValue.get(value);
    if (!found) {
      found = createNode(node, key, value);
      nodes++;
      byValue.set(value, found);
    }
    return found;
  };

  return (attributes) => {
    if (typeof attributes !== 'object' || attributes === null) return undefined;
    if (nodes > MAX_NODES) {
      root = createNode(undefined, '', undefined);
      nodes = 0;
    }
    let node = root;
    for (const key in attributes) {
      if (!Object.hasOwn(attributes, key)) continue;
      const value = (attributes as Attributes)[key];
      if (value === undefined) continue;
      if (!isMemorable(value)) return clean(attributes);
      node = next(node, key, value);
    }
    node.attributes ??= clean(recordOf(node));
    return node.attributes;
  };
};
