import type { Tracer } from '@opentelemetry/api';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { noteAsked } from '../database/asked.ts';
import { asDatabase } from '../database/database-tracer.ts';
import { cleanPostgresMessage } from '../database/error-messages.ts';
import { noteRows } from '../database/note-rows.ts';
import { notingPlace } from '../database/pool-place.ts';
import { type AnyFunction, replaceMethod } from '../database/replace-method.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import { withSubmittables } from '../database/trace-submittable.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

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
  message: cleanPostgresMessage,
  statusCode: ({ code }) => (typeof code === 'string' && SQLSTATE.test(code) ? code : undefined),
};

interface PoolClass {
  readonly prototype: { query: AnyFunction };
}

class PgWithPools extends PgInstrumentation {
  override init() {
    const definitions = super.init();
    for (const definition of definitions) {
      const { name, patch } = definition;
      if (name !== 'pg-pool') continue;
      definition.patch = (exports: PoolClass, version) => {
        const patched: PoolClass = patch?.(exports, version) ?? exports;
        patched.prototype.query = notingPlace(patched.prototype.query);
        return patched;
      };
    }
    return definitions;
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'pg',
  summary: 'PostgreSQL queries and pools of pg',
  packages: ['pg', 'pg-pool'],
  builtins: [],
  versions: '>=8.0.3 <9',
  makes: ['spans', 'metrics'],
  create: () => {
    const instrumentation = asDatabase(
      new PgWithPools({
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
