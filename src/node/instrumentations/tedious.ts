import { TediousInstrumentation } from '@opentelemetry/instrumentation-tedious';
import { asDatabase } from '../database/database-tracer.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const rules: DatabaseRules = {
  naming: (span) => {
    const procedure = span.attributes['db.stored_procedure.name'];
    if (procedure)
      return { 'db.operation.name': 'EXECUTE', 'db.query.summary': `EXECUTE ${String(procedure)}` };
    const operation = span.attributes['db.operation.name'];
    if (operation !== 'prepare') return sqlNaming(span);
    const { 'db.query.summary': summary, ...rest } = sqlNaming(span);
    return {
      ...rest,
      'db.operation.name': 'PREPARE',
      'db.query.summary': `PREPARE ${String(summary ?? '')}`.trim(),
    };
  },
};

export const instrumentation: InstrumentationModule = {
  name: 'tedious',
  summary: 'SQL Server queries, procedures and bulk loads of tedious',
  packages: ['tedious'],
  builtins: [],
  versions: '>=1.11.0 <21',
  makes: ['spans', 'metrics'],
  create: () => asDatabase(new TediousInstrumentation(), rules),
};
