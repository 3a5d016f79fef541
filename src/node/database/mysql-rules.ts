import type { DatabaseRules } from './rules.ts';
import { sqlNaming } from './sql-rules.ts';

/** Of both clients. */
export const mysqlRules: DatabaseRules = {
  naming: sqlNaming,
  // `host: '127.0.0.1', port: 3306, database: 'shop', user: 'app'`
  poolName: (name) => name.replace(/^host: '([^']*)', port: (\d+)(?:, database: '([^']*)')?.*$/, '$1:$2/$3'),
  // `Duplicate entry '4' for key 'id'`, `Incorrect integer value: '4a' for column`, `syntax to use near '4a' at line 1`
  message: (message) => message.replace(/\b(entry|value:|near) '[\s\S]*' (for|at)\b/, '$1 ? $2'),
  // Errors of the system have negative numbers.
  statusCode: ({ errno }) => (typeof errno === 'number' && errno > 0 ? String(errno) : undefined),
};
