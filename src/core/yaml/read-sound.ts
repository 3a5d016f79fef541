import type { Node } from 'yaml';
import type { Reader } from './read-node.ts';
import { readValue } from './read-value.ts';
import type { Shape } from './shape.ts';

/**
 * A value that has no fault by its shape, undefined where it has one. What shapes do not say is looked for in those, so that
 * a fault in one entry of a file hides none in another.
 */
export const readSound = (
  node: Node | null | undefined,
  shape: Shape,
  positionOf: Reader['positionOf'],
): unknown => {
  const reader: Reader = { positionOf, faults: [] };
  const value = readValue(node, shape, '', reader);
  return reader.faults.length > 0 ? undefined : value;
};
