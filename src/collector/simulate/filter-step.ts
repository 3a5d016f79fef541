// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/filterprocessor/traces.go
import type { Settings } from '../explain/effective.ts';
import { filterSpans, type ResourceSpans, type ScopeSpans, type Span } from '../otlp/model.ts';
import { compileAny, type ErrorMode, type Predicate } from '../ottl/evaluate/condition.ts';
import type { EvaluatedContext } from '../ottl/evaluate/paths.ts';
import { OttlError } from '../ottl/evaluate/value.ts';
import { CannotSimulate, recordOf, textOf, textsOf } from './settings.ts';
import type { Step } from './step.ts';
import { subjectOf } from './subject.ts';

interface Conditions {
  readonly resource: Predicate | undefined;
  readonly span: Predicate | undefined;
  readonly event: Predicate | undefined;
}

const withoutEvents = (span: Span, batch: ResourceSpans, group: ScopeSpans, drops: Predicate): Span => {
  const subject = subjectOf(batch, group, span);
  const events = span.events.filter((event) => !drops({ ...subject, event }));
  return events.length === span.events.length ? span : { ...span, events };
};

const filterBatch = (
  batch: ResourceSpans,
  { resource, span, event }: Conditions,
): readonly ResourceSpans[] => {
  if (resource?.({ resource: batch.resource, resourceSchemaUrl: batch.schemaUrl })) return [];
  if (!span && !event) return [batch];
  const kept = filterSpans(batch, (each, group) => {
    if (span?.(subjectOf(batch, group, each))) return undefined;
    return event ? withoutEvents(each, batch, group, event) : each;
  });
  return kept ? [kept] : [];
};

/**
 * @throws CannotEvaluate for a condition that cannot be asked here
 * @throws CannotSimulate for settings other than `traces`
 */
export const createFilter = (id: string, settings: Settings): Step => {
  const spans = recordOf(settings, 'spans');
  if (Array.isArray(settings.trace_conditions) && settings.trace_conditions.length > 0)
    throw new CannotSimulate('trace_conditions');
  const traces = recordOf(settings, 'traces');
  const errorMode = textOf(settings, 'error_mode') as ErrorMode;
  const compile = (context: EvaluatedContext) =>
    compileAny(textsOf(traces, context), { context, prefix: 'bare' }, errorMode);
  const conditions = { resource: compile('resource'), span: compile('span'), event: compile('spanevent') };
  const hasConditions = Object.values(conditions).some((condition) => condition !== undefined);
  if (!hasConditions && (spans.include || spans.exclude))
    throw new CannotSimulate('spans.include and spans.exclude');
  let refused = 0;
  return {
    id,
    push(batches) {
      try {
        return batches.flatMap((batch) => filterBatch(batch, conditions));
      } catch (error) {
        if (!(error instanceof OttlError)) throw error;
        refused++;
        return [];
      }
    },
    finish: () => [],
    notes: () =>
      refused > 0
        ? [
            {
              id: 'refused',
              message: `${refused} requests were refused as a whole, because a condition failed and error_mode is propagate`,
            },
          ]
        : [],
  };
};
