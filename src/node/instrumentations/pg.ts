import type { Tracer } from '@opentelemetry/api';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { noteAsked } from '../database/asked.ts';
import { asDatabase } from '../database/database-tracer.ts';
import { cleanPostgresMessage } from '../database/error-messages.ts';
import { noteRows } from '../database/note-rows.ts';
import { replaceMethod } from '../database/replace-method.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import { withSubmittables } from '../database/trace-submittable.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { patchPgPool } from '../pools/pg-pool.ts';

const KINDS: Readonly<Record<string, 'connect' | 'nothing'>> = {
  'pg.connect': 'connect',
  // Around `pg.connect`, and as long.
  'pg-pool.connect': 'nothing',
};

/** SQLSTATE, whose first character is none that a system's error code begins with: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQLSTATE = /^[0-9FHPX][0-9A-Z]{4}$/;

const rules: DatabaseRules = {
  roleOf: ({ name }) => KINDS[name] ?? 'operation',
  naming: sqlNaming,
  watchesPools: true,
  message: cleanPostgresMessage,
  statusCode: ({ code }) => (typeof code === 'string' && SQLSTATE.test(code) ? code : undefined),
};

export const instrumentation: InstrumentationModule = {
  name: 'pg',
  summary: 'PostgreSQL queries and pools of pg',
  packages: ['pg', 'pg-pool'],
  builtins: [],
  versions: '>=8.0.3 <9',
  makes: ['spans', 'metrics'],
  create: () => {
    patchFiles({ 'pg-pool': patchPgPool });
    const instrumentation = asDatabase(
      new PgInstrumentation({
        requireParentSpan: false,
        responseHook: (span, { data }) => noteRows(span, data?.rows),
      }),
      rules,
    );
    const tracer = (): Tracer => Reflect.get(instrumentation, 'tracer');
    replaceMethod(instrumentation, '_getClientQueryPatch', withSubmittables(tracer));
    return replaceMethod(instrumentation, '_getClientQueryPatch', noteAsked);
  },
};
