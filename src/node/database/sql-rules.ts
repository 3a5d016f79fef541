import { summariseSql } from '../../core/database/summarise-sql.ts';
import type { DatabaseRules } from './rules.ts';
import { statementOf } from './statement-of.ts';

/** Names a span by its statement. */
export const sqlNaming: DatabaseRules['naming'] = ({ attributes }) => {
  const { statement, system } = statementOf(attributes);
  if (statement === undefined) return {};
  const { operation, collection, summary } = summariseSql(statement, { system });
  return {
    'db.operation.name': operation ?? attributes['db.operation.name'],
    'db.collection.name': collection ?? attributes['db.collection.name'],
    'db.query.summary': summary,
  };
};
