import type { ResourceSpans, ScopeSpans, Span } from '../otlp/model.ts';
import type { OttlSubject } from '../ottl/evaluate/value.ts';

/** What a condition sees of a span. */
export const subjectOf = (batch: ResourceSpans, group: ScopeSpans, span: Span): OttlSubject => ({
  resource: batch.resource,
  resourceSchemaUrl: batch.schemaUrl,
  scope: group.scope,
  scopeSchemaUrl: group.schemaUrl,
  span,
});
