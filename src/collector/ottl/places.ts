import type { OttlKind } from './check.ts';
import type { Prefix } from './scope.ts';

interface Single {
  readonly kind: OttlKind;
  readonly context: string;
  readonly functions: 'condition' | 'signal_to_metrics';
  readonly prefix: Prefix;
}

/** A map with a statement or a condition, and the context of both. */
interface Route {
  readonly isRoute: true;
}

interface Grouped {
  readonly contexts: readonly string[];
}

/** Where OTTL stands in the configuration of a component; `*` is any key, or any item of a list. */
export interface OttlPlace {
  readonly component: string;
  readonly path: string;
  readonly use: Single | Grouped | Route;
  /** What the map beside must say: `type` of a policy. */
  readonly only?: { readonly key: string; readonly value: string };
}

const COMMON = ['resource', 'scope'];

/** Contexts of the statements of a signal. */
const SIGNAL_CONTEXTS: Readonly<Record<string, readonly string[]>> = {
  trace: [...COMMON, 'span', 'spanevent'],
  metric: [...COMMON, 'metric', 'datapoint'],
  log: [...COMMON, 'log'],
  profile: [...COMMON, 'profile'],
};

const condition = (context: string, prefix: Prefix): Single => ({
  kind: 'condition',
  context,
  functions: 'condition',
  prefix,
});

const grouped = (component: string, ending: string): readonly OttlPlace[] =>
  Object.entries(SIGNAL_CONTEXTS).map(([signal, contexts]) => ({
    component,
    path: `${signal}_${ending}`,
    use: { contexts },
  }));

const FILTER: Readonly<Record<string, string>> = {
  'traces.resource': 'resource',
  'traces.span': 'span',
  'traces.spanevent': 'spanevent',
  'metrics.resource': 'resource',
  'metrics.metric': 'metric',
  'metrics.datapoint': 'datapoint',
  'logs.resource': 'resource',
  'logs.log_record': 'log',
  'profiles.resource': 'resource',
  'profiles.profile': 'profile',
};

const COUNT: Readonly<Record<string, string>> = {
  spans: 'span',
  spanevents: 'spanevent',
  metrics: 'metric',
  datapoints: 'datapoint',
  logs: 'log',
  profiles: 'profile',
};

const SUM: Readonly<Record<string, string>> = {
  spans: 'span',
  spanevents: 'spanevent',
  metrics: 'metric',
  datapoints: 'datapoint',
  logs: 'log',
};

const SIGNAL_TO_METRICS: Readonly<Record<string, string>> = {
  spans: 'span',
  datapoints: 'datapoint',
  logs: 'log',
  profiles: 'profile',
};

const VALUES = [
  'attributes.*.keys_expression',
  'include_resource_attributes.*.keys_expression',
  'histogram.count',
  'histogram.value',
  'exponential_histogram.count',
  'exponential_histogram.value',
  'sum.value',
  'gauge.value',
];

const POLICIES = [
  'policies.*',
  'policies.*.and.and_sub_policy.*',
  'policies.*.composite.composite_sub_policy.*',
  'policies.*.composite.composite_sub_policy.*.and.and_sub_policy.*',
  'policies.*.not.not_sub_policy',
  'policies.*.drop.drop_sub_policy.*',
];

export const ottlPlaces: readonly OttlPlace[] = [
  ...grouped('processors.transform', 'statements'),
  ...grouped('processors.filter', 'conditions'),
  ...Object.entries(FILTER).map(([path, context]) => ({
    component: 'processors.filter',
    path,
    use: condition(context, 'bare'),
  })),
  { component: 'processors.log_dedup', path: 'conditions', use: condition('log', 'bare') },
  ...POLICIES.flatMap((policy) =>
    ['span', 'spanevent'].map((context) => ({
      component: 'processors.tail_sampling',
      path: `${policy}.ottl_condition.${context}`,
      use: condition(context, 'optional'),
      only: { key: 'type', value: 'ottl_condition' },
    })),
  ),
  ...Object.entries(COUNT).map(([key, context]) => ({
    component: 'connectors.count',
    path: `${key}.*.conditions`,
    use: condition(context, 'optional'),
  })),
  // https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/connector/sumconnector/config.go
  ...Object.entries(SUM).map(([key, context]) => ({
    component: 'connectors.sum',
    path: `${key}.*.conditions`,
    use: condition(context, 'bare'),
  })),
  { component: 'connectors.routing', path: 'table.*', use: { isRoute: true } },
  ...Object.entries(SIGNAL_TO_METRICS).flatMap(([key, context]) => [
    {
      component: 'connectors.signal_to_metrics',
      path: `${key}.*.conditions`,
      use: { ...condition(context, 'optional'), functions: 'signal_to_metrics' as const },
    },
    ...VALUES.map((path) => ({
      component: 'connectors.signal_to_metrics',
      path: `${key}.*.${path}`,
      use: { kind: 'value', context, functions: 'signal_to_metrics', prefix: 'optional' } as const,
    })),
  ]),
];
