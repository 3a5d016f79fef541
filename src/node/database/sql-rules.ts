import { summariseSql } from '../../core/database/summarise-sql.ts';
import type { DatabaseRules } from './rules.ts';

/** Names a span by its statement. */
export const sqlNaming: DatabaseRules['naming'] = ({ attributes }) => {
  const text = attributes['db.query.text'];
  if (typeof text !== 'string') return {};
  const { operation, collection, summary } = summariseSql(text);
  return {
    'db.operation.name': operation ?? attributes['db.operation.name'],
    'db.collection.name': collection ?? attributes['db.collection.name'],
    'db.query.summary': summary,
  };
};
