import { MySQL2Instrumentation } from '@opentelemetry/instrumentation-mysql2';
import { noteAsked } from '../database/asked.ts';
import { asDatabase } from '../database/database-tracer.ts';
import { mysqlRules } from '../database/mysql-rules.ts';
import { noteRows } from '../database/note-rows.ts';
import { replaceMethod, telling } from '../database/replace-method.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { patchMysql2Pool } from '../pools/mysql2-pool.ts';

export const instrumentation: InstrumentationModule = {
  name: 'mysql2',
  summary: 'MySQL queries and pools of mysql2',
  packages: ['mysql2'],
  builtins: [],
  versions: '>=1.4.2 <4',
  makes: ['spans', 'metrics'],
  create: () => {
    patchFiles({ 'mysql2/lib/base/pool.js': patchMysql2Pool, 'mysql2/lib/pool.js': patchMysql2Pool });
    const instrumentation = asDatabase(
      new MySQL2Instrumentation({
        // Without this the values would be put into the text.
        maskStatement: true,
        maskStatementHook: (sql) => sql,
        responseHook: (span, { queryResults }) => noteRows(span, queryResults),
      }),
      mysqlRules,
    );
    replaceMethod(instrumentation, '_patchQuery', noteAsked);
    return replaceMethod(
      instrumentation,
      '_patchCallbackQuery',
      (original) => (endSpan) => original(telling(endSpan)),
    );
  },
};
