import { entryOf, valueAt } from '../document/node.ts';
import type { Component } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import type { Change } from './migration.ts';
import { writtenScalar } from './rename-key.ts';

/** `topic: a` of a signal becomes `topics: [a]`. */
export const intoList = function* (
  component: Component,
  parent: readonly string[],
  key: string,
  list: string,
): Iterable<Change> {
  const owner = valueAt(component.node, parent);
  const entry = entryOf(owner, key);
  if (!entry) return;
  const path = [...component.path, ...parent, key];
  const value = writtenScalar(entry.value);
  const message = `is now ${list}, a list`;
  const isFree = value !== undefined && !entryOf(owner, list);
  const fix: readonly Fix[] = [
    { do: 'set', path, value: `[${value}]` },
    { do: 'rename', path, to: list },
  ];
  yield { place: entry.key, path, message, ...(isFree ? { fix } : {}) };
};
