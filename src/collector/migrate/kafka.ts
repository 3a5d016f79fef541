import { type ConfigNode, entryOf, valueAt } from '../document/node.ts';
import type { Component } from '../lint/context.ts';
import type { Fix } from '../lint/rule.ts';
import { SIGNALS } from '../topology.ts';
import type { Change } from './migration.ts';
import { writtenScalar } from './rename-key.ts';

/** The signals of the pipelines that use a component; those that all Collectors know where none does. */
const signalsOf = ({ pipelines }: Component): readonly string[] => {
  const used = SIGNALS.filter((signal) => pipelines.some((pipeline) => pipeline.signal === signal));
  return used.length > 0 ? used : ['traces', 'metrics', 'logs'];
};

const isMapOrAbsent = (node: ConfigNode | undefined): boolean => node === undefined || node.kind === 'map';

/** A key for all signals becomes one of each signal, where that has none of its own. */
export const perSignal = function* (component: Component, key: string): Iterable<Change> {
  const entry = entryOf(component.node, key);
  if (!entry) return;
  const path = [...component.path, key];
  const { key: place } = entry;
  const value = writtenScalar(entry.value);
  const signals = signalsOf(component);
  const message = `is now ${signals.map((signal) => `${signal}.${key}`).join(', ')}`;
  if (value === undefined || !signals.every((signal) => isMapOrAbsent(valueAt(component.node, [signal])))) {
    yield { place, path, message };
    return;
  }
  const missing = signals.filter((signal) => !valueAt(component.node, [signal, key]));
  const fix = missing.map((signal): Fix => ({ do: 'set', path: [...component.path, signal, key], value }));
  yield { place, path, message, fix: [...fix, { do: 'remove', path }] };
};

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
