// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/filterprocessor/config.go
import { isRecord, type Settings } from '../explain/effective.ts';
import { compileAny, type ErrorMode, type Predicate } from '../ottl/evaluate/condition.ts';
import type { EvaluatedContext } from '../ottl/evaluate/paths.ts';
import { SyntaxFault } from '../ottl/fault.ts';
import { inferContext } from '../ottl/infer.ts';
import { parseCondition } from '../ottl/parse.ts';
import type { Prefix } from '../ottl/scope.ts';
import type { Value } from '../ottl/syntax.ts';
import type { OttlTable } from '../ottl/table.ts';
import { CannotSimulate, recordOf, textOf, textsOf } from './settings.ts';

const CONTEXTS: readonly EvaluatedContext[] = ['resource', 'scope', 'span', 'spanevent'];

/** What is taken away, by what it is. */
export type FilterConditions = Readonly<Record<EvaluatedContext, Predicate | undefined>>;

const compileAll = (
  texts: (context: EvaluatedContext) => readonly string[],
  prefix: Prefix,
  errorMode: ErrorMode,
): FilterConditions => {
  const compile = (context: EvaluatedContext) => compileAny(texts(context), { context, prefix }, errorMode);
  return {
    resource: compile('resource'),
    scope: compile('scope'),
    span: compile('span'),
    spanevent: compile('spanevent'),
  };
};

const operandsOf = (text: string): readonly Value[] => {
  try {
    return parseCondition(text).operands;
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    throw new CannotSimulate(`${JSON.stringify(text)}: ${error.message}`);
  }
};

/** The context that a condition has by its paths and functions. */
const contextOf = (text: string, table: OttlTable): EvaluatedContext => {
  const inferred = inferContext([operandsOf(text)], {
    table,
    contexts: CONTEXTS,
    functionsOf: (context) => table.sets.condition?.[context] ?? [],
  });
  const found = 'context' in inferred ? CONTEXTS.find((each) => each === inferred.context) : undefined;
  if (found) return found;
  throw new CannotSimulate(`the context of ${JSON.stringify(text)} is not clear`);
};

/** One group of `trace_conditions`: its context is given, or each of its conditions has its own. */
const groupConditions = (group: Settings, errorMode: ErrorMode, table: OttlTable): FilterConditions => {
  const texts = textsOf(group, 'conditions');
  const mode = (textOf(group, 'error_mode') || errorMode) as ErrorMode;
  const given = textOf(group, 'context').toLowerCase();
  if (given !== '') return compileAll((context) => (context === given ? texts : []), 'optional', mode);
  const inferred = texts.map((text) => ({ text, context: contextOf(text, table) }));
  return compileAll(
    (context) => inferred.filter((each) => each.context === context).map(({ text }) => text),
    'required',
    mode,
  );
};

/**
 * The conditions of a filter, one set after the other.
 * @throws CannotEvaluate for a condition that cannot be asked here
 * @throws CannotSimulate for settings that have no conditions
 */
export const filterConditions = (
  settings: Settings,
  table: OttlTable | undefined,
): readonly FilterConditions[] => {
  const errorMode = textOf(settings, 'error_mode') as ErrorMode;
  const groups: readonly unknown[] = Array.isArray(settings.trace_conditions)
    ? settings.trace_conditions
    : [];
  if (groups.length > 0) {
    if (!table) throw new CannotSimulate('trace_conditions without a schema');
    const flat = groups.filter((each) => typeof each === 'string');
    if (flat.length > 0) return [groupConditions({ conditions: flat }, errorMode, table)];
    return groups.filter(isRecord).map((group) => groupConditions(group, errorMode, table));
  }
  const spans = recordOf(settings, 'spans');
  const traces = recordOf(settings, 'traces');
  const own = compileAll((context) => textsOf(traces, context), 'bare', errorMode);
  const hasConditions = Object.values(own).some((condition) => condition !== undefined);
  if (!hasConditions && (spans.include || spans.exclude))
    throw new CannotSimulate('spans.include and spans.exclude');
  return [own];
};
