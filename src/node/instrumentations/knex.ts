import { basename } from 'node:path';
import { KnexInstrumentation } from '@opentelemetry/instrumentation-knex';
import { asDatabase } from '../database/database-tracer.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** Drivers that have no instrumentation of their own. */
const SQLITE = new Set(['sqlite', 'sqlite3', 'better-sqlite3', 'node-sqlite3-wasm']);

const rules: DatabaseRules = {
  // Any other query is a span of its driver, as long as this one.
  kindOf: ({ attributes }) => (SQLITE.has(String(attributes['db.system.name'])) ? 'operation' : 'nothing'),
  naming: (span) => ({
    ...sqlNaming(span),
    'db.system.name': 'sqlite',
    'db.namespace': basename(String(span.attributes['db.namespace'] ?? '')) || undefined,
  }),
  statusCode: ({ code }) => (typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined),
};

export const instrumentation: InstrumentationModule = {
  name: 'knex',
  summary:
    "the span in which a query of knex was built as the parent of its driver's spans; spans for SQLite",
  packages: ['knex'],
  builtins: [],
  versions: '>=0.10.0 <4',
  makes: ['context', 'spans', 'metrics'],
  create: () => asDatabase(new KnexInstrumentation(), rules),
};
