import { knownStatementOf } from './known-statement.ts';
import type { DatabaseRules } from './rules.ts';

/** Names a span by its statement. */
export const sqlNaming: DatabaseRules['naming'] = ({ attributes }) => {
  const known = knownStatementOf(attributes);
  if (!known) return {};
  const { operation, collection, summary } = known.summary;
  return {
    'db.operation.name': operation ?? attributes['db.operation.name'],
    'db.collection.name': collection ?? attributes['db.collection.name'],
    'db.query.summary': summary,
  };
};
