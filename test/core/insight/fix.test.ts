import { expect, test } from '@jest/globals';
import { fixOf } from '../../../src/core/insight/fix.ts';
import type { FindingKind } from '../../../src/core/insight/operation.ts';

test.each<[kind: FindingKind, system: string, packages: readonly string[], expected: string]>([
  ['n_plus_one', 'postgresql', ['pg-pool'], '= ANY($1)'],
  ['n_plus_one', 'mysql', ['mysql2'], 'IN (…)'],
  ['n_plus_one', 'mongodb', ['mongodb'], '$in'],
  ['n_plus_one', 'mongodb', ['mongodb', 'mongoose'], 'populate'],
  ['n_plus_one', 'postgresql', ['pg', 'knex', 'objection'], 'whereIn'],
  ['n_plus_one', 'postgresql', ['pg', 'sequelize'], 'include'],
  ['n_plus_one', 'postgresql', ['@prisma/client'], 'include'],
  ['n_plus_one', 'postgresql', ['pg', 'graphql'], 'DataLoader'],
  ['parallel_queries', 'redis', [], 'a few at a time'],
  ['repeated_query', 'redis', [], 'Keep the answer'],
])('%s of %s through %p', (kind, system, packages, expected) => {
  const operation = {
    ...{ system, statement: 'SELECT', summary: 'SELECT', startMillis: 0, endMillis: 1, hasFailed: false },
    site: { place: 'a.js:1', packages },
  };
  expect(fixOf({ kind, operation, count: 5, totalMillis: 50 })).toContain(expected);
});
