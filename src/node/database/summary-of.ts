import type { Attributes } from '@opentelemetry/api';

/**
 * An operation in few words: of a statement its summary, of a store without statements what is done with which
 * collection. https://opentelemetry.io/docs/specs/semconv/db/database-spans/#name
 */
export const summaryOf = (attributes: Attributes): string => {
  const summary = attributes['db.query.summary'];
  if (summary) return String(summary);
  const operation = attributes['db.operation.name'];
  const target = attributes['db.collection.name'];
  const words = [operation, target].filter((word) => word !== undefined);
  return words.length > 0 ? words.join(' ') : String(attributes['db.system.name'] ?? 'database');
};
