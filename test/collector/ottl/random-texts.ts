import type { OttlKind } from '../../../src/collector/ottl/check.ts';
import type { OttlTable } from '../../../src/collector/ottl/table.ts';
import { createExpressions, createRandom, NUMBERS } from './random-expressions.ts';

export interface RandomText {
  readonly kind: 'processors' | 'connectors';
  readonly component:
    | 'transform'
    | 'filter'
    | 'count'
    | 'signal_to_metrics'
    | 'tail_sampling'
    | 'routing'
    | 'sum';
  readonly config: unknown;
  /** The pipeline that a route leads to. */
  readonly target?: string;
  /** The text, where it is the only one. */
  readonly only?: { readonly kind: OttlKind; readonly text: string };
}

const SIGNALS = {
  trace: {
    contexts: ['resource', 'scope', 'span', 'spanevent'],
    explicit: { resource: 'traces.resource', span: 'traces.span', spanevent: 'traces.spanevent' },
  },
  metric: {
    contexts: ['resource', 'scope', 'metric', 'datapoint'],
    explicit: { resource: 'metrics.resource', metric: 'metrics.metric', datapoint: 'metrics.datapoint' },
  },
  log: {
    contexts: ['resource', 'scope', 'log'],
    explicit: { resource: 'logs.resource', log: 'logs.log_record' },
  },
  profile: {
    contexts: ['resource', 'scope', 'profile'],
    explicit: { resource: 'profiles.resource', profile: 'profiles.profile' },
  },
} as const;

const CONNECTOR_KEYS = {
  span: 'spans',
  spanevent: 'spanevents',
  metric: 'metrics',
  datapoint: 'datapoints',
  log: 'logs',
  profile: 'profiles',
} as const;
const ALL_SIGNALS = ['trace', 'metric', 'log', 'profile'] as const;
const COUNTED = ['span', 'spanevent', 'metric', 'datapoint', 'log', 'profile'] as const;
/** What the sum connector adds up. */
const ADDED = ['span', 'spanevent', 'metric', 'datapoint', 'log'] as const;
/** Contexts of routes, each with a pipeline for its signal. */
const ROUTES = {
  resource: 'traces/out',
  span: 'traces/out',
  metric: 'metrics/out',
  datapoint: 'metrics/out',
  log: 'logs/out',
} as const;
const ROUTED = ['resource', 'span', 'metric', 'datapoint', 'log'] as const;
const SUMMED = ['span', 'datapoint', 'log', 'profile'] as const;

