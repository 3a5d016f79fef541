import { describe, expect, test } from '@jest/globals';
import { chooseNode } from '../../../src/core/sampling/choose-node.ts';
import type { SamplerChoice } from '../../../src/core/sampling/sampler-choice.ts';
import type { SamplerNode } from '../../../src/core/sampling/sampler-node.ts';
import { resolveSettings } from '../../../src/core/settings/index.ts';

const { settings } = resolveSettings({});
const ON: SamplerNode = { kind: 'always-on' };
const OFF: SamplerNode = { kind: 'always-off' };
const HALF = { kind: 'ratio', ratio: 0.5 } as const;
const ALL = { kind: 'ratio', ratio: 1 } as const;
const RULES: SamplerNode = { kind: 'composite', node: { kind: 'rules', rules: [] } };
const JAEGER = {
  kind: 'jaeger-remote',
  endpoint: 'http://jaeger:5778',
  pollingIntervalMillis: 1,
  initialRatio: 0.5,
} as const;

const parentBased = (root: SamplerNode, own: object = {}): SamplerNode => ({
  kind: 'parent-based',
  root,
  remoteParentSampled: ON,
  remoteParentNotSampled: OFF,
  localParentSampled: ON,
  localParentNotSampled: OFF,
  ...own,
});
const everywhere = (root: SamplerChoice['root']): SamplerChoice => ({
  root,
  remoteParentSampled: root,
  remoteParentNotSampled: root,
  localParentSampled: root,
  localParentNotSampled: root,
});

describe('chooseNode', () => {
  test.each<[string, SamplerNode, SamplerChoice | undefined]>([
    ['all', ON, everywhere(ALL)],
    ['a share', HALF, everywhere(HALF)],
    ['Jaeger', { kind: 'jaeger-remote', choice: JAEGER }, everywhere(JAEGER)],
    ['a share that follows parents', parentBased(HALF), { root: HALF }],
    ['Jaeger that follows parents', parentBased({ kind: 'jaeger-remote', choice: JAEGER }), { root: JAEGER }],
    [
      'other branches',
      parentBased(ON, { remoteParentSampled: HALF, localParentNotSampled: ON }),
      { root: ALL, remoteParentSampled: HALF, localParentNotSampled: ALL },
    ],
    ['a threshold', { kind: 'composite', node: { kind: 'parent-threshold', root: HALF } }, { root: HALF }],
    ['a composite share', { kind: 'composite', node: HALF }, everywhere(HALF)],
    ['settings', { kind: 'settings', settings: { tracesSamplerArg: 0.5 } }, { root: HALF }],
    ['rules', RULES, undefined],
    ['rules as a root', parentBased(RULES), undefined],
    ['rules as a branch', parentBased(ON, { localParentSampled: RULES }), undefined],
    ['parents of parents', parentBased(parentBased(ON)), undefined],
  ])('%s', (_what, node, choice) => {
    expect(chooseNode(node, settings)).toEqual(choice);
  });
});
