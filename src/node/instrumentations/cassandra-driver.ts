import { CassandraDriverInstrumentation } from '@opentelemetry/instrumentation-cassandra-driver';
import { asDatabase } from '../database/database-tracer.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const rules: DatabaseRules = {
  // Each page of it is a query of its own.
  roleOf: ({ name }) => (name.endsWith('.stream') ? 'nothing' : 'operation'),
  naming: (span) => (span.name.endsWith('.batch') ? { 'db.operation.name': 'BATCH' } : sqlNaming(span)),
  // The others are the stack of the first host's error.
  message: (message) => message.split('\n', 1)[0] ?? '',
  statusCode: ({ code }) => (typeof code === 'number' ? String(code) : undefined),
};

export const instrumentation: InstrumentationModule = {
  name: 'cassandra-driver',
  summary: 'Cassandra queries and batches of cassandra-driver',
  packages: ['cassandra-driver'],
  builtins: [],
  versions: '>=4.4.0 <5',
  makes: ['spans', 'metrics'],
  // What it calls enhanced is the text of the query; it never has the parameters.
  create: () => asDatabase(new CassandraDriverInstrumentation({ enhancedDatabaseReporting: true }), rules),
};
