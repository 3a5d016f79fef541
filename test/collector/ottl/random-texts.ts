import type { OttlTable } from '../../../src/collector/ottl/table.ts';
import { createExpressions, createRandom, NUMBERS } from './random-expressions.ts';

export interface RandomText {
  readonly kind: 'processors' | 'connectors';
  readonly component: 'transform' | 'filter' | 'count' | 'signal_to_metrics';
  readonly config: unknown;
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
} as const;

const CONNECTOR_KEYS = { span: 'spans', datapoint: 'datapoints', log: 'logs' } as const;

/** Statements, conditions and values, right ones and spoiled ones, with a configuration each. */
export function* randomTexts(table: OttlTable, seed: number): Generator<RandomText> {
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
    const signal = pick(['trace', 'metric', 'log'] as const);
    const style = pick(['plain', 'group', 'context'] as const);
    const context = pick(SIGNALS[signal].contexts);
    const isPrefixed = style !== 'context' || chance(0.4);
    const text = maybeSpoiled(
      createExpressions(table, random, { functions: 'transform', context, isPrefixed }).statement(),
    );
    const { condition } = createExpressions(table, random, { functions: 'condition', context, isPrefixed });
    const group = {
      ...(style === 'context' && { context }),
      ...(chance(0.2) && { conditions: [maybeSpoiled(condition())] }),
      statements: [text],
    };
    const config = { [`${signal}_statements`]: [style === 'plain' ? text : group] };
    return { kind: 'processors', component: 'transform', config };
  };
  const filter = (): RandomText => {
    const signal = pick(['trace', 'metric', 'log'] as const);
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
    return { kind: 'processors', component: 'filter', config };
  };
  const count = (): RandomText => {
    const context = pick(['span', 'datapoint', 'log'] as const);
    const where = { functions: 'condition', context, isPrefixed: chance(0.5) };
    const conditions = [maybeSpoiled(createExpressions(table, random, where).condition())];
    return {
      kind: 'connectors',
      component: 'count',
      config: { [CONNECTOR_KEYS[context]]: { n: { conditions } } },
    };
  };
  const signalToMetrics = (): RandomText => {
    const context = pick(['span', 'datapoint', 'log'] as const);
    const where = { functions: 'signal_to_metrics', context, isPrefixed: chance(0.5) };
    const { condition, value } = createExpressions(table, random, where);
    const metric = {
      name: 'n',
      sum: { value: maybeSpoiled(value()) || '1' },
      ...(chance(0.3) && { conditions: [maybeSpoiled(condition())] }),
    };
    return {
      kind: 'connectors',
      component: 'signal_to_metrics',
      config: { [CONNECTOR_KEYS[context]]: [metric] },
    };
  };
  while (true) yield pick([transform, transform, transform, filter, filter, count, signalToMetrics])();
}
