import { MySQLInstrumentation } from '@opentelemetry/instrumentation-mysql';
import { asDatabase } from '../database/database-tracer.ts';
import { mysqlRules } from '../database/mysql-rules.ts';
import { replaceMethod, telling } from '../database/replace-method.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'mysql',
  summary: 'MySQL queries and pools of mysql',
  packages: ['mysql'],
  builtins: [],
  versions: '>=2.0.0 <3',
  makes: ['spans', 'metrics'],
  create: () =>
    replaceMethod(
      asDatabase(new MySQLInstrumentation(), mysqlRules),
      '_patchCallbackQuery',
      (original) =>
        (...args) => {
          const wrap = original(...args);
          return (callback: () => void) => telling(wrap(callback));
        },
    ),
};