/** Statements, conditions and values, right ones and spoiled ones, with a configuration each. */
function* randomTexts(table: OttlTable, seed: number): Generator<RandomText, never> {
  const random = createRandom(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const chance = (share: number): boolean => random() < share;

  const spoil = (text: string): string => {
    const at = Math.floor(random() * text.length);
    const tokens = text.split(/(\W+)/);
    const index = Math.floor(random() * tokens.length);
    return pick([
      () => text.slice(0, at) + text.slice(at + 1),
      () =>
        text.slice(0, at) +
        pick([
          '(',
          ')',
          '[',
          ']',
          ',',
          '.',
          '"',
          '=',
          'x',
          'X',
          '_',
          '1',
          ' ',
          '-',
          '\\',
          '{',
          'or ',
          ' where ',
          '!',
          '%',
        ]) +
        text.slice(at),
      () => tokens.filter((_, each) => each !== index).join(''),
      () => tokens.toSpliced(index, 0, pick(tokens)).join(''),
      () => text.replace(/\w+/, (name) => `${name}s`),
      () => text.replaceAll(/"[^"]*"/g, (string) => (chance(0.4) ? pick(NUMBERS) : string)),
      () => text.replace(/, [^,()]*\)/, ')'),
      () => text.replace(/\)/, ', "x")'),
      () =>
        text.replaceAll(/\b(?:span|metric|log|datapoint|resource|scope)\./g, (prefix) =>
          chance(0.5) ? '' : prefix,
        ),
      () => text.replace(/[A-Z]\w*\(/, (name) => name.toLowerCase()),
      () => text.replace(/==/, '='),
      () => text.replace(/(\w+) ?= ?/, 'wrong = '),
    ])();
  };
  const maybeSpoiled = (text: string): string => (chance(0.5) ? spoil(text) : text);

  const transform = (): RandomText => {
    const signal = pick(ALL_SIGNALS);
    const style = pick(['plain', 'group', 'context'] as const);
    const context = pick(SIGNALS[signal].contexts);
    const isPrefixed = style !== 'context' || chance(0.4);
    const text = maybeSpoiled(
      createExpressions(table, random, { functions: 'transform', context, isPrefixed }).statement(),
    );
    const { condition } = createExpressions(table, random, { functions: 'condition', context, isPrefixed });
    const isGuarded = style !== 'plain' && chance(0.2);
    const group = {
      ...(style === 'context' && { context }),
      ...(isGuarded && { conditions: [maybeSpoiled(condition())] }),
      statements: [text],
    };
    const config = { [`${signal}_statements`]: [style === 'plain' ? text : group] };
    const only = { kind: 'statement', text } as const;
    return { kind: 'processors', component: 'transform', config, ...(!isGuarded && { only }) };
  };
  const filter = (): RandomText => {
    const signal = pick(ALL_SIGNALS);
    const style = pick(['plain', 'group', 'context', 'explicit'] as const);
    const { contexts } = SIGNALS[signal];
    const explicit: Readonly<Record<string, string>> = SIGNALS[signal].explicit;
    const context = pick(style === 'explicit' ? Object.keys(explicit) : contexts);
    const isPrefixed = style === 'plain' || style === 'group' || chance(0.4);
    const text = maybeSpoiled(
      createExpressions(table, random, { functions: 'condition', context, isPrefixed }).condition(),
    );
    const [outer = '', inner = ''] = explicit[context]?.split('.') ?? [];
    const group = { ...(style === 'context' && { context }), conditions: [text] };
    const config =
      style === 'explicit'
        ? { [outer]: { [inner]: [text] } }
        : { [`${signal}_conditions`]: [style === 'plain' ? text : group] };
    return { kind: 'processors', component: 'filter', config, only: { kind: 'condition', text } };
  };
  const count = (): RandomText => {
    const context = pick(COUNTED);
    const where = { functions: 'condition', context, isPrefixed: chance(0.5) };
    const text = maybeSpoiled(createExpressions(table, random, where).condition());
    return {
      kind: 'connectors',
      component: 'count',
      config: { [CONNECTOR_KEYS[context]]: { n: { conditions: [text] } } },
      only: { kind: 'condition', text },
    };
  };
  const signalToMetrics = (): RandomText => {
    const context = pick(SUMMED);
    const where = { functions: 'signal_to_metrics', context, isPrefixed: chance(0.5) };
    const { condition, value } = createExpressions(table, random, where);
    const text = maybeSpoiled(value()) || '1';
    const isGuarded = chance(0.3);
    const metric = {
      name: 'n',
      sum: { value: text },
      ...(isGuarded && { conditions: [maybeSpoiled(condition())] }),
    };
    return {
      kind: 'connectors',
      component: 'signal_to_metrics',
      config: { [CONNECTOR_KEYS[context]]: [metric] },
      ...(!isGuarded && { only: { kind: 'value', text } as const }),
    };
  };
  const tailSampling = (): RandomText => {
    const context = pick(['span', 'spanevent'] as const);
    const where = { functions: 'condition', context, isPrefixed: chance(0.5) };
    const text = maybeSpoiled(createExpressions(table, random, where).condition());
    const policy = { name: 'p', type: 'ottl_condition', ottl_condition: { [context]: [text] } };
    const policies = pick([
      () => [policy],
      () => [{ name: 'a', type: 'and', and: { and_sub_policy: [policy] } }],
      () => [{ name: 'd', type: 'drop', drop: { drop_sub_policy: [policy] } }],
      () => [{ name: 'n', type: 'not', not: { not_sub_policy: policy } }],
    ])();
    const config = { decision_wait: '1s', num_traces: 10, policies };
    return { kind: 'processors', component: 'tail_sampling', config, only: { kind: 'condition', text } };
  };
  const sum = (): RandomText => {
    const context = pick(ADDED);
    const where = { functions: 'condition', context, isPrefixed: chance(0.3) };
    const text = maybeSpoiled(createExpressions(table, random, where).condition());
    return {
      kind: 'connectors',
      component: 'sum',
      config: { [CONNECTOR_KEYS[context]]: { n: { source_attribute: 'a', conditions: [text] } } },
      only: { kind: 'condition', text },
    };
  };
  const routing = (): RandomText => {
    const context = pick(ROUTED);
    const where = { functions: 'condition', context, isPrefixed: chance(0.3) };
    const condition = createExpressions(table, random, where).condition();
    const editor = pick([
      'route()',
      'delete_key(attributes, "a")',
      'delete_matching_keys(attributes, "a.*")',
      'set(attributes["a"], 1)',
    ]);
    const isStatement = chance(0.4);
    const text = maybeSpoiled(isStatement ? `${editor} where ${condition}` : condition) || 'x';
    const target = ROUTES[context];
    const isWritten = context !== 'resource' || chance(0.5);
    const route = {
      ...(isWritten && { context }),
      [isStatement ? 'statement' : 'condition']: text,
      pipelines: [target],
    };
    return { kind: 'connectors', component: 'routing', config: { table: [route] }, target };
  };
  const many = [transform, transform, transform, filter, filter, count, signalToMetrics, sum];
  // Conditions of tail sampling are read when it starts, and routes when they are built: one by one, which takes long.
  const alone = [tailSampling, routing, routing, routing, routing];
  while (true) yield chance(0.05) ? pick(alone)() : pick(many)();
}

/** So many of them, of the components that there are. */
export const takeTexts = (
  table: OttlTable,
  seed: number,
  count: number,
  isKnown: (text: RandomText) => boolean = () => true,
): readonly RandomText[] => {
  const taken: RandomText[] = [];
  for (const text of randomTexts(table, seed)) if (isKnown(text) && taken.push(text) >= count) break;
  return taken;
};
