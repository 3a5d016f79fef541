import type { DatabaseRules } from './rules.ts';
import { sqlNaming } from './sql-rules.ts';

/** Of both clients. */
export const mysqlRules: DatabaseRules = {
  naming: sqlNaming,
  // Errors of the system have negative numbers.
  statusCode: ({ errno }) => (typeof errno === 'number' && errno > 0 ? String(errno) : undefined),
};
