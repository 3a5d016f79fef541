import { type ConfigNode, type ConfigPath, entryOf, valueAt } from '../document/node.ts';
import type { Component } from '../lint/context.ts';
import type { Change } from './migration.ts';

/** A key of a component that only has another name now. What is written under the new one already goes before it. */
export const renameKey = function* (component: Component, path: ConfigPath, to: string): Iterable<Change> {
  const parent = valueAt(component.node, path.slice(0, -1));
  const entry = entryOf(parent, String(path.at(-1)));
  if (!entry) return;
  const whole = [...component.path, ...path];
  if (entryOf(parent, to))
    yield { place: entry.key, path: whole, message: `is now called "${to}", which is there as well` };
  else
    yield {
      place: entry.key,
      path: whole,
      message: `is now called "${to}"`,
      fix: [{ do: 'rename', path: whole, to }],
    };
};

/** A key that has no effect any more. */
export const removeKey = function* (component: Component, path: ConfigPath, why: string): Iterable<Change> {
  const entry = entryOf(valueAt(component.node, path.slice(0, -1)), String(path.at(-1)));
  const whole = [...component.path, ...path];
  if (entry) yield { place: entry.key, path: whole, message: why, fix: [{ do: 'remove', path: whole }] };
};

/** A value as it is written, in quotes where it has them; undefined where a variable gives it, or it is no scalar. */
export const writtenScalar = (node: ConfigNode | undefined): string | undefined => {
  if (node?.kind !== 'scalar' || node.value === null || node.isExpanded) return undefined;
  if (typeof node.value !== 'string') return String(node.value);
  return JSON.stringify(node.value);
};
