import { functionKey } from './hot-functions.ts';
import type { Frame, Profile } from './profile.ts';

/** A function and what it called, in one place of the stacks. */
export interface CallNode {
  readonly frame: Frame;
  readonly value: number;
  /** The most expensive first. */
  readonly children: readonly CallNode[];
}

interface Growing {
  readonly frame: Frame;
  value: number;
  readonly children: Map<string, Growing>;
}

/** Deeper calls are drawn nowhere. */
const MAX_DEPTH = 200;

const freeze = ({ frame, value, children }: Growing, least: number): CallNode => ({
  frame,
  value,
  children: [...children.values()]
    .filter((child) => child.value >= least)
    .sort((a, b) => b.value - a.value)
    .map((child) => freeze(child, least)),
});

/**
 * The stacks of a profile as one tree, from the outermost function.
 *
 * @param index of the value
 * @param leastShare of everything; what costs less is left out
 */
export const callTree = (
  { samples }: Pick<Profile, 'samples'>,
  index: number,
  leastShare: number,
): CallNode => {
  const root: Growing = {
    frame: { name: 'all', file: '', line: 0, column: 0 },
    value: 0,
    children: new Map(),
  };
  for (const { stack, values } of samples) {
    const value = values[index] ?? 0;
    if (value <= 0) continue;
    root.value += value;
    let node = root;
    for (const frame of stack.slice(-MAX_DEPTH).reverse()) {
      const key = functionKey(frame);
      const child = node.children.get(key) ?? { frame, value: 0, children: new Map() };
      node.children.set(key, child);
      child.value += value;
      node = child;
    }
  }
  return freeze(root, leastShare * root.value);
};
