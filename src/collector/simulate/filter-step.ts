// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/filterprocessor/traces.go
import type { Settings } from '../explain/effective.ts';
import { filterSpans, type ResourceSpans, type ScopeSpans, type Span } from '../otlp/model.ts';
import type { Predicate } from '../ottl/evaluate/condition.ts';
import { OttlError } from '../ottl/evaluate/value.ts';
import type { OttlTable } from '../ottl/table.ts';
import { type FilterConditions, filterConditions } from './filter-conditions.ts';
import type { Step } from './step.ts';
import { subjectOf } from './subject.ts';

const withoutEvents = (span: Span, batch: ResourceSpans, group: ScopeSpans, drops: Predicate): Span => {
  const subject = subjectOf(batch, group, span);
  const events = span.events.filter((event) => !drops({ ...subject, event }));
  return events.length === span.events.length ? span : { ...span, events };
};

const filterBatch = (
  batch: ResourceSpans,
  { resource, scope, span, spanevent }: FilterConditions,
): readonly ResourceSpans[] => {
  if (resource?.({ resource: batch.resource, resourceSchemaUrl: batch.schemaUrl })) return [];
  if (!scope && !span && !spanevent) return [batch];
  const kept = filterSpans(batch, (each, group) => {
    const subject = subjectOf(batch, group, each);
    if (scope?.(subject) || span?.(subject)) return undefined;
    return spanevent ? withoutEvents(each, batch, group, spanevent) : each;
  });
  return kept ? [kept] : [];
};

/**
 * @throws CannotEvaluate for a condition that cannot be asked here
 * @throws CannotSimulate for settings that have no conditions
 */
export const createFilter = (id: string, settings: Settings, table: OttlTable | undefined): Step => {
  const stages = filterConditions(settings, table);
  let refused = 0;
  return {
    id,
    push(batches) {
      try {
        return stages.reduce((rest, stage) => rest.flatMap((batch) => filterBatch(batch, stage)), batches);
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
