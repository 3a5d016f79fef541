import { InstrumentationBase } from '@opentelemetry/instrumentation';
import { VERSION } from '../../core/version.ts';
import { asDatabase } from '../database/database-tracer.ts';
import { cleanSqliteMessage } from '../database/error-messages.ts';
import { patchSqlite } from '../database/patch-sqlite.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const rules: DatabaseRules = {
  naming: sqlNaming,
  message: cleanSqliteMessage,
  // https://www.sqlite.org/rescode.html
  statusCode: ({ errcode }) => (typeof errcode === 'number' ? String(errcode) : undefined),
};

class SqliteInstrumentation extends InstrumentationBase {
  constructor() {
    super('binnacle/node-sqlite', VERSION, {});
  }

  protected init(): undefined {}

  patch(): this {
    patchSqlite(process.getBuiltinModule('node:sqlite'), (text, namespace) =>
      this.tracer.startSpan('sqlite', {
        attributes: {
          'db.system.name': 'sqlite',
          'db.query.text': text,
          ...(namespace !== undefined && { 'db.namespace': namespace }),
        },
      }),
    );
    return this;
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'node-sqlite',
  summary: 'SQLite statements of `node:sqlite`',
  packages: [],
  builtins: [],
  lateBuiltins: ['sqlite'],
  makes: ['spans', 'metrics'],
  create: () => asDatabase(new SqliteInstrumentation().patch(), rules),
};
