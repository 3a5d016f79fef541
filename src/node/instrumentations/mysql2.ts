import { MySQL2Instrumentation } from '@opentelemetry/instrumentation-mysql2';
import { noteAsked } from '../database/asked.ts';
import { asDatabase } from '../database/database-tracer.ts';
import { mysqlRules } from '../database/mysql-rules.ts';
import { noteRows } from '../database/note-rows.ts';
import { replaceMethod, telling } from '../database/replace-method.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'mysql2',
  summary: 'MySQL queries of mysql2',
  packages: ['mysql2'],
  builtins: [],
  versions: '>=1.4.2 <4',
  makes: ['spans', 'metrics'],
  create: () => {
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
