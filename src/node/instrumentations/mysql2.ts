import { MySQL2Instrumentation } from '@opentelemetry/instrumentation-mysql2';
import { asDatabase } from '../database/database-tracer.ts';
import { mysqlRules } from '../database/mysql-rules.ts';
import { replaceMethod, telling } from '../database/replace-method.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'mysql2',
  summary: 'MySQL queries of mysql2',
  packages: ['mysql2'],
  builtins: [],
  versions: '>=1.4.2 <4',
  makes: ['spans', 'metrics'],
  create: () =>
    replaceMethod(
      // Without this the values would be put into the text.
      asDatabase(
        new MySQL2Instrumentation({ maskStatement: true, maskStatementHook: (sql) => sql }),
        mysqlRules,
      ),
      '_patchCallbackQuery',
      (original) => (endSpan) => original(telling(endSpan)),
    ),
};
