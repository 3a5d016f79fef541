import { entryOf } from '../document/node.ts';
import type { Component } from '../lint/context.ts';
import type { Change } from './migration.ts';

/** Tells of each component that what it does without a key changes; not of those that have the key. */
export const withoutKey = function* (
  components: readonly Component[],
  key: string,
  message: string,
): Iterable<Change> {
  for (const { key: place, path, node } of components)
    if (!entryOf(node, key)) yield { place, path, message, isNotice: true };
};

/** Tells of each component. */
export const ofEach = function* (components: readonly Component[], message: string): Iterable<Change> {
  for (const { key: place, path } of components) yield { place, path, message, isNotice: true };
};
