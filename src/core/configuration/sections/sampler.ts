import { defaultJaegerRemote } from '../../sampling/jaeger-argument.ts';
import type { ComposableNode, ComposableRule, SamplerNode } from '../../sampling/sampler-node.ts';
import { SETTINGS } from '../../settings/index.ts';
import type { Setting } from '../../settings/setting.ts';
import { httpUrl } from '../../settings/value-types.ts';
import {
  choice,
  type Decoder,
  integer,
  lazy,
  list,
  mapped,
  number,
  object,
  oneOf,
  required,
  text,
  textThat,
} from '../decode.ts';
import { inside, warn } from '../place.ts';
import { nothing } from './common.ts';
import { settingOf } from './setting-of.ts';

const ON: SamplerNode = { kind: 'always-on' };
const OFF: SamplerNode = { kind: 'always-off' };

const always = <T>(node: T): Decoder<T> => mapped(nothing, () => node);

const share = mapped(object({ ratio: number(0, 1) }), ({ ratio = 1 }) => ({ kind: 'ratio', ratio }) as const);

/** Often enough for anybody, and no storm of requests. */
const MIN_POLL_MILLIS = 1_000;

const rule: Decoder<ComposableRule> = mapped(
  object({
    attribute_values: object({ key: required(text), values: required(list(text)) }),
    attribute_patterns: object({ key: required(text), included: list(text), excluded: list(text) }),
    span_kinds: list(oneOf(['internal', 'server', 'client', 'producer', 'consumer'])),
    parent: list(oneOf(['none', 'remote', 'local'])),
    sampler: required(lazy(() => composable)),
  }),
  ({ attribute_values: values, attribute_patterns: patterns, span_kinds, parent, sampler: own }) =>
    own && {
      attributeValues: values && { key: values.key ?? '', values: values.values ?? [] },
      attributePatterns: patterns && {
        key: patterns.key ?? '',
        included: patterns.included,
        excluded: patterns.excluded,
      },
      spanKinds: span_kinds,
      parents: parent,
      sampler: own,
    },
);

const composable: Decoder<ComposableNode> = choice({
  always_on: always({ kind: 'ratio', ratio: 1 } as const),
  always_off: always({ kind: 'ratio', ratio: 0 } as const),
  probability: share,
  parent_threshold: mapped(
    object({ root: required(lazy(() => composable)) }),
    ({ root }) => root && ({ kind: 'parent-threshold', root } as const),
  ),
  rule_based: mapped(object({ rules: list(rule) }), ({ rules = [] }) => ({ kind: 'rules', rules }) as const),
});

/** A sampler as one share of traces; undefined where it is more than that. */
const shareOf = (node: SamplerNode): number | undefined => {
  if (node.kind === 'always-on') return 1;
  if (node.kind === 'always-off') return 0;
  if (node.kind === 'ratio') return node.ratio;
  return node.kind === 'parent-based' ? shareOf(node.root) : undefined;
};

const jaegerRemote: Decoder<SamplerNode> = mapped(
  object({
    endpoint: required(textThat(httpUrl.accepts, httpUrl.parse)),
    interval: integer(0, 2_147_483_647),
    initial_sampler: required(lazy(() => sampler)),
  }),
  ({ endpoint, interval, initial_sampler: initial }, node, place) => {
    if (!endpoint || !initial) return undefined;
    const usual = defaultJaegerRemote();
    const initialRatio = shareOf(initial);
    if (initialRatio === undefined)
      warn(
        inside(place, 'initial_sampler'),
        node.position,
        `only a share of all traces is supported here; ${usual.initialRatio} is used`,
      );
    return {
      kind: 'jaeger-remote',
      choice: {
        kind: 'jaeger-remote',
        endpoint,
        pollingIntervalMillis: Math.max(MIN_POLL_MILLIS, interval ?? usual.pollingIntervalMillis),
        initialRatio: initialRatio ?? usual.initialRatio,
      },
    };
  },
);

const PRESET = 'BINNACLE_SAMPLING';
const RATIO = 'OTEL_TRACES_SAMPLER_ARG';

/** The settings that ours is made of: its preset, its share, and what else is called like it. */
const OURS = Object.entries(SETTINGS).flatMap(([setting, row]) => {
  const { name } = row;
  if (name === PRESET) return [{ key: 'preset', setting, row }];
  if (name === RATIO) return [{ key: 'ratio', setting, row }];
  return name.startsWith(`${PRESET}_`)
    ? [{ key: name.slice(PRESET.length + 1).toLowerCase(), setting, row }]
    : [];
});

/** Ours. A sampler by its standard name would win over it in the environment, but here it is the one that is asked for. */
const binnacle: Decoder<SamplerNode> = mapped(
  object(Object.fromEntries(OURS.map(({ key, row }) => [key, settingOf(row as Setting<unknown>)]))),
  (own) => ({
    kind: 'settings',
    settings: {
      tracesSampler: undefined,
      ...Object.fromEntries(
        OURS.flatMap(({ key, setting }) => (own[key] === undefined ? [] : [[setting, own[key]]])),
      ),
    },
  }),
);

const optional = lazy(() => sampler);

const parentBased: Decoder<SamplerNode> = mapped(
  object({
    root: optional,
    remote_parent_sampled: optional,
    remote_parent_not_sampled: optional,
    local_parent_sampled: optional,
    local_parent_not_sampled: optional,
  }),
  (own) => ({
    kind: 'parent-based',
    root: own.root ?? ON,
    remoteParentSampled: own.remote_parent_sampled ?? ON,
    remoteParentNotSampled: own.remote_parent_not_sampled ?? OFF,
    localParentSampled: own.local_parent_sampled ?? ON,
    localParentNotSampled: own.local_parent_not_sampled ?? OFF,
  }),
);

/** https://github.com/open-telemetry/opentelemetry-configuration, type Sampler */
export const sampler: Decoder<SamplerNode> = choice({
  always_on: always(ON),
  always_off: always(OFF),
  trace_id_ratio_based: share,
  parent_based: parentBased,
  'probability/development': share,
  'composite/development': mapped(composable, (node) => ({ kind: 'composite', node }) as const),
  'jaeger_remote/development': jaegerRemote,
  binnacle_sampling: binnacle,
}) as Decoder<SamplerNode>;
