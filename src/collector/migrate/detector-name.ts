import { entryOf, type ScalarNode } from '../document/node.ts';
import type { Component } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import type { Change } from './migration.ts';

const isWritten = (node: unknown, value: string): boolean => {
  const { kind, value: own, isExpanded } = node as ScalarNode;
  return kind === 'scalar' && own === value && isExpanded !== true;
};

/** A detector of resource_detection that has a new name: in the list, and the key of its settings with it. */
export const detectorName = function* (component: Component, from: string, to: string): Iterable<Change> {
  const { node, path } = component;
  const detectors = entryOf(node, 'detectors');
  if (detectors?.value.kind !== 'list') return;
  const index = detectors.value.items.findIndex((item) => isWritten(item, from));
  if (index < 0) return;
  const settings = entryOf(node, from) && !entryOf(node, to);
  const fix: readonly Fix[] = [
    { do: 'rename-item', path: [...path, 'detectors', index], to },
    ...(settings ? [{ do: 'rename', path: [...path, from], to } as const] : []),
  ];
  yield {
    place: detectors.value.items[index]?.place ?? detectors.key,
    path: [...path, 'detectors', index],
    message: `"${from}" is now called "${to}"`,
    fix,
  };
};
