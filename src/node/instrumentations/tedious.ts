import type { Attributes } from '@opentelemetry/api';
import { TediousInstrumentation } from '@opentelemetry/instrumentation-tedious';
import { asDatabase } from '../database/database-tracer.ts';
import { cleanSqlServerMessage } from '../database/error-messages.ts';
import type { DatabaseRules, DescribedSpan } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const STATUS = 'db.response.status_code';

/** Upstream takes codes of the client, such as `ETIMEOUT`, for answers of the server, and classes for types of errors. */
const failure = ({ attributes }: DescribedSpan): Attributes => {
  const code = attributes[STATUS];
  if (code === undefined) return {};
  return /^\d+$/.test(String(code)) ? { 'error.type': code } : { 'error.type': code, [STATUS]: undefined };
};

const operation = (span: DescribedSpan): Attributes => {
  const procedure = span.attributes['db.stored_procedure.name'];
  if (procedure)
    return { 'db.operation.name': 'EXECUTE', 'db.query.summary': `EXECUTE ${String(procedure)}` };
  const named = sqlNaming(span);
  if (span.attributes['db.operation.name'] !== 'prepare') return named;
  const summary = String(named['db.query.summary'] ?? '');
  return { ...named, 'db.operation.name': 'PREPARE', 'db.query.summary': `PREPARE ${summary}`.trim() };
};

const rules: DatabaseRules = {
  naming: (span) => ({ ...operation(span), ...failure(span) }),
  message: cleanSqlServerMessage,
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
