import { MySQLInstrumentation } from '@opentelemetry/instrumentation-mysql';
import { noteAsked } from '../database/asked.ts';
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
  create: () => {
    const instrumentation = asDatabase(new MySQLInstrumentation(), mysqlRules);
    replaceMethod(instrumentation, '_patchQuery', noteAsked);
    return replaceMethod(instrumentation, '_patchCallbackQuery', (original) => (...args) => {
      const wrap = original(...args);
      return (callback: () => void) => telling(wrap(callback));
    });
  },
};
