import { chooseSampler, type SamplingSettings } from './choose-sampler.ts';
import { everywhere, type RootChoice, type SamplerChoice } from './sampler-choice.ts';
import type { ComposableNode, SamplerNode } from './sampler-node.ts';

const ALL: RootChoice = { kind: 'ratio', ratio: 1 };
const NONE: RootChoice = { kind: 'ratio', ratio: 0 };

/** What a composable decides about a trace that begins here; undefined where it looks at the span. */
const composableRoot = (node: ComposableNode): RootChoice | undefined => {
  if (node.kind === 'rules') return undefined;
  return node.kind === 'ratio' ? node : composableRoot(node.root);
};

/** What a node decides about a trace that begins here; undefined where no choice describes it. */
const rootOf = (node: SamplerNode, settings: SamplingSettings): RootChoice | undefined => {
  switch (node.kind) {
    case 'always-on':
      return ALL;
    case 'always-off':
      return NONE;
    case 'ratio':
      return node;
    case 'jaeger-remote':
      return node.choice;
    case 'settings':
      return chooseSampler({ ...settings, ...node.settings }).root;
    case 'composite':
      return composableRoot(node.node);
    case 'parent-based':
      return undefined;
  }
};

/**
 * The choice that a tree amounts to, so that it is decided as the environment's is: with hints, tail sampling and all.
 * Undefined where the tree says more than a choice can.
 */
export const chooseNode = (node: SamplerNode, settings: SamplingSettings): SamplerChoice | undefined => {
  if (node.kind === 'settings') return chooseSampler({ ...settings, ...node.settings });
  const isThreshold = node.kind === 'composite' && node.node.kind === 'parent-threshold';
  if (node.kind !== 'parent-based') {
    const root = rootOf(node, settings);
    return root && (isThreshold ? { root } : everywhere(root));
  }
  const root = rootOf(node.root, settings);
  // A parent without an entry is followed, which is what these two say of it.
  const sampled = (branch: SamplerNode) => (branch.kind === 'always-on' ? null : rootOf(branch, settings));
  const notSampled = (branch: SamplerNode) =>
    branch.kind === 'always-off' ? null : rootOf(branch, settings);
  const parents = {
    remoteParentSampled: sampled(node.remoteParentSampled),
    remoteParentNotSampled: notSampled(node.remoteParentNotSampled),
    localParentSampled: sampled(node.localParentSampled),
    localParentNotSampled: notSampled(node.localParentNotSampled),
  };
  if (!root || Object.values(parents).includes(undefined)) return undefined;
  return { root, ...Object.fromEntries(Object.entries(parents).filter(([, choice]) => choice !== null)) };
};
