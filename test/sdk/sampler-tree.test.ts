import { describe, expect, test } from '@jest/globals';
import {
  type Attributes,
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import type { RootChoice } from '../../src/core/sampling/sampler-choice.ts';
import type { ComposableNode, ComposableRule, SamplerNode } from '../../src/core/sampling/sampler-node.ts';
import { resolveSettings } from '../../src/core/settings/index.ts';
import { createConsistentSampler } from '../../src/sdk/consistent-sampler.ts';
import { createSamplerTree, type SamplerParts } from '../../src/sdk/sampler-tree.ts';
import { createFixedSource } from '../../src/sdk/threshold-source.ts';

const sourceOf = (choice: RootChoice) => createFixedSource(choice.kind === 'ratio' ? choice.ratio : 0);

const PARTS: SamplerParts = {
  settings: resolveSettings({}).settings,
  create: ({ root, ...parents }) =>
    createConsistentSampler({
      root: sourceOf(root),
      ...Object.fromEntries(Object.entries(parents).map(([place, choice]) => [place, sourceOf(choice)])),
    }),
};

interface Span {
  readonly parent?: 'remote' | 'local';
  readonly sampled?: boolean;
  readonly traceState?: string;
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

/** Ends in a randomness above 0.8. */
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

const sample = (node: SamplerNode, span: Span = {}) => {
  const context = span.parent
    ? trace.setSpanContext(ROOT_CONTEXT, {
        traceId: TRACE_ID,
        spanId: '00f067aa0ba902b7',
        traceFlags: span.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
        isRemote: span.parent === 'remote',
        ...(span.traceState !== undefined && { traceState: createTraceState(span.traceState) }),
      })
    : ROOT_CONTEXT;
  const { decision, traceState } = createSamplerTree(node, PARTS).shouldSample(
    context,
    TRACE_ID,
    'GET /',
    span.kind ?? SpanKind.SERVER,
    span.attributes ?? {},
    [],
  );
  return { kept: decision === SamplingDecision.RECORD_AND_SAMPLED, state: traceState?.serialize() };
};

const ON: SamplerNode = { kind: 'always-on' };
const OFF: SamplerNode = { kind: 'always-off' };
const rule = (own: Partial<ComposableRule>): ComposableRule => ({
  attributeValues: undefined,
  attributePatterns: undefined,
  spanKinds: undefined,
  parents: undefined,
  sampler: { kind: 'ratio', ratio: 1 },
  ...own,
});
const composite = (node: ComposableNode): SamplerNode => ({ kind: 'composite', node });
/** Keeps what the rule matches. */
const keeping = (own: Partial<ComposableRule>) => composite({ kind: 'rules', rules: [rule(own)] });

describe('createSamplerTree', () => {
  test('the ends of a tree', () => {
    expect(sample(ON).kept).toBe(true);
    expect(sample(OFF).kept).toBe(false);
    expect(sample({ kind: 'ratio', ratio: 0.5 })).toEqual({ kept: true, state: 'ot=th:8' });
    expect(sample({ kind: 'ratio', ratio: 0.1 }).kept).toBe(false);
    expect(sample({ kind: 'settings', settings: { sampling: 'development' } }).kept).toBe(true);
    expect(sample({ kind: 'settings', settings: { tracesSamplerArg: 0 } }).kept).toBe(false);
  });

  /** Each branch alone keeps; all others do not. */
  test.each([
    ['root', {}],
    ['remoteParentSampled', { parent: 'remote', sampled: true }],
    ['remoteParentNotSampled', { parent: 'remote' }],
    ['localParentSampled', { parent: 'local', sampled: true }],
    ['localParentNotSampled', { parent: 'local' }],
  ] as const)('%s decides about %j', (branch, span) => {
    const all = {
      kind: 'parent-based',
      root: OFF,
      remoteParentSampled: OFF,
      remoteParentNotSampled: OFF,
      localParentSampled: OFF,
      localParentNotSampled: OFF,
    } as const;
    expect(sample({ ...all, [branch]: ON }, span).kept).toBe(true);
    expect(sample(all, span).kept).toBe(false);
  });

  test.each<[string, Partial<ComposableRule>, Span, boolean]>([
    ['no condition', {}, {}, true],
    ['a value', { attributeValues: { key: 'a', values: ['x', 'y'] } }, { attributes: { a: 'y' } }, true],
    ['another value', { attributeValues: { key: 'a', values: ['x'] } }, { attributes: { a: 'xx' } }, false],
    [
      'a number as text',
      { attributeValues: { key: 'a', values: ['404'] } },
      { attributes: { a: 404 } },
      true,
    ],
    [
      'one of a list',
      { attributeValues: { key: 'a', values: ['x'] } },
      { attributes: { a: ['y', 'x'] } },
      true,
    ],
    ['no attribute', { attributeValues: { key: 'a', values: ['undefined'] } }, {}, false],
    [
      'a pattern',
      { attributePatterns: { key: 'a', included: ['/in/*'], excluded: undefined } },
      { attributes: { a: '/in/x' } },
      true,
    ],
    [
      'a pattern but for',
      { attributePatterns: { key: 'a', included: ['/in/*'], excluded: ['*x'] } },
      { attributes: { a: '/in/x' } },
      false,
    ],
    ['a kind', { spanKinds: ['client', 'server'] }, {}, true],
    ['another kind', { spanKinds: ['client'] }, {}, false],
    ['a root', { parents: ['none'] }, {}, true],
    ['no root', { parents: ['none'] }, { parent: 'local' }, false],
    ['a remote parent', { parents: ['none', 'remote'] }, { parent: 'remote' }, true],
    ['a local parent', { parents: ['remote'] }, { parent: 'local' }, false],
    ['only one of two', { spanKinds: ['server'], parents: ['local'] }, {}, false],
  ])('a rule with %s', (_what, own, span, kept) => {
    expect(sample(keeping(own), span).kept).toBe(kept);
  });

  test('the first rule that matches decides, and none is no', () => {
    const off = rule({ spanKinds: ['server'], sampler: { kind: 'ratio', ratio: 0 } });
    const node = composite({ kind: 'rules', rules: [off, rule({})] });
    expect(sample(node).kept).toBe(false);
    expect(sample(node, { kind: SpanKind.CLIENT }).kept).toBe(true);
    expect(sample(composite({ kind: 'rules', rules: [] })).kept).toBe(false);
  });

  test('a parent keeps its decision and its threshold', () => {
    const node = composite({ kind: 'parent-threshold', root: { kind: 'ratio', ratio: 0.5 } });
    expect(sample(node)).toEqual({ kept: true, state: 'ot=th:8' });
    expect(sample(node, { parent: 'remote', sampled: true, traceState: 'ot=th:c' }).kept).toBe(true);
    expect(sample(node, { parent: 'remote', traceState: 'ot=th:c' }).kept).toBe(false);
  });
});
